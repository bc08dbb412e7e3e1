import { SanctuaryError } from '@sanctuary/protocol'
import type { WritableAtom } from 'nanostores'
import type { Clock } from '../clock.ts'
import type { Store } from '../room-context.ts'
import type { Disguise, HearingMyself, Microphone } from './audio-feature.ts'
import { describeMicrophone, hasFailed, type Right } from './describe-microphone.ts'
import type { MediaRoom } from './media-room.ts'
import { createPushToTalk } from './push-to-talk.ts'
import type { TellOthers } from './tell-others.ts'
import { until } from './until.ts'
import type { VoiceSetup } from './voice-setup.ts'

/** Being heard. */
export interface Speaking {
  unmute(): Promise<void>
  mute(): void
  setDevice(deviceId: string | undefined): Promise<void>
  pushToTalk(held: boolean): void
  /** Keeps the microphone open meanwhile. A loop mutes, so that nothing of it can be sent; whoever unmutes ends it. */
  hearMyself(how: HearingMyself): Promise<void>
  retry(): Promise<void>
  /** Silence, and everything let go; unmuting begins anew. */
  end(): void
}

export interface SpeakingOptions {
  readonly clock: Clock
  readonly $right: Store<Right>
  readonly $room: Store<MediaRoom | undefined>
  readonly $microphone: WritableAtom<Microphone>
  readonly $disguise: WritableAtom<Disguise>
  readonly $hearingMyself: WritableAtom<HearingMyself>
  /** Whether one's own voice may take the disguise's place now. */
  readonly $undisguised: Store<boolean>
  /** The microphone of an earlier visit. */
  readonly deviceId?: string
  /** Microphone and disguise, made when first needed. */
  readonly prepare: () => Promise<VoiceSetup>
  /** What the microphone check left. */
  readonly initial?: VoiceSetup
  readonly others: TellOthers
}

/** After this long in silence the device is let go. A push-to-talk user presses again soon and must not lose the first word. */
const letGoAfterMs = { mute: 10_000, pushToTalk: 60_000 } as const
/** A media server that did not take the track is asked again after this time. */
const publishAgainMs = 2000

/** Follows what the person wants, what they may, and what device, disguise and connection do; sends only a disguised voice. */
export function createSpeaking(options: SpeakingOptions): Speaking {
  const { clock, $right, $room, $microphone, $disguise, $hearingMyself, $undisguised, others } = options
  let setup: VoiceSetup | undefined
  let preparing: Promise<VoiceSetup> | undefined
  let life = new AbortController()
  let wanted = false
  let problem: SanctuaryError | undefined
  /** The present wish, to be heard or not; another one aborts it. */
  let attempt = new AbortController()
  let hearing = new AbortController()
  let chosen = options.deviceId === undefined ? undefined : { deviceId: options.deviceId as string | undefined }
  let cancelLettingGo = () => {}
  let forgetSetup = () => {}

  /** One's own voice needs no disguise, but it needs a sound context that was not closed. */
  function wayOut(): Disguise {
    const disguise = setup?.path.$disguise.get() ?? { phase: 'idle' }
    return $undisguised.get() && disguise.reason !== 'context-suspended' ? { phase: 'locked' } : disguise
  }

  function show() {
    const microphone = describeMicrophone({
      right: $right.get(),
      wanted,
      published: $room.get()?.$sending.get() ?? false,
      input: setup?.microphone.$input.get() ?? { state: 'closed' },
      disguise: wayOut(),
      problem,
    })
    setup?.path.setOpen(microphone.state === 'on')
    $microphone.set(microphone)
    others.tell(microphone.state === 'on' || microphone.state === 'stopped' ? microphone.state : 'off')
  }

  function adopt(fresh: VoiceSetup) {
    setup = fresh
    const { microphone, path } = fresh
    $hearingMyself.set(fresh.hearing.$how.get())
    const stops = [
      microphone.$input.listen(({ reason }) => (reason?.code === 'MICROPHONE_INTERRUPTED' ? interrupt() : show())),
      path.$disguise.subscribe((disguise) => $disguise.set(disguise)),
      $disguise.listen(show),
      path.onInterruption(interrupt),
      fresh.hearing.$how.listen((how) => {
        $hearingMyself.set(how)
        if (how === 'off' && !wanted) letGoAfter(letGoAfterMs.mute) // a loop can end by itself
      }),
      $undisguised.subscribe((undisguised) => {
        path.setUndisguised(undisguised)
        show()
      }),
    ]
    forgetSetup = () => stops.forEach((stop) => stop())
  }

  async function prepare({ signal }: AbortController): Promise<VoiceSetup> {
    const fresh = await options.prepare()
    if (signal.aborted) {
      fresh.close()
      throw signal.reason
    }
    adopt(fresh)
    if (chosen) await fresh.microphone.choose(chosen.deviceId)
    return fresh
  }

  async function ready(signal: AbortSignal): Promise<VoiceSetup> {
    if (setup) return setup
    preparing ??= prepare(life)
    const mine = preparing
    try {
      return await mine
    } finally {
      if (preparing === mine) preparing = undefined
      signal.throwIfAborted()
    }
  }

  /** Sends the disguised track over the present connection; tries again while it is wanted. */
  async function send() {
    const room = $room.get()
    if (!room || !wanted || !setup || room.$sending.get()) return
    try {
      await room.publish(setup.path.track())
    } catch (error) {
      if (room !== $room.get() || !wanted) return
      if (error instanceof SanctuaryError && error.code === 'MUTED_BY_HOST') giveUp(error)
      else clock.after(publishAgainMs, send)
    }
  }

  function stopWanting(reason?: SanctuaryError) {
    attempt.abort(reason)
    attempt = new AbortController()
    wanted = false
    problem = undefined
  }

  function giveUp(reason: SanctuaryError) {
    stopWanting(reason)
    problem = reason
    show()
    letGoAfter(letGoAfterMs.mute)
  }

  function letGoAfter(ms: number) {
    cancelLettingGo()
    cancelLettingGo = clock.after(ms, () => {
      if ($hearingMyself.get() === 'off') setup?.microphone.close()
    })
  }

  /** A call, or a device that slept: whoever comes back from it is heard only once they want to be. */
  function interrupt() {
    if (!wanted) return show()
    key.cancel()
    giveUp(new SanctuaryError('MICROPHONE_INTERRUPTED'))
  }

  async function beHeard(): Promise<void> {
    const right = $right.get()
    if (right !== 'speak') throw new SanctuaryError(right === 'silenced' ? 'MUTED_BY_HOST' : 'FORBIDDEN')
    cancelLettingGo()
    stopWanting()
    const { signal } = attempt
    wanted = true
    if ($hearingMyself.get() === 'loop') setup?.hearing.set('off')
    show()
    try {
      const { microphone } = await ready(signal)
      await microphone.open()
      void send()
      await until($microphone, ({ state }) => state !== 'starting', signal)
    } catch (error) {
      if (signal.aborted && !(signal.reason instanceof SanctuaryError)) return // silence was asked for meanwhile
      const reason = error instanceof SanctuaryError ? error : new SanctuaryError('DISGUISE_FAILED', { cause: error })
      giveUp(reason)
      throw reason
    }
    const { state, reason } = $microphone.get()
    if (state !== 'on' && reason) throw reason
  }

  function beSilent(letGoMs: number) {
    stopWanting()
    show()
    letGoAfter(letGoMs)
  }

  async function hearMyself(how: HearingMyself): Promise<void> {
    hearing.abort()
    hearing = new AbortController()
    const { signal } = hearing
    if (how === 'off') {
      setup?.hearing.set('off')
      if (!wanted) letGoAfter(letGoAfterMs.mute)
      return
    }
    if (how === 'loop') {
      key.cancel()
      stopWanting()
      show()
    }
    cancelLettingGo()
    try {
      const { microphone, hearing } = await ready(signal)
      await microphone.open()
      if (!signal.aborted && microphone.$input.get().state === 'open') hearing.set(how)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  const key = createPushToTalk({
    clock,
    open: () => void beHeard().catch(() => {}), // $microphone says why not
    close: () => beSilent(letGoAfterMs.pushToTalk),
  })

  function end() {
    key.cancel()
    cancelLettingGo()
    stopWanting()
    hearing.abort()
    life.abort()
    life = new AbortController()
    preparing = undefined
    forgetSetup()
    setup?.close()
    setup = undefined
    $disguise.set({ phase: 'idle' })
    $hearingMyself.set('off')
    show()
  }

  if (options.initial) {
    adopt(options.initial)
    beSilent(letGoAfterMs.mute)
  }
  $right.listen((right) => {
    if (right !== 'speak') {
      key.cancel()
      stopWanting()
      setup?.microphone.close()
      void $room.get()?.unpublish()
    }
    show()
  })
  let forgetRoom = () => {}
  $room.subscribe((room) => {
    forgetRoom()
    forgetRoom =
      room?.$sending.subscribe((sending) => {
        show()
        if (!sending) void send()
      }) ?? (() => {})
    show()
  })

  return {
    unmute() {
      key.cancel()
      return beHeard()
    },
    mute() {
      key.cancel()
      beSilent(letGoAfterMs.mute)
    },
    async setDevice(deviceId) {
      if (setup) await setup.microphone.choose(deviceId)
      chosen = { deviceId }
    },
    pushToTalk: (held) => (held ? key.press() : key.release()),
    hearMyself,
    async retry() {
      const { signal } = attempt
      const wantsToBeHeard = wanted || problem !== undefined
      const disguise = setup?.path.$disguise.get()
      if (disguise?.simplified || (wantsToBeHeard && disguise && hasFailed(disguise))) await setup?.path.retry()
      if (wantsToBeHeard && !signal.aborted) await beHeard() // else silence was asked for meanwhile, or speech already
    },
    end,
  }
}
