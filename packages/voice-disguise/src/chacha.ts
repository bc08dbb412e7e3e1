/**
 * One block of the ChaCha20 stream cipher: sixteen numbers that nobody can tell from chance who does not know the key (RFC 8439, 2.3).
 * @param key eight integers of 32 bits
 * @param nonce four more: which block of the key stream, and of which stream
 */
export function chachaBlock(key: Uint32Array, nonce: Uint32Array): Uint32Array {
  const start = Uint32Array.of(0x61707865, 0x3320646e, 0x79622d32, 0x6b206574, ...key, ...nonce) // "expand 32-byte k"
  const state = start.slice()
  for (let turned = 0; turned < 80; turned++) {
    const a = turned & 3
    const slant = (turned >> 2) & 1 // four columns, then four diagonals
    const b = 4 + ((a + slant) & 3)
    const c = 8 + ((a + 2 * slant) & 3)
    const d = 12 + ((a + 3 * slant) & 3)
    turn(state, a, b, d, 16)
    turn(state, c, d, b, 12)
    turn(state, a, b, d, 8)
    turn(state, c, d, b, 7)
  }
  return state.map((word, i) => word + (start[i] ?? 0))
}

function turn(state: Uint32Array, into: number, from: number, rotated: number, bits: number): void {
  const sum = (state[into] ?? 0) + (state[from] ?? 0)
  state[into] = sum
  const mixed = (state[rotated] ?? 0) ^ sum
  state[rotated] = (mixed << bits) | (mixed >>> (32 - bits))
}
