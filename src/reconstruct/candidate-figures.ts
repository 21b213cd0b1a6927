import type {
  ArmEvidence,
  ContrastEvidence,
  EndpointEvidence,
  EstimateFigure,
  Figure,
  HazardRatioEvidence,
  Measure,
  Unit,
} from '../evidence/evidence.ts'
import { inPrintedUnit, print, rounded } from '../evidence/print.ts'
import type { Quantity } from '../evidence/quantity.ts'
import { usualTimes } from './chosen-measures.ts'
import type { CandidateKind } from './figure-worth.ts'
import { show } from './horizon.ts'
import { printsMean } from './read-restricted-mean.ts'
import { standardTicks, standardTimes } from './standard-times.ts'
import { emptyFrom, meansEndBefore, watchedUntil } from './watched-until.ts'

/** A figure, or a row of them, that a paper could have printed and did not. */
export interface Candidate {
  readonly kind: CandidateKind
  readonly arm: string
  readonly time: number | null
  readonly words: string
  /** The figures that would be printed, without their values. */
  readonly figures: readonly Figure[]
  /** The evidence with these figures as well: as many as `figures`, in the same order. */
  readonly add: (printed: readonly Figure[]) => EndpointEvidence
}

/**
 * What papers usually print and this evidence lacks: survival at the standard times within follow-up, medians with their intervals, the restricted mean up to `tau`, a row
 * of numbers at risk, events of each arm, the median follow-up by reverse Kaplan-Meier, a plain Cox ratio with its interval. None lies at a time at which nobody is known to have been
 * under observation.
 *
 * @param until months; default: what the figures prove (`watchedUntil`)
 * @param tau months; default: the last standard time up to `until`; in an arm in which nobody is left by then, the last one before
 */
export function candidateFigures(
  evidence: EndpointEvidence,
  horizon: number,
  until = watchedUntil(evidence, horizon),
  tau = usualTimes(until, horizon).tau,
): Candidate[] {
  return [
    ...evidence.arms.flatMap((arm) => [
      ...ofArm(evidence, arm, horizon, until),
      ...(tau <= until ? meanOf(evidence, arm, latestMean(arm, tau, standardTimes(until, horizon))) : []),
    ]),
    ...totalEvents(evidence),
    ...medianFollowUp(evidence),
    ...hazardRatios(evidence),
  ]
}

/** A figure as it would be printed: rounded to its decimals, "NR" or "NE" where it does not exist. */
export function printedAs(figure: Figure, value: number | null): Figure {
  const printed = print(value, figure)
  if (value === null || !Number.isFinite(value)) {
    return { ...figure, printed, quantity: { kind: figure.measure === 'median' ? 'not-reached' : 'not-estimable' } }
  }
  const { decimals, notation } = figure.quantity.kind === 'number' ? figure.quantity : { decimals: 0 }
  // 100 for a percentage, 30.4375 for a time in days.
  const scale = inPrintedUnit(1, figure)
  const half = figure.unit === 'count' ? 0 : Number(`5e-${decimals + 1}`) / scale
  const nearest = Number(rounded(inPrintedUnit(value, figure), decimals)) / scale
  const quantity: Quantity = {
    kind: 'number',
    value: nearest,
    lower: nearest - half,
    upper: nearest + half,
    decimals,
    ...(notation === undefined ? {} : { notation }),
  }
  return { ...figure, printed, quantity }
}

function ofArm(evidence: EndpointEvidence, arm: ArmEvidence, horizon: number, until: number): Candidate[] {
  const change = (changed: Partial<ArmEvidence>): EndpointEvidence => withArm(evidence, { ...arm, ...changed })
  const candidate = (
    kind: CandidateKind,
    time: number | null,
    words: string,
    figures: readonly Figure[],
    add: Candidate['add'],
  ): Candidate => ({ kind, arm: arm.id, time, words: `${words}, ${arm.label}`, figures, add })
  const blank = (measure: Measure, time?: number): Figure => blankFigure(evidence, arm.id, measure, time)
  const found: Candidate[] = []
  const empty = emptyFrom(arm)
  for (const time of standardTimes(until, horizon).filter((it) => it < empty)) {
    if (arm.landmarks.some((it) => Math.abs(it.time - time) < 0.02 * time + 0.25)) continue
    const add: Candidate['add'] = ([estimate]) =>
      change({ landmarks: byTime([...arm.landmarks, { time, estimate: estimate!, interval: null }]) })
    found.push(candidate('survival', time, `survival at ${show(time)} months`, [blank('survival', time)], add))
  }
  for (const landmark of arm.landmarks) {
    if (landmark.interval !== null || landmark.time > horizon || landmark.time <= 0) continue
    const limits = [blank('survival-lower', landmark.time), blank('survival-upper', landmark.time)]
    const add: Candidate['add'] = (printed) =>
      change({ landmarks: arm.landmarks.map((it) => (it === landmark ? { ...it, ...between(printed) } : it)) })
    const words = `95% interval of survival at ${show(landmark.time)} months`
    found.push(candidate('survival-interval', landmark.time, words, limits, add))
  }
  const limits = [blank('median-lower'), blank('median-upper')]
  const { median } = arm
  if (median === null) {
    const add: Candidate['add'] = ([estimate, ...rest]) => change({ median: { estimate: estimate!, ...between(rest) } })
    found.push(candidate('median', null, 'median with its 95% interval', [blank('median'), ...limits], add))
  } else if (median.interval === null) {
    const add: Candidate['add'] = (printed) => change({ median: { ...median, ...between(printed) } })
    found.push(candidate('median-interval', null, '95% interval of the median', limits, add))
  }
  if (!arm.atRisk.some((it) => it.time > 0)) {
    const { step, times } = standardTicks(until)
    const add: Candidate['add'] = (printed) =>
      change({ atRisk: times.map((time, k) => ({ time, count: printed[k]! })) })
    const row = times.map((time) => blank('at-risk', time))
    const every = step === 1 ? 'every month' : `every ${show(step)} months`
    if (row.length > 0) found.push(candidate('at-risk', null, `numbers at risk ${every}`, row, add))
  }
  if (arm.events === null && !eventsAreImplied(evidence, arm))
    found.push(
      candidate('events', null, 'number of events', [blank('events')], ([events]) => change({ events: events! })),
    )
  return found
}

/** `tau`, or the last standard time before it at which somebody of the arm is left; null without one. */
function latestMean(arm: ArmEvidence, tau: number, standard: readonly number[]): number | null {
  const end = meansEndBefore(arm)
  return tau < end ? tau : (standard.filter((it) => it < end).at(-1) ?? null)
}

function meanOf(evidence: EndpointEvidence, arm: ArmEvidence, tau: number | null): Candidate[] {
  const { id, label, restrictedMeans = [] } = arm
  if (tau === null || printsMean(restrictedMeans, tau)) return []
  const add: Candidate['add'] = ([estimate]) => {
    const means = [...restrictedMeans, { tau, estimate: estimate!, interval: null }]
    return withArm(evidence, { ...arm, restrictedMeans: means.sort((a, b) => a.tau - b.tau) })
  }
  const words = `restricted mean survival time up to ${show(tau)} months, ${label}`
  const figures = [blankFigure(evidence, id, 'rmst', tau)]
  return [{ kind: 'restricted-mean', arm: id, time: tau, words, figures, add }]
}

/** With a total and the events of all other arms, those of the last arm are known. */
function eventsAreImplied({ arms, events }: EndpointEvidence, arm: ArmEvidence): boolean {
  return events !== null && arms.every((it) => it === arm || it.events !== null)
}

function totalEvents(evidence: EndpointEvidence): Candidate[] {
  if (evidence.events !== null || evidence.arms.length < 2 || evidence.arms.every((it) => it.events !== null)) return []
  const figures = [blankFigure(evidence, 'all', 'events')]
  const add: Candidate['add'] = ([events]) => ({ ...evidence, events: events! })
  return [{ kind: 'events', arm: 'all', time: null, words: 'total number of events', figures, add }]
}

function medianFollowUp(evidence: EndpointEvidence): Candidate[] {
  const { followUp } = evidence
  if ((followUp !== null && followUp.median !== null) || evidence.arms.some((arm) => arm.followUp !== null)) return []
  const rest = followUp ?? { minimum: null, maximum: null }
  const figures = [blankFigure(evidence, 'all', 'follow-up-median')]
  const add: Candidate['add'] = ([median]) => ({
    ...evidence,
    followUp: { ...rest, definition: 'reverse Kaplan-Meier', median: median! },
  })
  const words = 'median follow-up by reverse Kaplan-Meier'
  return [{ kind: 'follow-up', arm: 'all', time: null, words, figures, add }]
}

/** Of the pairs that are compared, and of every further arm with the first. */
function hazardRatios(evidence: EndpointEvidence): Candidate[] {
  const [first, ...others] = evidence.arms.map(({ id }) => id)
  const { contrasts } = evidence
  const compared = (arm: string): boolean =>
    contrasts.some(({ numerator, denominator }) => [numerator, denominator].every((it) => it === arm || it === first))
  const missing = others.filter((arm) => !compared(arm))
  return [
    ...contrasts,
    ...missing.map((arm) => ({ numerator: arm, denominator: first!, hazardRatio: null, pValue: null })),
  ].flatMap((it) => hazardRatio(evidence, it))
}

function hazardRatio(evidence: EndpointEvidence, contrast: ContrastEvidence): Candidate[] {
  const { numerator, denominator, hazardRatio: printed } = contrast
  const arm = `${numerator}-vs-${denominator}`
  const label = (id: string): string => evidence.arms.find((it) => it.id === id)?.label ?? id
  const versus = `${label(numerator)} vs ${label(denominator)}`
  const others = evidence.contrasts.filter((it) => it !== contrast)
  const place = evidence.contrasts.indexOf(contrast)
  const at = place < 0 ? others.length : place
  const withRatio = (ratio: HazardRatioEvidence): EndpointEvidence => ({
    ...evidence,
    contrasts: [...others.slice(0, at), { ...contrast, hazardRatio: ratio }, ...others.slice(at)],
  })
  const limits = [blankFigure(evidence, arm, 'hazard-ratio-lower'), blankFigure(evidence, arm, 'hazard-ratio-upper')]
  if (printed?.comparable === true && printed.estimate.quantity.kind === 'number') {
    if (printed.interval !== null) return []
    const add: Candidate['add'] = (it) => withRatio({ ...printed, ...between(it) })
    const words = `95% interval of the hazard ratio, ${versus}`
    return [{ kind: 'hazard-ratio-interval', arm, time: null, words, figures: limits, add }]
  }
  const plain: Omit<HazardRatioEvidence, keyof EstimateFigure> = {
    stratified: false,
    adjusted: false,
    adjustment: 'none',
    eventsAfter: null,
    weighted: false,
    comparable: true,
  }
  const add: Candidate['add'] = ([estimate, ...rest]) => withRatio({ ...plain, estimate: estimate!, ...between(rest) })
  const figures = [blankFigure(evidence, arm, 'hazard-ratio'), ...limits]
  const words = `hazard ratio by Cox without strata or covariates, all events, with its 95% interval, ${versus}`
  return [{ kind: 'hazard-ratio', arm, time: null, words, figures, add }]
}

const between = ([lower, upper]: readonly Figure[]): Pick<EstimateFigure, 'interval'> => ({
  interval: { level: 0.95, lower: lower!, upper: upper! },
})

const byTime = <T extends { readonly time: number }>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => a.time - b.time)

function withArm(evidence: EndpointEvidence, changed: ArmEvidence): EndpointEvidence {
  return { ...evidence, arms: evidence.arms.map((arm) => (arm.id === changed.id ? changed : arm)) }
}

/** Percentages are rounded like those that the evidence prints, to whole ones where it prints none. */
function blankFigure(evidence: EndpointEvidence, arm: string, measure: Measure, time?: number): Figure {
  const unit = unitOf(measure)
  const value = unit === 'proportion' ? 0.5 : 1
  const decimals = unit === 'months' ? 1 : unit === 'ratio' ? 2 : unit === 'proportion' ? percentDecimals(evidence) : 0
  const figure: Figure = {
    id: `${evidence.endpoint}.${arm}.${measure}${time === undefined ? '' : `@${show(time)}`}`,
    endpoint: evidence.endpoint,
    arm,
    measure,
    printed: '',
    quantity: { kind: 'number', value, lower: value, upper: value, decimals },
    unit,
    source: '',
  }
  return time === undefined ? figure : { ...figure, time }
}

function unitOf(measure: Measure): Unit {
  if (measure.startsWith('survival')) return 'proportion'
  if (measure.startsWith('hazard-ratio')) return 'ratio'
  return measure === 'at-risk' || measure === 'events' ? 'count' : 'months'
}

function percentDecimals({ arms }: EndpointEvidence): number {
  const decimals = arms.flatMap(({ landmarks }) =>
    landmarks.map(({ estimate: { quantity } }) => (quantity.kind === 'number' ? quantity.decimals : 0)),
  )
  return Math.max(0, ...decimals)
}
