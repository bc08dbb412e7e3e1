/** What can go wrong inside the worklet. */
export type WorkletFault = 'throw' | 'nan' | 'freeze' | 'strain' | 'overload'

/**
 * Goes in front of the real worklet and breaks it when told to, by a processor called `fault`: all processors of a graph share one scope.
 * `throw` is a bug, `nan` a formula that yields no number, `freeze` a processor that stopped working and does not say so, `strain` and
 * `overload` a device that needs 1.75 ms or 4.8 for what is due every 2.7. What is owed is worked off inside the engine, where the load is
 * measured. Overloaded, the sound is torn into pieces of 18 ms, 55 a second, which puts no tone where the measure looks for one.
 */
export const workletFaults = `{
  const takesMs = { strain: 1.75, overload: 4.8 }
  let fault
  let owedMs = 0
  let say = () => {}
  const { sqrt } = Math
  const register = globalThis.registerProcessor
  register('fault', class extends AudioWorkletProcessor {
    constructor() {
      super()
      say = (message) => this.port.postMessage(message)
      this.port.onmessage = ({ data }) => {
        fault = data
        owedMs = 0
      }
    }
    process() { return true }
  })
  Math.sqrt = (value) => {
    if (fault === 'nan') return Number.NaN
    if (takesMs[fault] && owedMs >= 1) {
      const end = Date.now() + Math.floor(owedMs)
      owedMs -= Math.floor(owedMs)
      while (Date.now() < end);
    }
    return sqrt(value)
  }
  globalThis.registerProcessor = (name, Processor) =>
    register(name, class extends Processor {
      process(...rest) {
        if (fault === 'throw') throw new Error('broken by the test')
        if (fault === 'freeze') return true
        if (!takesMs[fault]) return super.process(...rest)
        owedMs += takesMs[fault]
        const goesOn = super.process(...rest)
        if (!goesOn) say({ silentAt: Date.now() })
        return goesOn
      }
    })
}
`
