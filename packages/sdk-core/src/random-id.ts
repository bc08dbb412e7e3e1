/**
 * A random UUIDv4. Not a v7, which would publish the device's clock.
 * `crypto.randomUUID` is absent on pages without https, where chat still works.
 */
export function randomId<Id extends string>(): Id {
  return (crypto.randomUUID?.() ?? fromBytes(crypto.getRandomValues(new Uint8Array(16)))) as Id // branding a fresh id
}

function fromBytes(bytes: Uint8Array): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
