import { errors, namesOf, type Operation, protocolVersion } from '@sanctuary/protocol'
import * as z from 'zod'

type Json = Record<string, unknown>

/** The REST door as an OpenAPI 3.1 document, from the contract of the mounted modules. */
export function openApi(mounted: ReadonlySet<string>): Json {
  const paths: Record<string, Json> = { '/call': { post: callOperation() } }
  for (const [name, operation] of namesOf('operations')) {
    if (operation.door !== 'rest' || !mounted.has(name)) continue
    const path = (operation.path ?? '').replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [(operation.method ?? 'GET').toLowerCase()]: restOperation(name, operation) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sanctuary', version: String(protocolVersion), license: { name: 'MIT', identifier: 'MIT' } },
    paths,
    components: {
      securitySchemes: { participant: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: problemSchema },
    },
  }
}

function restOperation(name: string, { summary, input, reply, path = '', method }: Operation): Json {
  const whole = schemaOf(input, 'input')
  const properties = (whole.properties ?? {}) as Json
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter ?? '')
  const inBody = Object.fromEntries(Object.entries(properties).filter(([key]) => !inPath.includes(key)))
  const required = ((whole.required ?? []) as string[]).filter((key) => key in inBody)
  return {
    operationId: name,
    summary,
    parameters: inPath.map((parameter) => ({ name: parameter, in: 'path', required: true, schema: properties[parameter] })),
    ...(method === 'GET'
      ? {}
      : {
          requestBody: {
            required: required.length > 0,
            content: { 'application/json': { schema: { ...whole, properties: inBody, required } } },
          },
        }),
    responses: responses(schemaOf(reply, 'output')),
  }
}

const callOperation = (): Json => ({
  operationId: 'call',
  summary: 'Any operation by name. Operations for participants need a token.',
  security: [{ participant: [] }, {}],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: ['op'],
          properties: {
            op: { type: 'string', enum: [...namesOf('operations').keys()] },
            id: { type: 'string', format: 'uuid' },
            input: {},
          },
        },
      },
    },
  },
  responses: responses({}),
})

const responses = (schema: Json): Json => ({
  200: { description: 'Done.', content: { 'application/json': { schema } } },
  default: {
    description: 'What went wrong, by code.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  },
})

const problemSchema: Json = {
  type: 'object',
  required: ['code', 'message', 'status', 'title', 'retryable'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(errors) },
    message: { type: 'string' },
    retryable: { type: 'boolean' },
    retryAfterMs: { type: 'integer' },
    details: {},
  },
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  return rest
}
