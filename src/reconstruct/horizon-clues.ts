import type { EndpointEvidence } from '../evidence/evidence.ts'
import { crudeHazard } from './crude-hazard.ts'
import { printedNumber } from './printed-number.ts'

/** What figures without any follow-up say about the longest follow-up, for the regression of a prior. */
export interface HorizonClues {
  /** Months: the shortest median, printed or that of a constant hazard; the clues speak of the horizon as a multiple of it. */
  readonly unit: number
  readonly features: readonly number[]
}

/** Null where no number of events, or neither median nor landmark, is printed. */
export function horizonClues(evidence: EndpointEvidence, events: number | null): HorizonClues | null {
  const arms = evidence.arms.map((arm) => ({
    n: printedNumber(arm.patients)?.value ?? 0,
    median: printedNumber(arm.median?.estimate)?.value ?? 0,
    lower: printedNumber(arm.median?.interval?.lower)?.value ?? 0,
    upper: printedNumber(arm.median?.interval?.upper)?.value ?? 0,
  }))
  const hazards = evidence.arms.map((arm) => crudeHazard(arm)).filter((it) => it !== null)
  if (hazards.length === 0 || events === null) return null
  const n = arms.reduce((sum, arm) => sum + arm.n, 0)
  const unit = Math.LN2 / Math.max(...hazards)
  const latest = Math.max(unit, ...arms.flatMap(({ median, lower, upper }) => [median, lower, upper]))
  const visited = evidence.class === 'progression-like' ? 1 : 0
  const pace = Math.log(unit / 12)
  return {
    unit,
    features: [
      1,
      Math.log((events + 0.5) / Math.max(n - events + 0.5, 0.5)),
      Math.log(latest / unit),
      visited,
      evidence.class === 'other' ? 1 : 0,
      pace,
      visited * pace,
      Math.log(n / 300),
      // How wide the interval of a median is for its number of patients: few were at risk where it is wide.
      meanOf(arms.map(({ n: size, lower, upper }) => spread(upper, lower, size, 1.2))),
      meanOf(arms.map(({ n: size, median, lower }) => spread(median, lower, size, 0.7))),
    ],
  }
}

/** Log of the relative width per sqrt(n), about its usual size; null where a limit is not printed. */
function spread(late: number, early: number, n: number, usual: number): number | null {
  return early > 0 && late > early ? Math.log(Math.max(Math.log(late / early), 0.02) * Math.sqrt(n)) - usual : null
}

function meanOf(values: readonly (number | null)[]): number {
  const known = values.filter((it) => it !== null)
  return known.length === 0 ? 0 : known.reduce((sum, x) => sum + x, 0) / known.length
}
