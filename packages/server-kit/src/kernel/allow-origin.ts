/**
 * Which pages may use this server: its own, those that share its host, and those the operator named.
 * @param origins - `*` for all of them
 */
export function createAllowOrigin(origins: '*' | readonly string[], publicUrl: string) {
  const own = new URL(publicUrl).origin
  return (origin: string | undefined, host?: string): boolean => {
    // Without an origin it is no page: command lines and servers have their token and nothing else.
    if (origin === undefined || origins === '*' || origin === own || origins.includes(origin)) return true
    return host !== undefined && (origin === `https://${host}` || origin === `http://${host}`)
  }
}
