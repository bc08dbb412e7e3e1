/**
 * An event of a Sanctuary element: bubbles, crosses shadow roots and can be prevented.
 * Subclasses name it `sanctuary-<noun>-<verb>` and say what `detail` holds.
 */
export abstract class SanctuaryEvent<Detail = undefined> extends Event {
  readonly detail: Detail

  constructor(type: `sanctuary-${string}`, detail: Detail) {
    super(type, { bubbles: true, composed: true, cancelable: true })
    this.detail = detail
  }
}
