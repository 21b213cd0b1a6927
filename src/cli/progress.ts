import type { Terminal } from './terminal.ts'

export type Step = (step: string, done: number, total: number) => void

export interface Progress {
  /** For one of several things that are done at the same time: by its name, and its place among them. */
  readonly of: (name: string, index: number) => Step
  /** Clears the line, so that what follows begins on a clean one. */
  readonly end: () => void
}

/** No estimate before so many seconds, or before so much is done. */
const soonest = 2
const least = 0.05

/**
 * On a terminal one line that is written over, with what is done of everything and about how long the rest will take; elsewhere one plain
 * line as each step begins. `seconds` is a clock: nothing but this line knows the time.
 */
export function progress(count: number, terminal: Terminal, seconds: () => number): Progress {
  const begun = seconds()
  const shares = Array.from({ length: count }, () => 0)
  let shown = ''
  const live = (name: string, index: number, step: string, share: number): void => {
    shares[index] = Math.max(shares[index] ?? 0, share)
    const all = shares.reduce((sum, it) => sum + it, 0) / Math.max(1, count)
    const line = `${Math.floor(100 * all)}%${timeLeft(seconds() - begun, all)}  ${name}: ${step}`.slice(
      0,
      terminal.width - 1,
    )
    if (line === shown) return
    shown = line
    terminal.err(`\r\u001b[2K${line}`)
  }
  const of: Progress['of'] = (name, index) => {
    // Parts that are made at the same time take turns; each is told of once.
    const told = new Set<string>()
    return (step, done, total) => {
      if (terminal.live) {
        live(name, index, step, total > 0 ? done / total : 0)
        return
      }
      if (told.has(step)) return
      told.add(step)
      terminal.err(`${name}: ${step}\n`)
    }
  }
  return {
    of,
    end: () => {
      if (terminal.live && shown !== '') terminal.err('\r\u001b[2K')
      shown = ''
    },
  }
}

/** ", about 20 s left": from what was done in the time so far. */
export function timeLeft(elapsed: number, share: number): string {
  if (elapsed < soonest || share < least || share >= 1) return ''
  const left = (elapsed * (1 - share)) / share
  if (left >= 90) return `, about ${Math.round(left / 60)} min left`
  return `, about ${left < 10 ? Math.ceil(left) : 5 * Math.ceil(left / 5)} s left`
}
