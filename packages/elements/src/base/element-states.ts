/**
 * Makes exactly these the states an element shows to styles: `:state(ready)`. An older browser that knows no states goes without.
 * @param states - all that hold now; falsy ones are left out
 */
export function showStates(internals: ElementInternals, states: readonly (string | false | undefined)[]): void {
  const shown = internals.states as CustomStateSet | undefined // older than every type library
  if (!shown) return
  const wanted = new Set(states.filter((state): state is string => Boolean(state)))
  for (const state of [...shown]) if (!wanted.has(state)) shown.delete(state)
  for (const state of wanted) {
    try {
      shown.add(state)
    } catch {
      return // a browser that wants dashes before a name: nothing but a style is missed
    }
  }
}
