/**
 * The sample at an index the caller knows to be inside the array. The one place that tells the type checker so; the engine works in
 * Float64Array throughout, which keeps this inlined and free of boxing.
 */
export const at = (samples: Float64Array, index: number): number => samples[index] as number
