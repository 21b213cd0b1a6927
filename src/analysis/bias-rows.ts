import { power } from '../numeric/power.ts'
import { isWholeArm } from '../record/population.ts'
import { percent, trimmed } from '../result/format.ts'
import { formatInterval, formatValue } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { type Prior, priorQuantile } from '../scenario/prior.ts'
import { type BiasSummary, probabilisticBias } from '../scenario/probabilistic-bias.ts'
import { arm as armOf } from '../survival/arm.ts'
import { milestone } from '../survival/milestone.ts'
import type { Patients } from '../survival/patients.ts'
import { blankRow, type Case, isExtrapolated, type ScenarioResult } from './case.ts'
import { infusedCounts } from './infused-counts.ts'
import { planPrior } from './plan-prior.ts'
import type { ProbabilisticBiasPlan } from './plan.ts'
import { shareRows } from './share-rows.ts'
import { spreadOf } from './spread.ts'
import { unpinnedWords } from './unpinned-words.ts'

interface Milestones {
  readonly arm: { readonly survival: number; readonly standardError: number }
  readonly control: { readonly survival: number; readonly standardError: number }
}
type Values = Readonly<Record<string, number>>

const shareOf = (values: Values): number => values['infused share'] ?? NaN
const multiplierOf = (values: Values): number => values['control hazard multiplier'] ?? 1
const othersOf = (values: Values): number => values['survival of those not infused'] ?? NaN

/**
 * The milestone difference of the infused where the curve is that of the whole arm, (S1 - (1 - p) S_non) / p - S0^m, and of the whole arm where it is that of
 * the infused, p S1 + (1 - p) S_non - S0^m, over the priors of p, S_non and m.
 */
export function biasRows(its: Case, scenario: ProbabilisticBiasPlan, draws: readonly Patients[]): ScenarioResult {
  const { arm, control, milestone: time } = scenario
  const { evidence, patients } = its.reconstruction
  const inverse = isWholeArm(evidence.population)
  const counts = infusedCounts(its, scenario)
  const given = Object.entries(scenario.priors).map(([name, prior]): [string, Prior] => [name, planPrior(prior)])
  const counted: [string, Prior] = ['infused share', { kind: 'point', value: counts.infused / counts.randomised }]
  const priors = Object.fromEntries([counted, ...given])
  const ofArm = ({ arm: own }: Milestones, values: Values): number => {
    const share = shareOf(values)
    const others = (1 - share) * othersOf(values)
    return inverse ? (own.survival - others) / share : share * own.survival + others
  }
  const result = (at: Milestones, values: Values): number =>
    ofArm(at, values) - power(at.control.survival, multiplierOf(values))
  const blank: Row = {
    ...blankRow(its, scenario),
    population: inverse
      ? `infused (${counts.infused} of ${counts.randomised})`
      : `${scenario.infused.of} (${counts.randomised})`,
    arm,
    versus: control,
    measure: 'survival-difference',
    time,
    method: 'monte carlo over the priors',
    draws: draws.length,
  }
  const found = milestonesOf(patients, scenario)
  if (found === null) {
    const reason = `Not estimable: at ${trimmed(time)} months an arm is no longer followed, or its survival has no standard error.`
    return { rows: [{ ...blank, status: 'not-estimable', assumption: reason }], curves: [], finding: reason }
  }
  let impossible = 0
  const bias = probabilisticBias({
    priors,
    result: (values) => result(found, values),
    standardError: (values) => {
      const own = ofArm(found, values)
      if (own < 0 || own > 1) impossible++
      const m = multiplierOf(values)
      const scale = inverse ? 1 / shareOf(values) : shareOf(values)
      const slope = m * power(found.control.survival, m - 1)
      return Math.hypot(scale * found.arm.standardError, slope * found.control.standardError)
    },
    seed: its.plan.seed,
    draws: scenario.simulations,
  })
  if (bias.kind !== 'value')
    return { rows: [{ ...blank, status: 'not-estimable', assumption: bias.reason }], curves: [], finding: bias.reason }
  const medians = Object.fromEntries(Object.entries(priors).map(([name, prior]) => [name, priorQuantile(prior, 0.5)]))
  const drawn = draws.map((it) => milestonesOf(it, scenario))
  const spread = spreadOf(drawn.map((it) => (it === null ? null : result(it, medians))))
  const possible =
    impossible === 0
      ? ''
      : ` In ${percent(impossible / bias.draws)} of the simulations survival of the infused leaves 0 to 100%: the priors and the curve cannot both hold there; they are kept as they are.`
  const extrapolated = isExtrapolated(its, [arm, control], time)
  const status = impossible > 0 ? 'infeasible' : extrapolated ? 'extrapolated' : 'ok'
  const summary = (variant: string, it: BiasSummary): Row => ({
    ...blank,
    ...spread,
    variant,
    estimate: it.median,
    lower: it.lower,
    upper: it.upper,
    level: bias.level,
    status,
    assumption: `Median and simulation interval over ${bias.draws} draws from independent priors; the spread over reconstruction draws is at the medians of the priors.${possible}`,
  })
  const rows = [
    summary('priors alone', bias.systematic),
    ...(bias.withRandomError === null ? [] : [summary('priors and random error', bias.withRandomError)]),
    ...shareRows({ ...blank, variant: 'priors alone', parameter: 'difference in survival' }, bias.results),
    ...(bias.resultsWithRandomError === null
      ? []
      : shareRows(
          { ...blank, variant: 'priors and random error', parameter: 'difference in survival' },
          bias.resultsWithRandomError,
        )),
    ...bias.tornado.flatMap(({ prior, atLower, atUpper, swing }): Row[] =>
      swing === 0
        ? []
        : [atLower, atUpper].map((estimate, end) => ({
            ...blank,
            variant: `${prior} at its ${end === 0 ? '2.5%' : '97.5%'} point`,
            method: 'one prior at a time, the others at their medians',
            parameter: prior,
            value: priorQuantile(priors[prior] ?? { kind: 'point', value: 0 }, end === 0 ? 0.025 : 0.975),
            estimate,
            status: extrapolated ? 'extrapolated' : 'ok',
          })),
    ),
  ]
  const driver = bias.tornado.find((it) => it.swing > 0)
  const finding = findingOf(rows, time, driver?.prior ?? null, possible)
  return { rows, curves: [], finding: `${finding} ${unpinnedWords(its, rows)}`.trim() }
}

function milestonesOf(patients: Patients, { arm, control, milestone: time }: ProbabilisticBiasPlan): Milestones | null {
  const [own, other] = [arm, control].map((it) => {
    const found = milestone(armOf(patients, it), time)
    return found.kind !== 'value' || found.standardError === null
      ? null
      : { survival: found.value, standardError: found.standardError }
  })
  return own && other ? { arm: own, control: other } : null
}

function findingOf(rows: readonly Row[], time: number, driver: string | null, possible: string): string {
  const each = rows
    .filter((it) => it.level !== null)
    .map(({ variant, measure, estimate, lower, upper }) => {
      return `${formatValue(measure, estimate ?? 0)} (${formatInterval(measure, lower, upper) ?? ''}) from ${variant}`
    })
  const drives = driver === null ? '' : ` The prior of the ${driver} moves it most.`
  return `The ${trimmed(time)}-month difference in percentage points, median and 95% simulation interval: ${each.join('; ')}.${drives} These intervals are no better than the priors.${possible}`
}
