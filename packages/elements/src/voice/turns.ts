/**
 * Numbers each change of each thing from one state to another, so that several elements that see a change name it alike.
 * @returns the number of the change that led to the state it is in
 */
export function createTurns<Thing extends object, State>(): (thing: Thing, state: State) => number {
  const turns = new WeakMap<Thing, { state: State; number: number }>()
  let last = 0
  return (thing, state) => {
    const known = turns.get(thing)
    const turn = known && known.state === state ? known : { state, number: ++last }
    turns.set(thing, turn)
    return turn.number
  }
}
