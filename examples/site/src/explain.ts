import { SetupError } from '@sanctuary/server-kit'

/** Why the site did not start, in a sentence with what to do. */
export function explain(error: unknown, port: number): string {
  if (error instanceof SetupError) return error.message
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use, perhaps by another Sanctuary. End that, or choose one: npm start -- --port ${port + 1}`
  if (code === 'EACCES') return `Port ${port} is not open to this user. Choose one above 1023: npm start -- --port 4300`
  return `The site could not start: ${message}`
}
