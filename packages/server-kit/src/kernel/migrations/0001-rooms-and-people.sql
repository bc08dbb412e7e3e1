-- The row of a room is the lock under which every rule that others can change is judged.
create table rooms (
  id text primary key,
  settings jsonb not null,
  state text not null default 'live' check (state in ('live', 'ended')),
  host_key_hash text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- Since when no host has been inside; the room ends by itself after its host absence.
  absent_since timestamptz,
  -- The room is locked only because no host is inside, and opens when one is back.
  locked_by_absence boolean not null default false,
  erase_at timestamptz
);
create index rooms_expiring on rooms (expires_at) where state = 'live';
create index rooms_absent on rooms (absent_since) where state = 'live' and absent_since is not null;
create index rooms_erasing on rooms (erase_at) where erase_at is not null;

-- A person in one room. Nothing here leads to the same person in another room.
create table participants (
  id uuid primary key,
  room_id text not null references rooms (id) on delete cascade,
  alias text not null,
  -- What makes two names the same: folded case, no marks, single spaces.
  alias_key text not null,
  picture text not null,
  role text not null check (role in ('listener', 'speaker', 'moderator', 'host')),
  state text not null check (state in ('waiting', 'inside', 'left', 'removed', 'banned', 'denied')),
  presence text not null default 'here' check (presence in ('here', 'away', 'reconnecting')),
  silenced boolean not null default false,
  successor boolean not null default false,
  -- HMAC of room and a partner's subject; null for anonymous people.
  subject_key text,
  rules_version int not null default 0,
  -- Has been let in and not been sent away since: may come back past a lock and without asking.
  admitted boolean not null default false,
  reason text,
  joined_at timestamptz not null default now(),
  -- Since when there is no connection; they are taken for gone 30 s later.
  lost_at timestamptz
);
create unique index participants_alias on participants (room_id, alias_key) where state in ('waiting', 'inside', 'left');
create unique index participants_subject on participants (room_id, subject_key) where subject_key is not null;
create index participants_inside on participants (room_id, joined_at) where state = 'inside';
create index participants_lost on participants (lost_at) where lost_at is not null and state in ('waiting', 'inside');

-- Resume credentials, as hashes. Whoever holds one is that person in that room.
create table credentials (
  hash text primary key,
  participant_id uuid not null references participants (id) on delete cascade,
  created_at timestamptz not null default now()
);
create index credentials_of on credentials (participant_id);

-- One row a running server, renewed every 5 s; a connection lives while its node does.
create table nodes (
  id uuid primary key,
  seen_at timestamptz not null default now()
);
create table connections (
  id uuid primary key,
  node_id uuid not null references nodes (id) on delete cascade,
  participant_id uuid not null references participants (id) on delete cascade,
  room_id text not null,
  tab uuid,
  away boolean not null default false
);
create index connections_room on connections (room_id);
create index connections_of on connections (participant_id);

-- Replies of calls that carried an id, so that a repeated call answers the first time's reply. Kept for 10 minutes.
create table replies (
  participant_id uuid not null references participants (id) on delete cascade,
  call_id uuid not null,
  operation text not null,
  reply jsonb not null,
  created_at timestamptz not null default now(),
  primary key (participant_id, call_id)
);
create index replies_age on replies (created_at);

-- Credentials that were ended by a removal, so that whoever brings one is told why instead of becoming a new person by accident.
create table ended_credentials (
  hash text primary key,
  participant_id uuid not null references participants (id) on delete cascade
);
