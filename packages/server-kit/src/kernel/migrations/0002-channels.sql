-- Channels of records: everything people share. See docs/protocol.md.
create table channels (
  id text primary key,
  room_id text not null references rooms (id) on delete cascade,
  epoch text not null,
  last_seq bigint not null default 0,
  floor_seq bigint not null default 0
) with (fillfactor = 70);
create index channels_room on channels (room_id);

create table members (
  channel_id text not null references channels (id) on delete cascade,
  participant_id uuid not null references participants (id) on delete cascade,
  may_write boolean not null default true,
  primary key (channel_id, participant_id)
);
create index members_of on members (participant_id);

-- No foreign key: its check would be paid by every message; erasing a room deletes its records by name.
create table records (
  channel_id text not null,
  type text not null,
  key text not null,
  parent_key text,
  author_id uuid,
  value jsonb, -- null is a tombstone
  created_seq bigint not null,
  seq bigint not null,
  created_at timestamptz not null default now(),
  primary key (channel_id, type, key)
) with (fillfactor = 85);
create unique index records_seq on records (channel_id, seq);
create index records_page on records (channel_id, type, created_seq desc);
create index records_children on records (channel_id, parent_key) where parent_key is not null;

-- The one way to write a record. `p_items` is a JSON array of
--   { ch, ty, k, pa?, au?, va?, mo: insert | upsert | remove, ifs?, me? }
-- `me` names the person whose right to write is judged under the lock; `ifs` the number the writer has seen.
-- Outcomes: written, duplicate, conflict, forbidden, gone (no such channel), busy (locked elsewhere, or the key's second write in a batch).
create function write_records(p_items text, p_wait boolean)
returns table (o_idx int, o_seq bigint, o_created bigint, o_at timestamptz, o_outcome text)
language plpgsql
set plan_cache_mode = force_generic_plan
as $f$
#variable_conflict use_column
declare
  items jsonb := p_items::jsonb;
  wanted text[] := (select array_agg(distinct i ->> 'ch') from jsonb_array_elements(items) i);
  locked text[];
begin
  if p_wait then
    select array_agg(id) into locked from (select id from channels where id = any (wanted) order by id for update) l;
  else
    select array_agg(id) into locked from (select id from channels where id = any (wanted) order by id for update skip locked) l;
  end if;
  return query -- a new statement: it sees every commit made before the locks were granted
  with inp as (
    select i.*, row_number() over (partition by i.ch, i.ty, i.k order by i.o) nth
    from (
      select (e.i ->> 'ch') ch, (e.i ->> 'ty') ty, (e.i ->> 'k') k, (e.i ->> 'pa') pa, (e.i ->> 'au')::uuid au, (e.i -> 'va') va,
             (e.i ->> 'mo') mo, (e.i ->> 'ifs')::bigint ifs, (e.i ->> 'me')::uuid me, e.o
      from jsonb_array_elements(items) with ordinality e (i, o)
    ) i),
  seen as (
    select i.*, r.seq cur_seq, r.created_seq cur_created, r.created_at cur_at, r.key is not null found,
      case
        when not (i.ch = any (coalesce(locked, '{}'))) then
          case when exists (select 1 from channels c where c.id = i.ch) then 'busy' else 'gone' end
        when i.me is not null and not exists (
          select 1 from members m where m.channel_id = i.ch and m.participant_id = i.me and m.may_write) then 'forbidden'
        when i.mo = 'insert' and r.key is not null then
          case when r.author_id is distinct from i.au then 'conflict' else 'duplicate' end
        when i.nth > 1 then 'busy'
        when i.ifs is not null and r.seq is distinct from i.ifs then 'conflict'
        when i.mo = 'remove' and (r.key is null or r.value is null) then 'duplicate'
        else 'written'
      end outcome
    from inp i left join records r on r.channel_id = i.ch and r.type = i.ty and r.key = i.k),
  todo as (select s.*, row_number() over (partition by s.ch order by s.o) n from seen s where s.outcome = 'written'),
  bump as (
    update channels t set last_seq = t.last_seq + c.n
    from (select ch, count(*) n from todo group by ch) c
    where t.id = c.ch
    returning t.id, t.last_seq - c.n base),
  put as (
    insert into records as r (channel_id, type, key, parent_key, author_id, value, created_seq, seq)
    select t.ch, t.ty, t.k, t.pa, t.au, case when t.mo = 'remove' then null else t.va end, b.base + t.n, b.base + t.n
    from todo t join bump b on b.id = t.ch
    on conflict (channel_id, type, key) do update set
      value = excluded.value, seq = excluded.seq,
      -- over a tombstone a new record begins: a hand raised again waits again
      created_seq = case when r.value is null then excluded.created_seq else r.created_seq end,
      created_at = case when r.value is null then now() else r.created_at end,
      author_id = case when r.value is null then excluded.author_id else r.author_id end,
      parent_key = case when r.value is null then excluded.parent_key else r.parent_key end
    returning r.channel_id, r.type, r.key, r.seq, r.created_seq, r.created_at)
  select s.o::int,
    case s.outcome when 'written' then p.seq when 'duplicate' then s.cur_seq end,
    case s.outcome when 'written' then p.created_seq when 'duplicate' then s.cur_created end,
    case s.outcome when 'written' then p.created_at when 'duplicate' then s.cur_at end,
    s.outcome
  from seen s left join put p on p.channel_id = s.ch and p.type = s.ty and p.key = s.k
  order by s.o;
end $f$;
