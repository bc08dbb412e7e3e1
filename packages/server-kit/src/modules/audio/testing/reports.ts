import { once } from 'node:events'
import { createServer } from 'node:http'

/** A report of the media server as it came. */
export interface Report {
  readonly body: string
  readonly authorization: string
}

/** Stands between the media server and ours, so that reports can be kept, lost and sent again. */
export interface Reports {
  /** What the media server is told to report to. */
  readonly url: string
  readonly received: readonly Report[]
  /** From now on reports reach this address; without one they are lost. */
  passOnTo(address?: string): void
  close(): Promise<void>
}

/** Listens on a free port; what arrives is lost until it is told where to. */
export async function createReports(): Promise<Reports> {
  const received: Report[] = []
  let target: string | undefined
  const server = createServer(async (request, response) => {
    const report = { body: Buffer.concat(await request.toArray()).toString(), authorization: request.headers.authorization ?? '' }
    received.push(report)
    const answer = target === undefined ? undefined : await sendReport(target, report).catch(() => undefined) // ours may be closing
    response.writeHead(answer?.status ?? 200).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}/livekit`,
    received,
    passOnTo(address) {
      target = address
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Sends a report to one of our servers. @param address - where the server's webhooks are taken */
export const sendReport = (address: string, { body, authorization }: Partial<Report>): Promise<Response> =>
  fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/webhook+json', ...(authorization === undefined ? {} : { authorization }) },
    body,
  })
