/**
 * The LiveKit server Sanctuary is built and tested against. It stays pinned because 1.13.0, 1.13.1 and the main branch
 * carry `replace` lines, which `go install` refuses.
 */
export const liveKitVersion = '1.13.5'
