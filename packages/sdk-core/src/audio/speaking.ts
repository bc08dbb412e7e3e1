import { SanctuaryError } from '@sanctuary/protocol'
import type { WritableAtom } from 'nanostores'
import type { Clock } from '../clock.ts'
import type { Store } from '../room-context.ts'
import type { Disguise, Microphone } from './audio-feature.ts'
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
  const { clock, $right, $room, $microphone, $disguise, others } = options
  let setup: VoiceSetup | undefined
  let wanted = false
  let problem: SanctuaryError | undefined
  let attempt = new AbortController()
  let chosen: { deviceId: string | undefined } | undefined
  let cancelLettingGo = () => {}
  let forgetSetup = () => {}

  function show() {
    const microphone = describeMicrophone({
      right: $right.get(),
      wanted,
      published: $room.get()?.$sending.get() ?? false,
      input: setup?.microphone.$input.get() ?? { state: 'closed' },
      disguise: setup?.path.$disguise.get() ?? { phase: 'idle' },
      problem,
    })
    setup?.path.setOpen(microphone.state === 'on')
    $microphone.set(microphone)
    others.tell(microphone.state === 'on' || microphone.state === 'stopped' ? microphone.state : 'off')
  }

  function adopt(fresh: VoiceSetup) {
    setup = fresh
    const stops = [fresh.microphone.$input.listen(show), fresh.path.$disguise.subscribe((disguise) => $disguise.set(disguise))]
    stops.push($disguise.listen(show))
    forgetSetup = () => stops.forEach((stop) => stop())
  }

  async function ready(signal: AbortSignal): Promise<VoiceSetup> {
    if (setup) return setup
    const fresh = await options.prepare()
    if (signal.aborted) {
      fresh.close()
      throw signal.reason
    }
    adopt(fresh)
    if (chosen) await fresh.microphone.choose(chosen.deviceId)
    return fresh
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
    wanted = false
    problem = undefined
  }

  function giveUp(reason: SanctuaryError) {
    stopWanting(reason)
    problem = reason
    show()
  }

  async function beHeard(): Promise<void> {
    const right = $right.get()
    if (right !== 'speak') throw new SanctuaryError(right === 'silenced' ? 'MUTED_BY_HOST' : 'FORBIDDEN')
    cancelLettingGo()
    stopWanting()
    wanted = true
    attempt = new AbortController()
    const { signal } = attempt
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
    cancelLettingGo()
    cancelLettingGo = clock.after(letGoMs, () => setup?.microphone.close())
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
    forgetSetup()
    setup?.close()
    setup = undefined
    $disguise.set({ phase: 'idle' })
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
      chosen = { deviceId }
      await setup?.microphone.choose(deviceId)
    },
    pushToTalk: (held) => (held ? key.press() : key.release()),
    async retry() {
      if (!wanted && !problem) return
      if (setup && hasFailed(setup.path.$disguise.get())) await setup.path.retry()
      await beHeard()
    },
    end,
  }
}
