import { randomStream } from '../numeric/random-stream.ts'
import { trimmed } from '../result/format.ts'
import { atRandom, type CensoringModel } from '../scenario/censoring-model.ts'
import { curveRmst } from '../scenario/curve-measures.ts'
import { expectedKaplanMeier } from '../scenario/expected-kaplan-meier.ts'
import { eventAtCensoring, eventFreeAfterCensoring } from '../scenario/extreme-censoring.ts'
import { imputeCensoring } from '../scenario/impute-censoring.ts'
import { differenceUnderCensoring } from '../scenario/milestone-under-censoring.ts'
import { rawCurve } from '../scenario/raw-curve.ts'
import { rubin } from '../scenario/rubin.ts'
import { cox } from '../survival/cox.ts'
import { type Estimate, normalEstimate, notEstimable, ratioEstimate } from '../survival/estimate.ts'
import { milestoneDifference } from '../survival/milestone.ts'
import type { Patients } from '../survival/patients.ts'
import { rmstDifference } from '../survival/rmst-contrast.ts'
import { assumedInWords } from './assumed-follow-up.ts'
import type { Case, ScenarioResult } from './case.ts'
import { median, overSimulations } from './censoring-difference.ts'
import { type Contrast, contrastRows, labelOf, pointEstimate } from './contrast-rows.ts'
import { dropOutAssumedFinding } from './drop-out-assumed-finding.ts'
import type { DropOutAssumedPlan } from './plan.ts'
import { simulated, streamName, suspectedArms } from './suspected-arms.ts'
import { withoutFollowUp } from './without-follow-up.ts'

/** So many draws of the reconstruction give the spread, each with so few imputations, whose chance is in it. */
const spreadDraws = 40
const spreadImputations = 5

/** One assumption in words, as a model of the arm, reference arm first. */
interface Assumed {
  readonly words: string
  readonly sentence: string
  readonly model: CensoringModel
}

/** Both engines under each assumption about those who dropped out, and the range over every fate of all censored. */
export function dropOutAssumedRows(
  its: Case,
  scenario: DropOutAssumedPlan,
  draws: readonly Patients[],
): ScenarioResult {
  const suspected = suspectedArms(its, scenario, its.reconstruction.patients)
  if (suspected === null) return withoutFollowUp(its, scenario, 'survival-difference', scenario.milestone)
  const { laws } = suspected
  const assumed = scenario['after drop-out'].map((it) => assumedOf(its, scenario, it))
  const drawnLower: (readonly (number | null)[])[] = []
  const rows = contrastRows(its, scenario, draws.slice(0, spreadDraws), (pair, draw) => {
    const count = draw < 0 ? scenario.imputations : spreadImputations
    // Potential follow-up is drawn anew with each imputation: that it is not known is part of what is not known.
    const sets = Array.from({ length: count }, (_, m) =>
      simulated(its, { ...scenario, 'other arm': 'at random' }, { patients: pair, laws }, m),
    )
    const found = assumed.map((it) => underOne(its, scenario, it, sets))
    if (draw >= 0) drawnLower.push(found.map((it) => lowerOf(it[0]?.estimate)))
    return [...found.flat(), ...extremes(scenario, pair)]
  })
  const assumedTimes = assumedInWords(scenario['potential follow-up'], suspected.patients)
  const finding = `${dropOutAssumedFinding(rows, drawnLower, scenario)} ${assumedTimes}`.trim()
  return { rows, curves: [], finding }
}

const lowerOf = (it: Estimate | undefined): number | null => (it?.kind === 'value' ? it.lower : null)

function assumedOf(
  its: Case,
  { arm, control }: DropOutAssumedPlan,
  it: DropOutAssumedPlan['after drop-out'][number],
): Assumed {
  const who = `After dropping out, patients of ${labelOf(its, arm)} had`
  const end = 'until the cut-off; those of the control arm dropped out at random.'
  switch (it.as) {
    case 'at random':
      return { words: 'at random', sentence: `${who} the hazard of those who stayed, ${end}`, model: atRandom }
    case 'delta': {
      const { delta } = it
      const sentence =
        delta === 0 ? `${who} no event ${end}` : `${who} ${trimmed(delta)} times the hazard of those who stayed, ${end}`
      return { words: `delta ${trimmed(delta)}`, sentence, model: { kind: 'delta', delta } }
    }
    case 'jump to reference':
      return {
        words: 'jump to reference',
        sentence: `${who} the hazard of ${labelOf(its, control)}, ${end}`,
        model: { kind: 'reference', arm: 0 },
      }
  }
}

/** The milestone difference by expected values comes first. */
function underOne(
  its: Case,
  { milestone: time, rmst: tau, id }: DropOutAssumedPlan,
  { words, sentence, model }: Assumed,
  sets: readonly Patients[],
): readonly Contrast[] {
  const models = [atRandom, model] as const
  const stream = randomStream(its.plan.seed, `${streamName(its, { id })}/${words}`)
  const imputed = sets.map((it, m) => imputeCensoring(it, models, stream(m)))
  const blank = { variant: words, assumption: sentence }
  const expected = { ...blank, method: 'expected-value Kaplan-Meier' }
  const imputation = { ...blank, method: 'multiple imputation, Rubin' }
  const differences = sets.map((it) => differenceUnderCensoring(it, models, time))
  return [
    { ...expected, measure: 'survival-difference', time, estimate: middleOf(differences) },
    {
      ...imputation,
      measure: 'survival-difference',
      time,
      estimate: pooled(imputed.map((it) => milestoneDifference(it, time))),
    },
    ...(tau === undefined
      ? []
      : [
          {
            ...expected,
            measure: 'rmst-difference',
            time: tau,
            estimate: middleOf(sets.map((it) => expectedMeans(it, models, tau))),
          },
          {
            ...imputation,
            measure: 'rmst-difference',
            time: tau,
            estimate: pooled(imputed.map((it) => rmstDifference(it, tau))),
          },
        ]),
    { ...imputation, measure: 'hazard-ratio', estimate: pooledRatio(imputed) },
  ]
}

/** Medians over the sets of potential follow-up; none where one has no answer. */
function middleOf(estimates: readonly Estimate[]): Estimate {
  const failed = estimates.find((it) => it.kind !== 'value')
  if (failed !== undefined) return failed
  const { estimate, lower, upper, level, standardError } = overSimulations(estimates)
  const value = estimate ?? median(estimates.flatMap((it) => (it.kind === 'value' ? it.value : [])))
  return { kind: 'value', value, lower, upper, level: level ?? 0.95, standardError }
}

function expectedMeans(patients: Patients, models: readonly CensoringModel[], tau: number): Estimate {
  const [zero, one] = models.map((model, arm) => {
    const { time, survival } = expectedKaplanMeier(patients, arm, model)
    const last = time.at(-1) ?? 0
    const open = tau > last
    if (open && (survival.at(-1) ?? 1) > 0 && tau > followedTo(patients, arm))
      return notEstimable('beyond the last follow-up')
    const curve = open
      ? rawCurve(Float64Array.of(...time, tau), Float64Array.of(...survival, survival.at(-1) ?? 1))
      : rawCurve(time, survival)
    return curveRmst(curve, tau, 'steps')
  })
  if (zero?.kind !== 'value' || one?.kind !== 'value')
    return notEstimable('a restricted mean lies beyond the last follow-up')
  return pointEstimate(one.value - zero.value)
}

function followedTo(patients: Patients, arm: number): number {
  return patients.time.reduce((last, it, row) => (patients.assigned[row] === arm ? Math.max(last, it) : last), 0)
}

/** Rubin's rules on differences; none where one set has no answer. */
function pooled(estimates: readonly Estimate[]): Estimate {
  const known = estimates.flatMap((it) =>
    it.kind === 'value' && it.standardError !== null
      ? [{ value: it.value, variance: it.standardError * it.standardError }]
      : [],
  )
  if (known.length < estimates.length) return notEstimable('an imputation has no answer')
  const { value, standardError, level } = rubin(known)
  return normalEstimate(value, standardError, level)
}

function pooledRatio(sets: readonly Patients[]): Estimate {
  const known = sets.flatMap((it) => {
    const fit = cox(it)
    return fit.kind === 'value' ? [{ value: fit.logHazardRatio, variance: fit.standardError * fit.standardError }] : []
  })
  if (known.length < sets.length) return notEstimable('an imputation has no hazard ratio')
  const { value, standardError, level } = rubin(known)
  return ratioEstimate(value, standardError, level)
}

/** Every censored patient of one arm had the event at once, none of the other ever: between these lies whatever happened. */
function extremes({ milestone: time, rmst: tau }: DropOutAssumedPlan, pair: Patients): readonly Contrast[] {
  const end = pair.time.reduce((last, it) => Math.max(last, it), 0)
  return ([1, 0] as const).flatMap((worse) => {
    const set = eventFreeAfterCensoring(eventAtCensoring(pair, worse, 'all'), 1 - worse, 'all', end)
    const words = worse === 1 ? 'worst case' : 'best case'
    const blank = {
      variant: `${words} over all censorings`,
      method: 'kaplan-meier',
      origin: 'bound',
      identification: 'bounded',
      data: 'reconstructed',
      assumption: `An end of the range over everything that may have become of all censored, administratively or not: every one of the ${worse === 1 ? 'first' : 'control'} arm had the event at once, none of the other had it before the last follow-up.`,
    } as const
    return [
      { ...blank, measure: 'survival-difference', time, estimate: milestoneDifference(set, time) },
      ...(tau === undefined
        ? []
        : [{ ...blank, measure: 'rmst-difference', time: tau, estimate: rmstDifference(set, tau) }]),
    ]
  })
}
