import { percent, trimmed } from '../result/format.ts'
import { formatInterval } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { infusedShare } from '../scenario/infused-share.ts'
import { type DifferenceBounds, differenceBounds, type Milestone } from '../scenario/stratum-bounds.ts'
import { arm as armOf } from '../survival/arm.ts'
import { milestone } from '../survival/milestone.ts'
import type { Patients } from '../survival/patients.ts'
import { blankRow, type Case, isExtrapolated, type ScenarioResult } from './case.ts'
import { infusedCounts } from './infused-counts.ts'
import type { BoundsPlan } from './plan.ts'
import { spreadOf } from './spread.ts'

const against = { 'control arm': 'arm', 'control stratum': 'stratum' } as const
const parameter = 'survival of those not infused'

/**
 * The range of a milestone difference over every assumption about those not infused, and whether any reaches the target. One row of
 * what is attainable, one with sampling error at both ends, one with the verdict, for each comparison and number still waiting.
 */
export function boundsRows(its: Case, scenario: BoundsPlan, draws: readonly Patients[]): ScenarioResult {
  const { arm, control, milestone: time, target } = scenario
  const counts = infusedCounts(its, scenario)
  const rows: Row[] = []
  const all: Bounded[] = []
  for (const compared of scenario.against) {
    for (const waiting of scenario.waiting) {
      const share = infusedShare({ ...counts, waiting })
      const of = (patients: Patients): DifferenceBounds | null => {
        const [own, other] = [milestoneOf(patients, arm, time), milestoneOf(patients, control, time)]
        if (own === null || other === null) return null
        return differenceBounds({ arm: own, control: other, share, against: against[compared], target })
      }
      const found = of(its.reconstruction.patients)
      if (found === null) continue
      all.push({ found, waiting, compared })
      const overDraws = draws.map(of)
      const blank: Row = {
        ...blankRow(its, scenario),
        variant: `${waiting} still waiting, against the ${compared}`,
        population: `infused (${counts.infused + waiting} of ${counts.randomised})`,
        arm,
        versus: control,
        parameter,
        assumption: 'Any survival of those not infused; the curve of the whole arm is fixed.',
        draws: draws.length,
      }
      const status = isExtrapolated(its, [arm, control], time) ? 'extrapolated' : 'ok'
      const bound = { ...blank, origin: 'bound', measure: 'survival-difference', time, status } as const
      rows.push(
        {
          ...bound,
          method: 'bounds',
          lower: found.range.lower,
          upper: found.range.upper,
          spreadLower: spreadOf(overDraws.map((it) => it?.range.lower ?? null)).spreadLower,
          spreadUpper: spreadOf(overDraws.map((it) => it?.range.upper ?? null)).spreadUpper,
        },
        {
          ...bound,
          variant: `${blank.variant}, with sampling error`,
          method: 'bounds with sampling error',
          lower: found.withSampling.lower,
          upper: found.withSampling.upper,
          level: found.level,
        },
        {
          ...blank,
          origin: 'tipping',
          method: 'bounds',
          measure: 'tipping-value',
          // In range: some survival of the others brings the difference there, but bounds do not say which one.
          status: found.kind === 'none-in-range' ? 'none-in-range' : 'ok',
        },
      )
    }
  }
  return { rows, curves: [], finding: findingOf(all, scenario) }
}

function milestoneOf(patients: Patients, arm: string, time: number): Milestone | null {
  const found = milestone(armOf(patients, arm), time)
  if (found.kind !== 'value' || found.standardError === null) return null
  return { survival: found.value, standardError: found.standardError }
}

interface Bounded {
  readonly found: DifferenceBounds
  readonly waiting: number
  readonly compared: keyof typeof against
}

const comparison = {
  'control arm': 'against the whole control arm',
  'control stratum': 'against those of the control arm who would have been infused',
} as const

/** The widest case is that with the fewest still waiting: the others are more. */
function findingOf(all: readonly Bounded[], { milestone: time, target }: BoundsPlan): string {
  if (all.length === 0) return ''
  const fewest = Math.min(...all.map((it) => it.waiting))
  const points = ({ lower, upper }: { readonly lower: number; readonly upper: number }): string =>
    `${formatInterval('survival-difference', lower, upper) ?? ''} percentage points`
  const ranges = all
    .filter((it) => it.waiting === fewest)
    .map(
      ({ found, compared }) =>
        `${points(found.range)} ${comparison[compared]} (with sampling error ${points(found.withSampling)})`,
    )
  const targetText = target === 0 ? 'vanish' : `come to ${percent(target)}`
  const verdict = all.some(({ found }) => found.kind === 'in-range')
    ? `Some assumptions about those not infused make the ${trimmed(time)}-month difference ${targetText}`
    : `No assumption about those not infused makes the ${trimmed(time)}-month difference ${targetText}`
  return `${verdict}: with ${fewest} of them still waiting, the widest case, and with the rebuilt curves and the infused share as given, it lies within ${ranges.join(', and within ')}.`
}
