import {
  aalenJohansen,
  conditionalSurvival,
  milestoneTest,
  numberNeededToTreat,
  type Patients,
  piecewiseHazardRatio,
  timeWindow,
} from '../../src/survival/index.ts'
import { compareCox } from './compare-contrasts.ts'
import {
  compare,
  compareColumns,
  type Comparison,
  type Golden,
  type GoldenCompeting,
  type GoldenCox,
  goldenPatients,
  type GoldenWindows,
  verdict,
} from './golden-file.ts'

/** Conditional survival, hazard ratios of periods and tests at one time beside R's. */
export function compareWindows(golden: Golden): Comparison[] {
  const theirs = golden.windows
  if (!theirs) return []
  const all = goldenPatients(golden)
  const ours = conditionalSurvival(all, theirs.given, theirs.time)
  const found = ours.kind === 'value' ? ours : null
  const z = (scale: 'plain' | 'log' | 'log-log') => {
    const test = milestoneTest(all, theirs.milestone_test.time, { scale })
    return test.kind === 'value' ? test.z : null
  }
  return [
    ...compare('conditional survival', found?.value, theirs.survival, 1e-12),
    ...compare('conditional survival: standard error', found?.standardError, theirs.se, 1e-12),
    ...compare('conditional survival: lower', found?.lower, theirs.lower, 1e-12),
    ...compare('conditional survival: upper', found?.upper, theirs.upper, 1e-12),
    ...theirs.periods.flatMap((value, k) => comparePeriod(all, theirs.cuts, k, value)),
    ...compareNeeded(all, theirs),
    ...compare('milestone test (plain)', z('plain'), theirs.milestone_test.plain, 1e-10),
    ...compare('milestone test (log)', z('log'), theirs.milestone_test.log, 1e-10),
    ...compare('milestone test (log-log)', z('log-log'), theirs.milestone_test.loglog, 1e-10),
  ]
}

function comparePeriod(all: Patients, cuts: readonly number[], k: number, theirs: GoldenCox): Comparison[] {
  const name = 'piecewise hazard ratio'
  const { from, to, fit } = piecewiseHazardRatio(all, cuts)[k]!
  if (fit.kind !== 'value') return verdict(name, fit.reason, theirs.coef)
  return [
    ...compare(`${name}: log`, fit.logHazardRatio, theirs.coef, 1e-10),
    ...compare(`${name}: standard error`, fit.standardError, theirs.se, 1e-10),
    ...compareCox(name, timeWindow(all, from, to), theirs, { ties: 'efron' }),
  ]
}

/** One piece where the interval of the difference lies on one side of 0, two that meet at infinity (null) else. */
function compareNeeded(all: Patients, { needed, milestone_test: { time } }: GoldenWindows): Comparison[] {
  if (!needed) return []
  const ours = numberNeededToTreat(all, time)
  if (ours.kind !== 'value') return verdict('number needed to treat', ours.reason, needed.value)
  const piece = (direction: 'benefit' | 'harm') =>
    ours.interval.filter((range) => range.direction === direction).flatMap(({ from, to }) => [from, to])
  return [
    ...compare('number needed to treat', ours.value, needed.value, 1e-10),
    ...compare('number needed to treat: to benefit', ours.direction === 'benefit' ? 1 : 0, needed.benefit, 0),
    ...compareColumns('number needed to treat: interval, to benefit', piece('benefit'), needed.to_benefit, 1e-10),
    ...compareColumns('number needed to treat: interval, to harm', piece('harm'), needed.to_harm, 1e-10),
  ]
}

const SCALES = ['plain', 'log', 'log-log'] as const

export function compareCompeting({ causes, time, event, plain, weighted, uneven }: GoldenCompeting): Comparison[] {
  return [plain, weighted, ...(uneven ? [uneven] : [])].flatMap((theirs) => {
    const ours = aalenJohansen({ causes, time, event, weight: theirs.weights })
    return [
      ...compareColumns('Aalen-Johansen: time', ours.time, theirs.time, 0),
      // R counts patients here where there are weights.
      ...(theirs === plain ? compareColumns('Aalen-Johansen: at risk', ours.nRisk, theirs.n_risk, 1e-12) : []),
      ...compareColumns('Aalen-Johansen: survival', ours.survival, theirs.survival, 1e-12),
      ...ours.causes.flatMap((cause, k) => [
        ...compareColumns('Aalen-Johansen: incidence', cause.incidence, theirs.incidence[k] ?? [], 1e-12),
        ...compareColumns('Aalen-Johansen: standard error', cause.standardError, theirs.se[k] ?? [], 1e-12),
      ]),
      ...SCALES.flatMap((interval) => {
        const name = `Aalen-Johansen (${interval})`
        const { lower, upper } = theirs.limits?.[interval] ?? { lower: [], upper: [] }
        const { causes: found } = aalenJohansen({ causes, time, event, weight: theirs.weights }, { interval })
        return [
          ...lower.flatMap((column, k) => compareColumns(`${name}: lower`, found[k]!.lower, column, 1e-12)),
          ...upper.flatMap((column, k) => compareColumns(`${name}: upper`, found[k]!.upper, column, 1e-12)),
        ]
      }),
    ]
  })
}
