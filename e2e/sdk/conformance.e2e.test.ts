import { createSanctuaryClient } from '@sanctuary/sdk-core'
import { conformance, createNetworkTransport, runClaim } from '@sanctuary/sdk-core/testing'
import { createTestServer, type TestServer } from '@sanctuary/server-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** The suite that the SDK's own fake server passes, against the real one: what is true of one is true of the other. */
let server: TestServer
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(() => server.close())

describe('the SDK and the real server keep the contract', () => {
  it('in every claim of the suite', () => {
    expect(conformance.length).toBeGreaterThanOrEqual(30)
    expect(new Set(conformance.map(({ name }) => name)).size).toBe(conformance.length)
  })

  for (const claim of conformance) {
    it(claim.name, () =>
      runClaim(claim, {
        createClient: (change) =>
          createSanctuaryClient({ server: server.url, storage: 'memory' }, { transport: change(createNetworkTransport(server.url)) }),
      }),
    )
  }
})
