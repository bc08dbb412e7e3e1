import type { AudioService, ParticipantId, SanctuaryError } from '@sanctuary/protocol'
import type { DisguiseReason, VoiceChoice } from '@sanctuary/voice-disguise'
import type { Store } from '../room-context.ts'

/** The sound of the room in this page. `blocked`: the browser holds back playback until a press; call `start()` from one. */
export interface Sound {
  readonly state: 'idle' | 'unavailable' | 'connecting' | 'live' | 'reconnecting' | 'elsewhere' | 'blocked' | 'failed'
  readonly reason?: SanctuaryError
}

/** One's own microphone. `stopped`: it was on, and nothing is heard until the reason is gone. `silenced`: a host took away the right to speak. */
export interface Microphone {
  readonly state: 'off' | 'starting' | 'on' | 'stopped' | 'silenced'
  readonly reason?: SanctuaryError
  readonly deviceId?: string
}

/**
 * The voice disguise. Only `locked` lets a voice through. `starting`: being loaded. `gated`: running and shut; without a reason it waits
 * for a voice to lock on. With a reason, as when `failed`, it stays shut until `retry()`.
 */
export interface Disguise {
  readonly phase: 'idle' | 'starting' | 'gated' | 'locked' | 'failed'
  readonly reason?: DisguiseReason
  /** The device is short of breath: a simpler disguise is in use. */
  readonly simplified?: boolean
}

/** What one speaks with: a disguise or, after consent and for this room only, one's own voice. Only this person ever sees it. */
export type OwnVoice = VoiceChoice | { readonly mode: 'off' }

/** How one hears oneself. `live`: at once. `loop`: the last five seconds of one's microphone again and again, in the disguise chosen now. */
export type HearingMyself = 'off' | 'live' | 'loop'

/** How this device is used for sound, remembered on it. */
export interface SoundPreferences {
  /** The browser takes away noise before the disguise hears it. Default true. */
  readonly noiseSuppression: boolean
  /** Sends nothing while one does not speak. Default false. */
  readonly autoSilence: boolean
  /** The microphone's button speaks while it is held, instead of switching. Only kept here, for a screen to follow. Default: as the screen has it. */
  readonly holdToTalk?: boolean
}

/** A microphone, or a speaker, one can choose. Known only once the browser's permission was given. */
export interface SoundDevice {
  readonly deviceId: string
  readonly label: string
}

/** Live sound in a room: hearing the others, and being heard with a disguised voice. */
export interface AudioFeature {
  /** Whether there is sound in this room at all and, where not, why in one sentence. */
  readonly $service: Store<AudioService>
  readonly $sound: Store<Sound>
  readonly $microphone: Store<Microphone>
  /** Who is speaking and how loud, 0…1, refreshed every 80 ms at most. Someone silent is not in it. */
  readonly $levels: Store<ReadonlyMap<ParticipantId, number>>
  /** How loud one's own microphone is, 0…1, refreshed every 80 ms at most; also while one is muted, for as long as it is open. */
  readonly $level: Store<number>
  readonly $devices: Store<readonly SoundDevice[]>
  /** Where sound can come out. Empty where the browser offers no choice. */
  readonly $outputs: Store<readonly SoundDevice[]>
  /**
   * Id of the one in use, also of one that was chosen on an earlier visit; nothing for the system's own choice, which stands in while the
   * chosen one is gone. Known once there is sound in this page.
   */
  readonly $output: Store<string | undefined>
  readonly $disguise: Store<Disguise>
  /** Begins as the veil. A reload keeps a disguise that was chosen, and never one's own voice. */
  readonly $voice: Store<OwnVoice>
  readonly $hearingMyself: Store<HearingMyself>
  readonly $preferences: Store<SoundPreferences>
  /** People this page does not play. Nobody is told. */
  readonly $mutedForMe: Store<ReadonlySet<ParticipantId>>
  /**
   * Brings sound into this page and loads the media code on the first call. Settles when people can be heard. Once called, sound comes
   * back by itself whenever it can, until `stop()`.
   * @throws AUDIO_UNAVAILABLE while there is no media server (it connects by itself when there is), SOUND_ELSEWHERE when another page of
   * this person has the sound (see `moveHere()`), PLAYBACK_BLOCKED when not called from a press and the browser asks for one
   */
  start(): Promise<void>
  /** Ends hearing and speaking in this page. */
  stop(): Promise<void>
  /**
   * Lets others hear the disguised voice; starts the sound where needed. Asks for the microphone on the first call.
   * @throws MUTED_BY_HOST, FORBIDDEN for listeners, and what `start()`, the microphone or the disguise say
   */
  unmute(): Promise<void>
  /** Silence at once. After 10 seconds the microphone itself is let go, so the system's light goes out. */
  mute(): void
  /**
   * Speaks through another microphone, now and later.
   * @param deviceId - one of `$devices`; left out: the system's own choice
   */
  setDevice(deviceId: string | undefined): Promise<void>
  /**
   * Wears another disguise within 50 ms. Its random part is drawn once a visit, so the same choice sounds the same again.
   * @throws RangeError for a choice out of range. Before the media code is there nobody can tell: then the veil is worn once it is
   */
  setVoice(choice: VoiceChoice): void
  /**
   * Lets others hear one's own voice in this room, until `speakDisguised()`, `setVoice()`, a reload, another page of this person, or a host's word. The
   * agreement is written down where only this person can read it.
   * @param consent.agreedTo - the sentence the person was shown and agreed to
   * @throws UNDISGUISED_FORBIDDEN where the room does not allow it
   */
  speakUndisguised(consent: { agreedTo: string }): Promise<void>
  /** Ends the agreement to one's own voice, also one under way, and brings back the disguise worn before. */
  speakDisguised(): void
  /** Plays one's own voice as others hear it, to oneself only. Asks for the microphone where it is not open. */
  hearMyself(how: HearingMyself): Promise<void>
  /**
   * Lets the others be heard through another device, now and later.
   * @param deviceId - one of `$outputs`; left out: the system's own choice
   */
  setOutput(deviceId: string | undefined): Promise<void>
  setPreferences(change: Partial<SoundPreferences>): Promise<void>
  muteForMe(participant: ParticipantId, muted: boolean): void
  /** Takes the sound from another page of this person into this one. */
  moveHere(): Promise<void>
  /**
   * Speaks while a key is held, from at least 20 ms before the press where the microphone is open. The first press opens it, and one after a
   * minute without. The last 60 ms after its release are still sent, so no word is cut.
   * @param held - true on press, false on release
   */
  pushToTalk(held: boolean): void
  /** Tries again what is not as it should be: the connection, and a simplified disguise, and for someone who is unmuted the disguise and the microphone. */
  retry(): Promise<void>
}
