/**
 * A fresh seed from the platform's secure random source. Draw one per visit, keep it through reconnects, never send it.
 * @returns an integer in 0…2³²−1
 * @example const seed = drawSeed(); const voice = drawVoice({ mode: 'veil' }, seed)
 */
export function drawSeed(): number {
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1))
  return seed
}
