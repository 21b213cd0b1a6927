import { aalenJohansen, conditionalSurvival, milestoneTest, piecewiseHazardRatio } from '../../src/survival/index.ts'
import {
  compare,
  compareColumns,
  type Comparison,
  type Golden,
  type GoldenCompeting,
  goldenPatients,
} from './golden-file.ts'

/** Conditional survival, hazard ratios of periods and tests at one time beside R's. */
export function compareWindows(golden: Golden): Comparison[] {
  const theirs = golden.windows
  if (!theirs) return []
  const all = goldenPatients(golden)
  const ours = conditionalSurvival(all, theirs.given, theirs.time)
  const found = ours.kind === 'value' ? ours : null
  const periods = piecewiseHazardRatio(all, theirs.cuts).map(({ fit }) => (fit.kind === 'value' ? fit : null))
  const z = (scale: 'plain' | 'log' | 'log-log') => {
    const test = milestoneTest(all, theirs.milestone_test.time, { scale })
    return test.kind === 'value' ? test.z : null
  }
  return [
    ...compare('conditional survival', found?.value, theirs.survival, 1e-12),
    ...compare('conditional survival: standard error', found?.standardError, theirs.se, 1e-12),
    ...compare('conditional survival: lower', found?.lower, theirs.lower, 1e-12),
    ...compare('conditional survival: upper', found?.upper, theirs.upper, 1e-12),
    ...theirs.periods.flatMap((value, k) => [
      ...compare('piecewise hazard ratio: log', periods[k]?.logHazardRatio, value.coef, 1e-10),
      ...compare('piecewise hazard ratio: standard error', periods[k]?.standardError, value.se, 1e-10),
    ]),
    ...compare('milestone test (plain)', z('plain'), theirs.milestone_test.plain, 1e-10),
    ...compare('milestone test (log)', z('log'), theirs.milestone_test.log, 1e-10),
    ...compare('milestone test (log-log)', z('log-log'), theirs.milestone_test.loglog, 1e-10),
  ]
}

export function compareCompeting({ causes, time, event, plain, weighted }: GoldenCompeting): Comparison[] {
  return [plain, weighted].flatMap((theirs) => {
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
    ]
  })
}
