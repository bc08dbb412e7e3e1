import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/**
 * The addresses a process listens on, as the kernel writes them: `0100007F` is 127.0.0.1, all zeros is every address.
 * Reads `/proc`, so Linux only.
 */
export function listeningAddresses(pid: number): string[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).map((descriptor) => /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))?.[1]),
  )
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((protocol) =>
    readFileSync(`/proc/${pid}/net/${protocol}`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => sockets.has(columns[9]) && columns[2]?.endsWith(':0000'))
      .map((columns) => `${protocol} ${columns[1]?.split(':')[0]}`),
  )
}
