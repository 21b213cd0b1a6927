import type { Terminal } from './terminal.ts'

export interface Progress {
  readonly step: (step: string, done: number, total: number) => void
  /** Clears the line, so that what follows begins on a clean one. */
  readonly end: () => void
}

/** On a terminal one line that is written over; elsewhere one plain line as each step begins. */
export function progress(name: string, terminal: Terminal): Progress {
  let shown = ''
  const live = (step: string, done: number, total: number): void => {
    const share = total > 0 ? ` ${Math.floor((100 * done) / total)}%` : ''
    const line = `${name}: ${step}${share}`.slice(0, terminal.width - 1)
    if (line === shown) return
    shown = line
    terminal.err(`\r\u001b[2K${line}`)
  }
  const plain = (step: string): void => {
    if (step === shown) return
    shown = step
    terminal.err(`${name}: ${step}\n`)
  }
  return {
    step: terminal.live ? live : plain,
    end: () => {
      if (terminal.live && shown !== '') terminal.err('\r\u001b[2K')
      shown = ''
    },
  }
}
