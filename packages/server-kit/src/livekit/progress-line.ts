import type { LiveKitProgress } from './progress.ts'

/** Where lines go; `process.stdout` fits. */
export interface LineOutput {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

/**
 * Turns the search for a media server into lines. A terminal gets one line that is written anew at each step, cut to its width;
 * a file or a pipe gets a plain line whenever the message changes, without percentages.
 */
export function createProgressLine(output: LineOutput): (progress: LiveKitProgress) => void {
  let shown = ''
  return ({ stage, message, fraction }) => {
    const isLast = stage === 'ready' || stage === 'missing'
    if (output.isTTY) {
      const line = fraction === undefined ? message : `${message} ${Math.round(fraction * 100)} %`
      // The last line may be long advice, which nobody overwrites: it may wrap.
      output.write(`\r\x1b[2K${isLast ? `${line}\n` : line.slice(0, (output.columns ?? 80) - 1)}`)
    } else if (message !== shown) {
      output.write(`${message}\n`)
    }
    shown = message
  }
}
