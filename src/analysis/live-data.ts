import type { Experiment, LiveArm, LiveCurve, LiveData, LiveEndpoint } from '../result/experiment.ts'
import type { Curve } from '../survival/curve.ts'
import { assumedLaw } from './assumed-follow-up.ts'
import type { Case } from './case.ts'
import { infusedCounts } from './infused-counts.ts'
import { lastEvidenceOf } from './last-evidence.ts'
import { measuresOf, type PlanScenario } from './plan.ts'
import { planLag } from './plan-lag.ts'
import { parseMeasure } from './plan-measure.ts'

/** What a live page needs of an analysis: the rebuilt patients of each endpoint, and what of each scenario a reader may change. */
export function liveData(cases: readonly Case[]): LiveData {
  return {
    endpoints: cases.map(endpointOf),
    experiments: cases.flatMap((its) => its.plan.scenarios.flatMap((scenario) => experimentOf(its, scenario))),
  }
}

function endpointOf(its: Case): LiveEndpoint {
  const { reconstruction, record, plan } = its
  const { evidence, patients, arms, horizon } = reconstruction
  return {
    trial: evidence.trial,
    trialLabel: record.trial.trial,
    endpoint: evidence.endpoint,
    label: evidence.label,
    clock: evidence.clock,
    horizon: horizon.months,
    seed: plan.seed,
    arms: evidence.arms.map((arm): LiveArm => {
      const index = patients.arms.indexOf(arm.id)
      const own = [...patients.time.keys()].filter((row) => patients.assigned[row] === index)
      const rebuilt = arms.find((it) => it.arm === arm.id)
      return {
        id: arm.id,
        label: arm.label,
        role: record.trial.arms[arm.id]?.role ?? 'single',
        lastEvidence: lastEvidenceOf(arm),
        time: own.map((row) => patients.time[row] ?? 0),
        event: own.map((row) => patients.event[row] ?? 0),
        smooth: rebuilt === undefined ? { time: [0], survival: [1] } : liveCurve(rebuilt.curve),
        administrative: lawOf(its, rebuilt?.administrative ?? null),
      }
    }),
  }
}

/** The law of potential follow-up, as printed; else as a scenario of the plan assumes it. */
function lawOf({ plan }: Case, printed: Curve | null): LiveCurve | null {
  if (printed !== null) return liveCurve(printed)
  const assumed = plan.scenarios.flatMap((it) =>
    it.method === 'informative censoring' ? (assumedLaw(it['potential follow-up']) ?? []) : [],
  )
  return assumed[0] === undefined ? null : liveCurve(assumed[0])
}

/** Rounded as in `curve.csv`, so that a page says the same everywhere. */
const liveCurve = ({ time, survival }: Curve): LiveCurve => ({
  time: [...time].map((it) => Number(it.toFixed(4))),
  survival: [...survival].map((it) => Number(it.toFixed(5))),
})

function experimentOf(its: Case, scenario: PlanScenario): readonly Experiment[] {
  const { evidence } = its.reconstruction
  const { trial, endpoint } = evidence
  const shared = { id: `${trial}-${scenario.id}`, scenario: scenario.id, label: scenario.label, trial, endpoint }
  const time = timeOf(its, scenario)
  switch (scenario.method) {
    case 'as published': {
      const [control, ...others] = evidence.arms
      const [arm] = others
      if (control === undefined || arm === undefined) return []
      return [{ ...shared, kind: 'effects', arm: arm.id, control: control.id, time }]
    }
    case 'infused from itt': {
      const { arm, control, waiting } = scenario
      const counts = infusedCounts(its, scenario)
      const { stage } = scenario.infused
      return [
        {
          ...shared,
          kind: 'infused from itt',
          arm,
          control,
          stage,
          ...counts,
          mostWaiting: Math.max(...waiting),
          time,
        },
      ]
    }
    case 'itt from infused': {
      const { arm, control = null, clock, lags } = scenario
      const { infused, randomised: all } = infusedCounts(its, scenario)
      const { stage } = scenario.infused
      const longest = lags.map((it) => Math.max(...planLag(it).time))
      const lag = lags[0] === undefined ? 0 : meanOf(planLag(lags[0]))
      const longestLag = Math.max(6, Math.ceil(Math.max(...longest)))
      return [{ ...shared, kind: 'itt from infused', arm, control, stage, infused, all, clock, lag, longestLag, time }]
    }
    case 'control arm scaled': {
      const { arm, control } = scenario
      return [{ ...shared, kind: 'control arm scaled', arm, control, time }]
    }
    case 'hazard ratio by period': {
      const { arm, control, cuts } = scenario
      return [{ ...shared, kind: 'hazard ratio by period', arm, control, cut: cuts[0] ?? time }]
    }
    case 'informative censoring': {
      const { arm, control, milestone, level, 'drop-out': dropOut } = scenario
      if (dropOut.from !== 'an assumed share') return []
      const known = [control, arm].every((id) =>
        its.reconstruction.arms.some((it) => it.arm === id && it.administrative !== null),
      )
      if (!known && assumedLaw(scenario['potential follow-up']) === null) return []
      const { before, share } = dropOut
      const other = scenario['other arm']
      return [{ ...shared, kind: 'informative censoring', arm, control, other, milestone, before, share, level }]
    }
    default:
      return []
  }
}

/** A time that the scenario looks at, else half of the curves. */
function timeOf({ plan, reconstruction }: Case, scenario: PlanScenario): number {
  const times = measuresOf(plan, scenario).flatMap((it) => parseMeasure(it).time ?? [])
  return times.length > 0 ? Math.max(...times) : Math.max(0.5, Math.round(reconstruction.horizon.months) / 2)
}

const meanOf = ({ time, probability }: ReturnType<typeof planLag>): number =>
  Number(time.reduce((sum, it, i) => sum + it * (probability[i] ?? 0), 0).toFixed(1))
