/** Where a sound of this page's own comes out. */
export interface Speaker {
  readonly node: AudioNode
  /** Begins or ends to be audible. */
  setOn(on: boolean): void
  close(): void
}

/**
 * An audio element at the end of a graph. Unlike the graph itself it can change its device without standing still for a moment, which would
 * cost the disguise.
 * @param follow - lets an element play where sound comes out; returns what ends that
 */
export function createSpeaker(context: AudioContext, follow: (element: HTMLMediaElement) => () => void): Speaker {
  const node = new MediaStreamAudioDestinationNode(context)
  let element: HTMLAudioElement | undefined
  let unfollow = () => {}

  function setOn(on: boolean) {
    if (on === (element !== undefined)) return
    if (on) {
      element = new Audio()
      element.srcObject = node.stream
      unfollow = follow(element)
      element.play().catch(() => {}) // stopped before it began, or the browser wants a press, which choosing to hear oneself is
    } else if (element) {
      unfollow()
      element.pause()
      element.srcObject = null
      element = undefined
    }
  }

  return { node, setOn, close: () => setOn(false) }
}
