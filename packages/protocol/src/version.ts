/** The version of the wire. It changes when an older client could not work with a newer server, and only then. */
export const protocolVersion = 1
