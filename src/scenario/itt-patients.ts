import { power } from '../numeric/power.ts'
import { armAt } from '../survival/arm.ts'
import { kaplanMeier } from '../survival/kaplan-meier.ts'
import { patients as patientsOf, type Patients } from '../survival/patients.ts'
import { notInfusedSurvival, type NotInfusedLaw } from './not-infused-law.ts'
import { survivalFunction, type SurvivalFunction } from './survival-function.ts'

export interface IttPatientsInput {
  /** The infused of one arm, from infusion, and every other arm from its own clock; no delayed entry, weights or reasons. */
  readonly patients: Patients
  /** The arm whose infused these are. */
  readonly arm: string
  /** How many of it were never infused. */
  readonly count: number
  readonly notInfused: NotInfusedLaw
  /** Of the infused, months from the arm's clock to infusion; default 0. */
  readonly lag?: number
  /** Follow-up of those who are added ends here, months. */
  readonly end: number
  /** Arm that the law 'as-control' speaks of; default the first. */
  readonly control?: string
}

/**
 * Forward mixture of patients: the infused with their times moved on by the lag, and `count` patients who were never infused, their event
 * times the quantiles S_non^-1(1 - (i - 1/2) / count), censored at `end`. So every estimator applies, the hazard ratio too, which is no mixture
 * of hazard ratios: it is computed anew. Quantiles instead of random times: the same patients every time, and no sampling error of
 * their own. A result is a step function of the assumption, because times change ranks.
 *
 * Throws a RangeError for an unknown arm, a count that is no whole number, a negative lag or an end that is not above 0, and for 'as-arm'.
 *
 * Cox estimates agree with R `coxph` on the same patients to 1e-8.
 */
export function ittPatients(input: IttPatientsInput): Patients {
  const { patients, arm, count, lag = 0, end } = input
  const own = patients.arms.indexOf(arm)
  if (own < 0) throw new RangeError(`ittPatients: an arm of [${patients.arms.join(', ')}] is required, got ${arm}`)
  if (!(Number.isInteger(count) && count >= 0))
    throw new RangeError(`ittPatients: a whole number of patients is required, got ${count}`)
  if (!(lag >= 0 && end > 0 && Number.isFinite(lag + end)))
    throw new RangeError(`ittPatients: a lag >= 0 and an end above 0 are required, got ${lag} and ${end}`)
  const added = count === 0 ? [] : eventTimes(input, own)
  return patientsOf({
    arms: patients.arms,
    time: [
      ...patients.time.map((time, i) => (patients.assigned[i] === own ? time + lag : time)),
      ...added.map((it) => Math.min(it, end)),
    ],
    event: [...patients.event, ...added.map((it) => it <= end)],
    assigned: [...patients.assigned, ...added.map(() => own)],
  })
}

function eventTimes(
  { patients, arm, count, notInfused: law, control = patients.arms[0]! }: IttPatientsInput,
  own: number,
): number[] {
  if (law.kind === 'as-arm')
    throw new RangeError("ittPatients: a law that does not need the whole arm is required, got 'as-arm'")
  const at = (name: string): SurvivalFunction =>
    survivalFunction(kaplanMeier(armAt(patients, patients.arms.indexOf(name))))
  const known = { arm: at(arm), infused: at(arm), control: at(control) }
  // Refuses what the law cannot be.
  notInfusedSurvival(law, known)
  return Array.from({ length: count }, (_, i) => {
    const survival = 1 - (i + 0.5) / count
    switch (law.kind) {
      case 'fail-at':
        return law.time
      case 'exponential':
        return -Math.log2(survival) * law.median
      case 'never-fail':
        return Infinity
      case 'as-control':
        return firstTimeAt(patients, patients.arms.indexOf(control), power(survival, 1 / law.hazardMultiplier))
      case 'as-infused':
        return firstTimeAt(patients, own, power(survival, 1 / law.hazardMultiplier))
    }
  })
}

/** First time at which the curve of an arm is at or below a level; infinite where it stays above. */
function firstTimeAt(patients: Patients, arm: number, level: number): number {
  const { time, survival } = kaplanMeier(armAt(patients, arm))
  const index = survival.findIndex((it) => it <= level)
  return index < 0 ? Infinity : time[index]!
}
