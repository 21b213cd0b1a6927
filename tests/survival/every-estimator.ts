import * as survival from '../../src/survival/index.ts'
import type { Patients } from '../../src/survival/index.ts'

/*
 * Every export of remeier/survival, called on any two-arm set of patients: what it answers, in short, and calls that it has to refuse
 * because a time (or what stands in for one) is negative, infinite or not a number.
 */

export interface EveryEntry {
  /** What to look at of the answer. */
  readonly run: (p: Patients) => unknown
  /** A call with this time. */
  readonly withTime: (p: Patients, t: number) => unknown
  /** Times that this argument may have, of -1, Infinity and NaN. */
  readonly allows?: readonly number[]
}

/** Estimators of patients have no time but those of the patients. */
const throughPatients = (p: Patients, t: number) => survival.patients({ time: [...p.time, t], event: [...p.event, 1] })

const rows = (p: Patients) => ({ time: p.time, event: p.event, covariates: { arm: p.assigned } })
const competing = (p: Patients) => ({
  causes: ['a', 'b'],
  time: p.time,
  event: p.event.map((e, i) => e * (1 + (i % 2))),
})
const km = (p: Patients) => survival.kaplanMeier(p)
const fit = (p: Patients) => (name: survival.ParametricDistribution) => survival.parametricFit(p, name)
const ALL = ['exponential', 'weibull', 'log-normal', 'log-logistic', 'gompertz', 'generalised-gamma'] as const

export const everyEstimator: Readonly<Record<keyof typeof survival, EveryEntry>> = {
  aalenJohansen: {
    run: (p) => survival.aalenJohansen(competing(p)).causes.map((cause) => cause.incidence),
    withTime: (_, t) => survival.aalenJohansen({ causes: ['a'], time: [t], event: [1] }),
  },
  arm: { run: (p) => survival.arm(p, 'b').time, withTime: throughPatients },
  bootstrap: {
    run: (p) => survival.bootstrap(p, (q) => value(survival.rmst(q, 1)), { seed: 1, draws: 3 }),
    withTime: throughPatients,
  },
  bootstrapHazardRatio: {
    run: (p) => survival.bootstrapHazardRatio(p, { seed: 1, draws: 3 }),
    withTime: throughPatients,
  },
  censoringReason: { run: () => survival.censoringReason, withTime: throughPatients },
  conditionalSurvival: {
    run: (p) => survival.conditionalSurvival(p, 1, 2),
    withTime: (p, t) => survival.conditionalSurvival(p, 0, t),
  },
  cox: { run: (p) => survival.cox(p), withTime: throughPatients },
  coxLikelihood: { run: (p) => survival.coxLikelihood(p)(0), withTime: throughPatients },
  coxRegression: {
    run: (p) => survival.coxRegression(rows(p)),
    withTime: (_, t) => survival.coxRegression({ time: [t, 1], event: [1, 1], covariates: { x: [0, 1] } }),
  },
  flemingHarrington: { run: (p) => survival.flemingHarrington(p).survival, withTime: throughPatients },
  flemingHarringtonTest: { run: (p) => survival.flemingHarringtonTest(p, 0, 1), withTime: throughPatients },
  kaplanMeier: { run: (p) => [km(p).survival, km(p).standardError], withTime: throughPatients },
  logRank: { run: (p) => survival.logRank(p), withTime: throughPatients },
  maxCombo: { run: (p) => survival.maxCombo(p), withTime: throughPatients },
  milestone: { run: (p) => survival.milestone(p, 1), withTime: (p, t) => survival.milestone(p, t) },
  milestoneDifference: {
    run: (p) => survival.milestoneDifference(p, 1),
    withTime: (p, t) => survival.milestoneDifference(p, t),
  },
  milestoneTest: { run: (p) => survival.milestoneTest(p, 1), withTime: (p, t) => survival.milestoneTest(p, t) },
  modestlyWeightedLogRank: {
    run: (p) => survival.modestlyWeightedLogRank(p, 1),
    withTime: (p, t) => survival.modestlyWeightedLogRank(p, t),
  },
  nelsonAalen: { run: (p) => survival.nelsonAalen(p).cumulativeHazard, withTime: throughPatients },
  numberNeededToTreat: {
    run: (p) => survival.numberNeededToTreat(p, 1),
    withTime: (p, t) => survival.numberNeededToTreat(p, t),
  },
  parametricFit: { run: (p) => ALL.map(fit(p)), withTime: throughPatients },
  patients: { run: (p) => p.time, withTime: throughPatients },
  piecewiseExponential: {
    run: (p) => survival.piecewiseExponential(p, [1]),
    withTime: (p, t) => survival.piecewiseExponential(p, [t]),
  },
  piecewiseHazardRatio: {
    run: (p) => survival.piecewiseHazardRatio(p, [1.5]).map((period) => period.fit),
    withTime: (p, t) => survival.piecewiseHazardRatio(p, [t]),
  },
  piecewiseLogRank: {
    run: (p) => survival.piecewiseLogRank(p, [1], [0, 1]),
    withTime: (p, t) => survival.piecewiseLogRank(p, [t], [0, 1]),
  },
  productLimit: {
    run: (p) => survival.productLimit(p).survival,
    withTime: throughPatients,
  },
  reverseKaplanMeier: { run: (p) => survival.reverseKaplanMeier(p).survival, withTime: throughPatients },
  riskTable: {
    run: (p) => survival.riskTable(p, [0, 1]).arms.map((row) => row.nRisk),
    withTime: (p, t) => survival.riskTable(p, [t]),
  },
  rmst: { run: (p) => survival.rmst(p, 1), withTime: (p, t) => survival.rmst(p, t) },
  rmstDifference: { run: (p) => survival.rmstDifference(p, 1), withTime: (p, t) => survival.rmstDifference(p, t) },
  rmstRatio: { run: (p) => survival.rmstRatio(p, 1), withTime: (p, t) => survival.rmstRatio(p, t) },
  schoenfeldTest: {
    run: (p) => survival.schoenfeldTest(rows(p)),
    withTime: (_, t) => survival.schoenfeldTest({ time: [t, 1], event: [1, 1], covariates: { x: [0, 1] } }),
  },
  selectRows: { run: (p) => survival.selectRows(p, [...p.time.keys()].slice(0, 1)).time, withTime: throughPatients },
  // Before the start everybody is event-free, and beyond all times the last value holds.
  survivalAt: { run: (p) => survival.survivalAt(km(p), 1), withTime: (p, t) => survival.survivalAt(km(p), t), allows: [-1, Infinity] }, // prettier-ignore
  survivalQuantile: {
    run: (p) => survival.survivalQuantile(km(p), 0.5),
    withTime: (p, t) => survival.survivalQuantile(km(p), t),
  },
  timeWindow: {
    run: (p) => survival.timeWindow(p, 0, 1).time,
    withTime: (p, t) => survival.timeWindow(p, t),
  },
}

function value(estimate: survival.Estimate): number | null {
  return estimate.kind === 'value' ? estimate.value : null
}

/** An answer in short: kind and reason, the value, or the numbers to four digits; what is not a number is shown as such. */
export function brief(answer: unknown): string {
  if (typeof answer === 'number') return Number.isNaN(answer) ? 'NaN' : String(Number(answer.toPrecision(4)))
  if (answer === null || typeof answer !== 'object') return String(answer)
  if (Array.isArray(answer)) return `[${answer.map(brief).join('; ')}]`
  if (ArrayBuffer.isView(answer)) return `(${[...numbers(answer)].map(brief).join(' ')})`
  const fields = new Map<string, unknown>(Object.entries(answer))
  const shown = MAIN.find((name) => fields.has(name))
  const detail = fields.get('reason') ?? (shown ? fields.get(shown) : undefined)
  if (!fields.has('kind')) return [...fields].filter(([, x]) => typeof x === 'number').map(([key, x]) => `${key} ${brief(x)}`).join(', ') // prettier-ignore
  return detail === undefined ? String(fields.get('kind')) : `${String(fields.get('kind'))}: ${brief(detail)}`
}

/** What there is to see of an estimate, a test or a fit. */
const MAIN = ['value', 'logHazardRatio', 'z', 'pValue', 'logLikelihood', 'terms', 'hazardRatio'] as const

function numbers(view: ArrayBufferView): Iterable<number> {
  if (view instanceof Float64Array || view instanceof Uint8Array || view instanceof Uint32Array) return view
  throw new Error('an array of another type')
}
