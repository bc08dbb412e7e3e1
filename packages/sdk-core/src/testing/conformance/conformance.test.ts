import { describe, test } from 'vitest'
import { createFakeServer } from '../server/create-fake-server.ts'
import { conformance, runClaim } from './index.ts'

describe('the fake server keeps the contract', () => {
  for (const claim of conformance) {
    test(claim.name, () => {
      const server = createFakeServer()
      return runClaim(claim, {
        createClient: (change) => server.createClient({}, { transport: change(server.createTransport()) }),
      })
    })
  }
})
