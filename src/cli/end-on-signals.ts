import process from 'node:process'
import type { Terminal } from './terminal.ts'

/** By convention 128 and the number of the signal. */
const exits = { SIGINT: 130, SIGTERM: 143 } as const

/**
 * Ends the command where it is interrupted: between two steps and never within one, so that a file or folder that is being written is
 * written whole, and nothing lies beside it. Worker threads end with the process.
 */
export function endOnSignals(terminal: Terminal): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      if (terminal.live) terminal.err('\r\u001b[2K')
      terminal.err('remeier: interrupted; reports that were finished stand, the others are as they were\n')
      process.exit(exits[signal])
    })
  }
}
