import process from 'node:process'
import type { WriteStream } from 'node:tty'

/** Where a command speaks. */
export interface Terminal {
  /** What was asked for: standard output. */
  readonly out: (text: string) => void
  /** Remarks and progress: standard error. */
  readonly err: (text: string) => void
  /** Characters a line, 40 to 120. */
  readonly width: number
  /** Whether standard output takes colours. */
  readonly colour: boolean
  /** Whether a line on standard error can be written over. */
  readonly live: boolean
}

/** The streams of this process. A reader that goes away early (`remeier check | head`) is no error: the rest goes nowhere. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process
  return {
    out: quietly(stdout),
    err: quietly(stderr),
    width: Math.min(120, Math.max(40, stdout.columns > 0 ? stdout.columns : 80)),
    colour: stdout.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb',
    live: stderr.isTTY && env['TERM'] !== 'dumb' && env['CI'] === undefined,
  }
}

function quietly(stream: WriteStream): (text: string) => void {
  let gone = false
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    gone = true
  })
  return (text) => {
    if (!gone) stream.write(text)
  }
}
