import type { Row } from '../result/row.ts'
import { infusedShare } from '../scenario/infused-share.ts'
import type { DifferenceBounds } from '../scenario/stratum-bounds.ts'
import type { Patients } from '../survival/patients.ts'
import { boundedQuantities, type BoundedQuantity } from './bounded-quantity.ts'
import { type Bounded, boundsFinding } from './bounds-finding.ts'
import { blankRow, type Case, isExtrapolated, type ScenarioResult } from './case.ts'
import { infusedCounts } from './infused-counts.ts'
import type { BoundsPlan } from './plan.ts'
import { spreadOf } from './spread.ts'
import { stratumPointRow } from './stratum-point-row.ts'
import { unpinnedWords } from './unpinned-words.ts'

const parameter = 'survival of those not infused'

/**
 * The range of a difference over every assumption about those not infused, and whether any reaches the target. One row of
 * what is attainable, one with sampling error at both ends, one with the verdict, for each comparison and number still waiting; then the
 * point under the assumptions that the plan names.
 */
export function boundsRows(its: Case, scenario: BoundsPlan, draws: readonly Patients[]): ScenarioResult {
  const counts = infusedCounts(its, scenario)
  const rows: Row[] = []
  const all: Bounded[] = []
  for (const quantity of boundedQuantities(scenario)) {
    for (const compared of scenario.against) {
      for (const waiting of scenario.waiting) {
        const share = infusedShare({ ...counts, waiting })
        const of = (patients: Patients): DifferenceBounds | null =>
          quantity.bounds(patients, { share, against: compared === 'control stratum' ? 'stratum' : 'arm' })
        const found = of(its.reconstruction.patients)
        if (found === null) continue
        const overDraws = draws.map(of)
        all.push({ quantity, found, waiting, compared, overDraws })
        const blank = {
          ...blankOf(its, scenario, quantity),
          variant: `${whoWaits(scenario, waiting)}against the ${compared}`,
          population: `infused (${counts.infused + waiting} of ${counts.randomised})`,
          assumption: 'Any survival of those not infused; the curve of the whole arm is fixed.',
          draws: draws.length,
        }
        rows.push(...rowsOf(blank, quantity, found, overDraws))
      }
    }
  }
  const points =
    scenario['point under'].length === 0
      ? []
      : boundedQuantities(scenario).flatMap((quantity) =>
          scenario.waiting.map((waiting) =>
            stratumPointRow(
              {
                ...blankOf(its, scenario, quantity),
                population: `infused (${counts.infused + waiting} of ${counts.randomised})`,
                draws: draws.length,
              },
              {
                scenario,
                quantity,
                share: infusedShare({ ...counts, waiting }),
                variant: `${whoWaits(scenario, waiting)}those who would be infused in both arms`,
              },
              its.reconstruction.patients,
              draws,
            ),
          ),
        )
  const finding = `${boundsFinding(all, points, scenario)} ${unpinnedWords(its, rows)}`.trim()
  return { rows: [...rows, ...points], curves: [], finding }
}

/** "26 still waiting, "; nothing where the plan knows of nobody who waits. */
const whoWaits = ({ waiting: tried }: BoundsPlan, waiting: number): string =>
  tried.every((it) => it === 0) ? '' : `${waiting === 0 ? 'nobody' : waiting} still waiting, `

function blankOf(its: Case, scenario: BoundsPlan, { measure, time }: BoundedQuantity): Row {
  const { arm, control } = scenario
  const status = isExtrapolated(its, [arm, control], time) ? 'extrapolated' : 'ok'
  return { ...blankRow(its, scenario), arm, versus: control, parameter, measure, time, status }
}

function rowsOf(
  blank: Row,
  { suffix }: BoundedQuantity,
  found: DifferenceBounds,
  overDraws: readonly (DifferenceBounds | null)[],
): readonly Row[] {
  const bound = { ...blank, origin: 'bound' } as const
  return [
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
      variant: `${blank.variant}${suffix}`,
      origin: 'tipping',
      method: 'bounds',
      measure: 'tipping-value',
      time: null,
      // In range: some survival of the others brings the difference there, but bounds do not say which one.
      status: found.kind === 'none-in-range' ? 'none-in-range' : 'ok',
    },
  ]
}
