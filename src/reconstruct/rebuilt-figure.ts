import type {
  ContrastEvidence,
  EndpointEvidence,
  Figure,
  FollowUpEvidence,
  HazardRatioEvidence,
  PValueEvidence,
  RestrictedMean,
} from '../evidence/evidence.ts'
import { armAt } from '../survival/arm.ts'
import { cox } from '../survival/cox.ts'
import type { Estimate } from '../survival/estimate.ts'
import { kaplanMeier } from '../survival/kaplan-meier.ts'
import { logRank } from '../survival/log-rank.ts'
import { type Patients, selectRows } from '../survival/patients.ts'
import { reverseKaplanMeier } from '../survival/reverse-kaplan-meier.ts'
import { type LevelOption, rmst } from '../survival/rmst.ts'
import { rmstDifference } from '../survival/rmst-contrast.ts'
import { stepAt, survivalAt } from '../survival/survival-at.ts'
import { survivalQuantile } from '../survival/survival-quantile.ts'
import { administrativeLaw } from './administrative-law.ts'
import { widthIsPlain } from './width-is-plain.ts'
import { pairsOf } from './pairs-of.ts'
import { intervalType } from './interval-type.ts'
import { meanPair } from './read-restricted-mean.ts'
import type { IntervalScale } from '../survival/pointwise-limits.ts'

/** The rebuilt twin of a figure, and why it can only be shown or must be withheld, where that is so. */
export interface RebuiltFigure {
  readonly value: number | null
  readonly verdict?: 'not-comparable' | 'withheld' | 'contradicted'
  /** It drives the reconstruction although the patients cannot give it back. */
  readonly goesIn?: true
  /** It does not drive the reconstruction although its estimate does. */
  readonly shownBeside?: true
  readonly reason?: string
}

/** All figures of the evidence with their twins from the carrier, by the same estimators that every measure uses. */
export function twinsOf(evidence: EndpointEvidence, patients: Patients, horizon: number): Map<Figure, RebuiltFigure> {
  const twins = new Map<Figure, RebuiltFigure>()
  evidence.arms.forEach((_, index) => {
    addArm(twins, evidence, patients, index, horizon)
  })
  if (evidence.events !== null) twins.set(evidence.events, { value: countEvents(patients) })
  for (const { contrast, numerator, denominator } of pairsOf(evidence))
    if (contrast !== null) addContrast(twins, contrast, pairOfPatients(patients, denominator, numerator))
  addMeanDifferences(twins, evidence, patients, horizon)
  if (evidence.followUp !== null) addFollowUp(twins, evidence.followUp, patients, horizon)
  return twins
}

function addArm(
  twins: Map<Figure, RebuiltFigure>,
  evidence: EndpointEvidence,
  all: Patients,
  index: number,
  horizon: number,
): void {
  const arm = evidence.arms[index]!
  const own = armAt(all, index)
  twins.set(arm.patients, { value: own.time.length, ...notReported(arm.patients) })
  if (arm.median !== null) {
    const { estimate, interval } = arm.median
    const rebuilt = survivalQuantile(kaplanMeier(own, interval === null ? {} : { level: interval.level }), 0.5)
    twins.set(estimate, { value: rebuilt.kind === 'value' ? rebuilt.value : null })
    if (interval !== null) {
      twins.set(interval.lower, { value: rebuilt.kind === 'not-estimable' ? null : rebuilt.lower })
      twins.set(interval.upper, { value: rebuilt.kind === 'not-estimable' ? null : rebuilt.upper })
    }
  }
  const type = intervalType(arm.landmarks)
  for (const { estimate, interval, time } of arm.landmarks) {
    const figures = interval === null ? [estimate] : [estimate, interval.lower, interval.upper]
    const values = survivalWithLimits(own, time, interval?.level ?? 0.95, type)
    figures.forEach((figure, k) => {
      const beyond = { value: null, verdict: 'withheld', reason: 'beyond the end of follow-up' } as const
      twins.set(figure, time > horizon ? beyond : { value: values[k]! })
    })
  }
  for (const mean of arm.restrictedMeans ?? []) addMean(twins, mean, horizon, (options) => rmst(own, mean.tau, options))
  for (const { count, time } of arm.atRisk) twins.set(count, { value: countAtRisk(own, time) })
  if (arm.events !== null) twins.set(arm.events, { value: countEvents(own) })
  if (arm.followUp !== null) addFollowUp(twins, arm.followUp, own, horizon)
}

/** A restricted mean, or a difference of two, with the limits of the rebuilt patients: those show how wide, and drive nothing. */
function addMean(
  twins: Map<Figure, RebuiltFigure>,
  { tau, estimate, interval }: RestrictedMean,
  horizon: number,
  compute: (options: LevelOption) => Estimate,
): void {
  const found = compute(interval === null ? {} : { level: interval.level })
  const value = found.kind === 'value' ? found : null
  const beyond = tau > horizon ? ({ verdict: 'withheld', reason: 'beyond the end of follow-up' } as const) : {}
  const add = (figure: Figure, x: number | null, more: Partial<RebuiltFigure> = {}): void => {
    twins.set(figure, { value: tau > horizon ? null : x, ...more, ...beyond })
  }
  add(estimate, value?.value ?? null)
  if (interval === null) return
  add(interval.lower, value?.lower ?? null, { shownBeside: true })
  add(interval.upper, value?.upper ?? null, { shownBeside: true })
}

function addMeanDifferences(
  twins: Map<Figure, RebuiltFigure>,
  evidence: EndpointEvidence,
  patients: Patients,
  horizon: number,
): void {
  for (const difference of evidence.restrictedMeanDifferences ?? []) {
    const pair = meanPair(evidence, difference)
    if (pair === null) continue
    const two = pairOfPatients(patients, pair.denominator, pair.numerator)
    addMean(twins, difference, horizon, (options) => rmstDifference(two, difference.tau, options))
  }
}

/** A number of patients that no document prints went in, and there is nothing to compare it with. */
function notReported({ basis }: Figure): Partial<RebuiltFigure> {
  if (basis === 'inferred') return { verdict: 'not-comparable', reason: 'inferred, not reported' }
  return basis === 'assumed' ? { verdict: 'withheld', reason: 'assumed: no figure determines it' } : {}
}

/** Survival at a time and its limits; before the first event all are 1. */
function survivalWithLimits(
  own: Patients,
  time: number,
  level: number,
  type: IntervalScale,
): readonly (number | null)[] {
  const km = kaplanMeier(own, { level, interval: type })
  const survival = survivalAt(km, time)
  if (survival === 1) return [1, 1, 1]
  const at = stepAt(km.time, time)
  const limit = (x: number): number | null => (Number.isNaN(x) ? null : x)
  return [survival, limit(km.lower[at]!), limit(km.upper[at]!)]
}

function addContrast(
  twins: Map<Figure, RebuiltFigure>,
  { hazardRatio, pValue }: ContrastEvidence,
  two: Patients,
): void {
  if (hazardRatio !== null) addRatio(twins, hazardRatio, pValue, two)
  if (pValue === null) return
  const test = logRank(two)
  const apart =
    pValue.stratified === true
      ? ({ verdict: 'not-comparable', reason: 'the reported test is stratified, the rebuilt one is not' } as const)
      : pValue.stratified === 'not stated'
        ? ({ verdict: 'not-comparable', reason: 'whether the reported test is stratified is not stated' } as const)
        : {}
  twins.set(pValue.figure, { value: test.kind === 'value' ? test.pValue : null, ...apart })
}

function addRatio(
  twins: Map<Figure, RebuiltFigure>,
  ratio: HazardRatioEvidence,
  test: PValueEvidence | null,
  two: Patients,
): void {
  const level = ratio.interval?.level ?? 0.95
  const fitted = cox(two, { level })
  const apart = ratio.comparable
    ? {}
    : ({ verdict: 'not-comparable', reason: 'the reported ratio is not a plain Cox ratio over all events' } as const)
  const [value, lower, upper] =
    fitted.kind === 'value'
      ? [fitted.hazardRatio.value, fitted.hazardRatio.lower, fitted.hazardRatio.upper]
      : [fitted.kind === 'monotone' && Number.isFinite(fitted.hazardRatio) ? fitted.hazardRatio : null, null, null]
  twins.set(ratio.estimate, { value, ...apart })
  if (ratio.interval === null) return
  const width = ratio.comparable && !widthIsPlain(ratio, test) ? otherWidth : apart
  twins.set(ratio.interval.lower, { value: lower, ...width })
  twins.set(ratio.interval.upper, { value: upper, ...width })
}

const otherWidth = {
  verdict: 'not-comparable',
  goesIn: true,
  reason:
    'the reported interval is that of a stratified or adjusted model, or may be, and ours is not: strata and covariates change its width',
} as const

/** Two arms of a set of patients with all that is known of them, reasons of censoring say; the denominator first. */
export function pairOfPatients(patients: Patients, denominator: number, numerator: number): Patients {
  if (patients.arms.length === 2 && denominator === 0) return patients
  const rows = Array.from(patients.assigned.keys()).filter(
    (i) => patients.assigned[i] === denominator || patients.assigned[i] === numerator,
  )
  return {
    ...selectRows(patients, rows),
    arms: [patients.arms[denominator]!, patients.arms[numerator]!],
    assigned: Uint8Array.from(rows, (i) => (patients.assigned[i] === numerator ? 1 : 0)),
  }
}

function addFollowUp(
  twins: Map<Figure, RebuiltFigure>,
  followUp: FollowUpEvidence,
  patients: Patients,
  horizon: number,
): void {
  const values = followUpValues(followUp, patients, horizon)
  const vague = followUp.definition === 'unknown' || followUp.definition === 'survivors only'
  const echoed = administrativeLaw(followUp, horizon) !== null
  const apart = echoed
    ? ({
        verdict: 'not-comparable',
        goesIn: true,
        reason: 'taken as the law of potential follow-up: an assumption, which the patients cannot reproduce',
      } as const)
    : vague
      ? ({
          verdict: 'not-comparable',
          reason: `follow-up by the definition "${followUp.definition}"; ours is the reverse Kaplan-Meier one`,
        } as const)
      : {}
  const figures = [followUp.median, followUp.minimum, followUp.maximum]
  figures.forEach((figure, k) => {
    if (figure !== null) twins.set(figure, { value: values[k]!, ...apart })
  })
}

/** Median, minimum and maximum by the definition that the paper used. */
function followUpValues(followUp: FollowUpEvidence, patients: Patients, horizon: number): readonly (number | null)[] {
  const law = administrativeLaw(followUp, horizon)
  if (law !== null) return [law.median, law.minimum, law.maximum]
  const { time, event } = patients
  if (followUp.definition === 'observed') {
    const n = time.length
    return n === 0 ? [null, null, null] : [(time[(n - 1) >> 1]! + time[n >> 1]!) / 2, time[0]!, time[n - 1]!]
  }
  const median = survivalQuantile(reverseKaplanMeier(patients), 0.5)
  const first = event.indexOf(0)
  const last = event.lastIndexOf(0)
  return [median.kind === 'value' ? median.value : null, first < 0 ? null : time[first]!, last < 0 ? null : time[last]!]
}

function countAtRisk(patients: Patients, time: number): number {
  let left = patients.time.length
  for (const t of patients.time) if (t < time) left -= 1
  return left
}

function countEvents(patients: Patients): number {
  return patients.event.reduce((sum, event) => sum + event, 0)
}
