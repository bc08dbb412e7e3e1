/** Noise that is the same each time and nowhere like itself (a linear congruential generator; Numerical Recipes' constants). */
export function noise(length: number): Float32Array {
  let state = 1
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 31 - 1
  })
}
