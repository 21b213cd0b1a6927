import type { Level } from './comparison.ts'
import type { Scored } from './rebuild.ts'
import { fixed, pageTable, percent } from './page-table.ts'
import type { Summary } from './summarise.ts'
import { summarise } from './summarise.ts'

/** What was set out to be reached on comparisons that nobody had tuned on. */
interface Goal {
  readonly what: string
  readonly of: (all: Summary, genuine: Summary) => number
  /** At most, or at least; with a second number a range. */
  readonly limit: readonly ['<=' | '>=' | 'in', number, number?]
  readonly show: (x: number) => string
}

const points = (x: number): string => fixed(x, 4)
const errors = (all: [number, number], genuine: [number, number], rmst: number): Goal[] => [
  { what: 'error, median', of: (it) => it.error[0], limit: ['<=', all[0]], show: points },
  { what: 'error, p90', of: (it) => it.error[1], limit: ['<=', all[1]], show: points },
  { what: 'error, true patient data, median', of: (_, it) => it.error[0], limit: ['<=', genuine[0]], show: points },
  { what: 'error, true patient data, p90', of: (_, it) => it.error[1], limit: ['<=', genuine[1]], show: points },
  { what: 'RMST, median', of: (it) => it.rmst[0], limit: ['<=', rmst], show: points },
]
const nominal = ['in', 0.93, 0.97] as const
const band: Goal[] = [
  { what: 'band', of: (it) => it.covered, limit: nominal, show: percent },
  { what: 'band, n < 50', of: (it) => it.coveredSmall, limit: nominal, show: percent },
  { what: 'band, before the first event', of: (it) => it.coveredEarly, limit: nominal, show: percent },
]
const figures: Goal = { what: 'figures', of: (it) => it.reproduced, limit: ['>=', 0.99], show: percent }
const worst: Goal = { what: 'worst arm', of: (it) => it.worst, limit: ['<=', 0.06], show: points }
const predicted: Goal = { what: 'predicted', of: (it) => it.predictedInside, limit: nominal, show: percent }
const atRisk: Goal = { what: 'at risk within 1', of: (it) => it.atRiskNear, limit: ['>=', 0.95], show: percent }
const untold: Goal[] = [
  { what: 'hazard ratio, untold', of: (it) => it.logRatioUntold, limit: ['<=', 0.036], show: points },
  {
    what: 'hazard ratio, untold, true patient data',
    of: (_, it) => it.logRatioUntold,
    limit: ['<=', 0.036],
    show: points,
  },
]

const goals: Readonly<Record<Level, readonly Goal[]>> = {
  L1: [...errors([0.022, 0.048], [0.028, 0.06], 0.011), figures, ...band, predicted, ...untold],
  L2: [...errors([0.0125, 0.025], [0.0155, 0.035], 0.0037), figures, worst, ...band, predicted, ...untold],
  L3: [...errors([0.01, 0.0195], [0.0115, 0.025], 0.0027), figures, atRisk, ...band, predicted, ...untold],
  digitised: [...errors([0.003, 0.0055], [0.003, 0.006], 0.0012), ...band],
}

/** The goals beside what was measured; a number is compared as it is printed. */
export function goalsTable(scored: readonly Scored[]): string {
  const rows = Object.entries(goals).flatMap(([level, wanted]) => {
    const here = scored.filter((it) => it.level === level)
    if (here.length === 0) return []
    const all = summarise(here)
    const genuine = summarise(here.filter((it) => it.comparison.genuine))
    return wanted.map(({ what, of, limit: [kind, a, b], show }) => {
      const found = of(all, genuine)
      const measured = show(found)
      const between = kind === 'in' ? `${show(a)} to ${show(b ?? a)}` : `${kind} ${show(a)}`
      const x = Number.parseFloat(measured)
      const [low, high] = [Number.parseFloat(show(a)), Number.parseFloat(show(b ?? a))]
      const reached = kind === '<=' ? x <= low : kind === '>=' ? x >= low : x >= low && x <= high
      return [level, what, between, measured, measured === '' ? '' : reached ? 'yes' : 'no']
    })
  })
  return pageTable(['level', 'measure', 'goal', 'measured', 'reached'], rows)
}
