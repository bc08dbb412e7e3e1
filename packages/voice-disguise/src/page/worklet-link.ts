import type { Voice } from '../voice.ts'
import { type Heartbeat, type PageMessage, PROCESSOR_NAME, type ProcessorOptions, type WorkletMessage } from '../worklet/protocol.ts'
import type { DisguiseReason } from './disguise-state.ts'

/** One processor and the watch over it. */
export type WorkletLink = {
  readonly node: AudioWorkletNode
  setVoice(voice: Voice): void
  relock(generation: number): void
  /** Silences the processor for ever and ends the watch. */
  close(): void
}

/** What a link tells. `onLost` comes at most once, and nothing after it. */
export type WorkletLinkOptions = ProcessorOptions & {
  readonly context: BaseAudioContext
  readonly onHeartbeat: (heartbeat: Heartbeat) => void
  readonly onLost: (reason: DisguiseReason, cause?: unknown) => void
}

const TICK_MS = 50
const LOST_AFTER_TICKS = 5 // 250 ms
const START_TICKS = 100 // 5 s for the first sign of life

/**
 * Builds a processor in a context whose module is loaded, answers its heartbeats and watches for trouble: an error in it, its
 * heartbeat missing for 250 ms, the context no longer running.
 *
 * Time without a heartbeat is counted in ticks of the page's own timer: a page that was blocked has missed ticks and messages alike
 * and must not take that for the worklet's fault.
 */
export function createWorkletLink({ context, onHeartbeat, onLost, ...processorOptions }: WorkletLinkOptions): WorkletLink {
  const node = new AudioWorkletNode(context, PROCESSOR_NAME, {
    numberOfInputs: 1,
    numberOfOutputs: 1,
    outputChannelCount: [1],
    channelCount: 1,
    channelCountMode: 'explicit',
    processorOptions: processorOptions satisfies ProcessorOptions,
  })
  const send = (message: PageMessage) => node.port.postMessage(message)
  let ticksLeft = START_TICKS
  let hasRun = context.state === 'running'

  function close() {
    clearInterval(timer)
    context.removeEventListener('statechange', checkContext)
    node.onprocessorerror = null
    node.port.onmessage = null
    send({ type: 'silence' })
    node.disconnect()
  }

  function lose(reason: DisguiseReason, cause?: unknown) {
    close()
    onLost(reason, cause)
  }

  function checkContext() {
    if (context.state === 'running') hasRun = true
    else if (hasRun) lose('context-suspended')
  }

  function tick() {
    if (context.state !== 'running') return
    ticksLeft--
    if (ticksLeft < 0) lose('heartbeat-lost')
  }

  function hear(message: WorkletMessage) {
    if (message.type === 'failed') return lose('processor-error', new Error(message.message))
    if (message.shut === 'overload') return lose('overload')
    ticksLeft = LOST_AFTER_TICKS
    send({ type: 'heartbeat' })
    onHeartbeat(message)
  }

  node.port.onmessage = (event: MessageEvent<WorkletMessage>) => hear(event.data)
  node.onprocessorerror = (event) => lose('processor-error', event)
  context.addEventListener('statechange', checkContext)
  const timer = setInterval(tick, TICK_MS)

  return {
    node,
    setVoice: (next) => send({ type: 'voice', voice: next }),
    relock: (generation) => send({ type: 'relock', generation }),
    close,
  }
}
