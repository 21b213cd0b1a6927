import process from 'node:process'
import type { WriteStream } from 'node:tty'
import { systemTrouble } from '../node/system-trouble.ts'

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

/**
 * The streams of this process. A reader that goes away early (`remeier check | head`) is no error: the rest goes nowhere. Where standard
 * output cannot be written for another reason (a full disk), one sentence says so and the command ends with 2, whatever it found.
 */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process
  return {
    out: quietly(stdout, (trouble) => {
      stderr.write(`remeier: standard output: ${trouble}\n`)
      process.once('exit', () => {
        process.exitCode = 2
      })
    }),
    err: quietly(stderr, () => undefined),
    width: Math.min(120, Math.max(40, stdout.columns > 0 ? stdout.columns : 80)),
    colour: stdout.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb',
    live: stderr.isTTY && env['TERM'] !== 'dumb' && env['CI'] === undefined,
  }
}

function quietly(stream: WriteStream, failed: (trouble: string) => void): (text: string) => void {
  let gone = false
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && !gone) failed(systemTrouble(error) ?? error.message)
    gone = true
  })
  return (text) => {
    if (!gone) stream.write(text)
  }
}
