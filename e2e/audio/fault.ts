/**
 * Goes in front of the real worklet and lets a test break it in mid-speech:
 * `throw` as a bug would, `freeze` as a processor that has stopped working and does not say so, `overload` by a clock that has moved on 3 ms
 * whenever it is looked at, which is more than there is for each step.
 * The switch is a processor of its own because all processors of a graph share one global scope.
 */
export const fault = `{
  let fault
  let aheadMs = 0
  const { now } = Date
  Date.now = () => now() + (fault === 'overload' ? (aheadMs += 3) : aheadMs)
  const register = globalThis.registerProcessor
  register('fault', class extends AudioWorkletProcessor {
    constructor() {
      super()
      this.port.onmessage = ({ data }) => { fault = data }
    }
    process() { return true }
  })
  globalThis.registerProcessor = (name, Processor) =>
    register(name, class extends Processor {
      process(...rest) {
        if (fault === 'throw') throw new Error('broken by the test')
        return fault === 'freeze' ? true : super.process(...rest)
      }
    })
}
`
