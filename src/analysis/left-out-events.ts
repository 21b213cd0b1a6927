import type { ArmEvidence, Figure } from '../evidence/evidence.ts'
import { fixed, percent, range, trimmed } from '../result/format.ts'
import type { Row } from '../result/row.ts'
import { arm as armOf } from '../survival/arm.ts'
import { kaplanMeier } from '../survival/kaplan-meier.ts'
import type { Patients } from '../survival/patients.ts'
import { survivalAt } from '../survival/survival-at.ts'
import { blankRow, type Case, isExtrapolated } from './case.ts'
import { labelOf } from './contrast-rows.ts'
import type { HazardRatioByPeriodPlan } from './plan.ts'
import { spreadOf } from './spread.ts'

/** What a printed hazard ratio that counts only events after a window leaves out, and a sentence of it. */
export interface LeftOutEvents {
  readonly rows: readonly Row[]
  readonly finding: string
}

interface Printed {
  /** The window, and the latest time after it at which the survival of both arms is printed, in months. */
  readonly window: number
  readonly time: number
  /** The printed ratio after the window, its lower and its upper limit. */
  readonly ratio: number
  readonly lower: number | null
  readonly upper: number | null
  /** -ln of the printed survival at that time. */
  readonly arm: number
  readonly control: number
}

/**
 * A printed ratio that leaves out the events of a first window, set against the survival of both arms that is printed at a later time t: with one
 * hazard ratio h from the window w to t, H1(w) = H1(t) - h (H0(t) - H0(w)). As H0(w) >= 0, at least 1 - exp(h H0(t) - H1(t)) of the arm had the event by w,
 * and H1(w) / H0(w) = h + (H1(t) - h H0(t)) / H0(w). No rows where the record prints no such ratio or no such survival.
 */
export function leftOutEvents(its: Case, scenario: HazardRatioByPeriodPlan, draws: readonly Patients[]): LeftOutEvents {
  const printed = printedOf(its, scenario)
  if (printed === null) return { rows: [], finding: '' }
  const { arm, control } = scenario
  const { window, time } = printed
  const patients = its.reconstruction.patients
  const blank: Row = {
    ...blankRow(its, scenario),
    method: 'cumulative hazards, printed survival',
    arm,
    versus: control,
    measure: 'hazard-ratio',
    draws: draws.length,
  }
  const whole: Row = {
    ...blank,
    variant: `cumulative hazards up to ${trimmed(time, 1)} months, printed survival alone`,
    estimate: printed.arm / printed.control,
    assumption: 'None: the logarithms of two printed survival figures, one divided by the other.',
  }
  const needed = [
    { words: 'the printed ratio', ratio: printed.ratio },
    { words: 'its lower limit', ratio: printed.lower },
    { words: 'its upper limit', ratio: printed.upper },
  ].flatMap(({ words, ratio }): Row[] =>
    ratio === null
      ? []
      : [
          {
            ...blank,
            origin: 'bound',
            variant: `survival left by the window if ${words}, ${fixed(ratio, 2)}, holds from then to ${trimmed(time, 1)} months`,
            versus: '',
            measure: 'survival',
            time: window,
            lower: 0,
            upper: Math.min(1, Math.exp(ratio * printed.control - printed.arm)),
            identification: 'assumption',
            assumption: `One hazard ratio from ${trimmed(window)} to ${trimmed(time, 1)} months; whatever happened in the control arm by ${trimmed(window)} months.`,
          },
        ],
  )
  const first = firstRatio(printed, hazardBy(patients, control, window))
  const drawn = draws.map((it) => firstRatio(printed, hazardBy(it, control, window)))
  const early: Row = {
    ...blank,
    ...spreadOf(drawn),
    variant: `period 0 to ${trimmed(window)} months, needed if the printed ratio holds afterwards and the control arm is as rebuilt`,
    estimate: first,
    status: first === null ? 'not-estimable' : isExtrapolated(its, [control], window) ? 'extrapolated' : 'ok',
    identification: 'assumption',
    assumption: `One hazard ratio from ${trimmed(window)} to ${trimmed(time, 1)} months; the hazard of the control arm by ${trimmed(window)} months is the model's.`,
  }
  return { rows: [whole, ...needed, early], finding: findingOf(its, scenario, printed, early) }
}

function printedOf({ reconstruction: { evidence } }: Case, { arm, control }: HazardRatioByPeriodPlan): Printed | null {
  const between = evidence.contrasts.find(({ numerator, denominator }) => numerator === arm && denominator === control)
  const it = between?.hazardRatio ?? null
  const window = it?.eventsAfter ?? null
  if (it === null || window === null) return null
  const [own, other] = [arm, control].map((id) => evidence.arms.find((one) => one.id === id))
  const ratio = numberOf(it.estimate)
  if (own === undefined || other === undefined || ratio === null) return null
  const common = own.landmarks.flatMap(({ time }) => {
    const [one, zero] = [hazardAt(own, time), hazardAt(other, time)]
    return time <= window || one === null || zero === null ? [] : [{ time, arm: one, control: zero }]
  })
  const latest = common.sort((a, b) => a.time - b.time).at(-1)
  if (latest === undefined) return null
  const lower = it.interval === null ? null : numberOf(it.interval.lower)
  const upper = it.interval === null ? null : numberOf(it.interval.upper)
  return { window, ratio, lower, upper, ...latest }
}

const numberOf = ({ quantity }: Figure): number | null => (quantity.kind === 'number' ? quantity.value : null)

function hazardAt({ landmarks }: ArmEvidence, time: number): number | null {
  const found = landmarks.find((it) => it.time === time)
  const survival = found === undefined ? null : numberOf(found.estimate)
  return survival === null || survival <= 0 || survival >= 1 ? null : -Math.log(survival)
}

const hazardBy = (patients: Patients, control: string, window: number): number =>
  -Math.log(survivalAt(kaplanMeier(armOf(patients, control)), window))

/** Null where the control arm has no event by the window. */
const firstRatio = ({ ratio, arm, control }: Printed, early: number): number | null =>
  early > 0 ? Math.max(0, ratio + (arm - ratio * control) / early) : null

function findingOf(its: Case, scenario: HazardRatioByPeriodPlan, printed: Printed, early: Row): string {
  const { window, time, ratio, lower, upper, arm, control } = printed
  const own = its.reconstruction.evidence.arms.find((it) => it.id === scenario.arm)
  const size = own === undefined ? null : numberOf(own.patients)
  const least = (at: number): number => Math.max(0, 1 - Math.exp(at * control - arm))
  const interval = lower === null || upper === null ? '' : ` (${range(fixed(lower, 2), fixed(upper, 2))})`
  const [from, to] = [trimmed(window, 2), trimmed(time, 1)]
  const sentences = [
    `The printed ${fixed(ratio, 2)}${interval} counts only events after ${from} months. Survival at ${to} months as printed gives a ratio of cumulative hazards of ${fixed(arm / control, 2)}, every event counted.`,
  ]
  const share = least(ratio)
  if (share === 0) return [...sentences, 'Both can hold without a single event before.'].join(' ')
  const count = size === null ? '' : ` (${Math.ceil(share * size)} of ${size})`
  sentences.push(
    `With one ratio of ${fixed(ratio, 2)} from ${from} to ${to} months both hold only if at least ${percent(share)} of ${labelOf(its, scenario.arm)}${count} had the event before, whatever happened in ${labelOf(its, scenario.control)}.`,
  )
  if (lower !== null && upper !== null)
    sentences.push(
      `At the limits of the printed ratio it is ${percent(least(lower))} (${fixed(lower, 2)}) and ${percent(least(upper))} (${fixed(upper, 2)}): sampling error leaves open whether there were such early events at all.`,
    )
  if (early.estimate !== null)
    sentences.push(
      `With as many early events in ${labelOf(its, scenario.control)} as rebuilt, a model's number, the ratio before would have to be ${fixed(early.estimate, 1)}${spreadText(early)}.`,
    )
  sentences.push('The printed ratio did not go into the curves: in them the events are not divided in this way.')
  return sentences.join(' ')
}

function spreadText({ spreadLower, spreadUpper }: Row): string {
  if (spreadLower === null || spreadUpper === null) return ''
  return ` (${range(fixed(spreadLower, 1), fixed(spreadUpper, 1))} over the draws of the reconstruction)`
}
