import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServer, type TestServer } from '../testing/create-test-server.ts'

describe('/openapi.json', () => {
  let test: TestServer

  beforeAll(async () => {
    test = await createTestServer()
  })
  afterAll(() => test?.close())

  it('is valid OpenAPI 3.1 and names every REST operation', async () => {
    const document = await fetch(`${test.url}/openapi.json`).then((answer) => answer.json())
    const { valid, errors } = await new Validator().validate(document)
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/call', '/rooms', '/rooms/{room}', '/rooms/{room}/participants', '/rooms/{room}/suggestion']),
    )
  })
})
