import type { ArmEvidence, EndpointEvidence, Figure, PrintedEndpoint } from './evidence.ts'
import { onLattice } from './time-unit.ts'

/** Times in months that figures tell of, of all arms. Landmarks and restricted means apart: one beyond the longest follow-up is skipped and moves no end. */
export interface InformativeTimes {
  readonly certain: readonly number[]
  readonly landmarks: readonly number[]
}

/** A median or a limit of one that is a number or lies beyond one (">36": somebody was followed so far), patients at risk after the start, survival at a time, a restricted mean. */
export function informativeTimes({ arms }: Pick<PrintedEndpoint, 'arms'>): InformativeTimes {
  const medians = arms.flatMap(({ median }) => [median?.estimate, median?.interval?.lower, median?.interval?.upper])
  return {
    certain: [...medians.flatMap(reached), ...arms.flatMap(({ atRisk }) => timesOf(atRisk, (it) => it.count))],
    landmarks: [
      ...arms.flatMap(({ landmarks }) => timesOf(landmarks, (it) => it.estimate, true)),
      ...arms.flatMap(({ restrictedMeans = [] }) => restrictedMeans.map(({ tau }) => tau)),
    ],
  }
}

/** Why an endpoint cannot be rebuilt from its figures alone, with what is printed instead; null where some figure says when events happened. */
export function untimed(evidence: Pick<EndpointEvidence, 'arms' | 'followUp'>): string | null {
  const { certain, landmarks } = informativeTimes(evidence)
  if (certain.length > 0 || landmarks.length > 0 || countedOverFollowUp(evidence)) return null
  const { arms } = evidence
  const reasons = [
    without('median', arms, ({ median }) => (median === null ? [] : [median.estimate])),
    without('landmark', arms, (it) => it.landmarks.map(({ estimate }) => estimate)),
    arms.every((it) => it.atRisk.length === 0) ? 'no numbers at risk' : 'nobody at risk after the start',
  ]
  return `cannot be rebuilt: no figure that says when: ${reasons.join(', ')}`
}

/**
 * Whether nothing says when events happened but the events of every arm and a median follow-up say how many in about how long: they fix
 * how far the curves fall, and leave their shape to the prior.
 */
export function onlyCounted(evidence: Pick<EndpointEvidence, 'arms' | 'followUp'>): boolean {
  const { certain, landmarks } = informativeTimes(evidence)
  return certain.length === 0 && landmarks.length === 0 && countedOverFollowUp(evidence)
}

function countedOverFollowUp({ arms, followUp }: Pick<EndpointEvidence, 'arms' | 'followUp'>): boolean {
  return arms.every(
    (arm) =>
      positive(arm.events ?? undefined).length > 0 &&
      positive((arm.followUp ?? followUp)?.median ?? undefined).length > 0,
  )
}

function without(what: string, arms: readonly ArmEvidence[], figures: (arm: ArmEvidence) => readonly Figure[]): string {
  const printed = arms.flatMap(figures)
  if (printed.length === 0) return `no ${what}`
  const kinds = new Set(printed.map(({ quantity }) => quantity.kind))
  const [only] = kinds
  const is =
    kinds.size === 1 && (only === 'not-reached' || only === 'not-estimable') ? only.replace('-', ' ') : 'no numbers'
  return printed.length === 1 ? `the ${what} ${is === 'no numbers' ? 'no number' : is}` : `${what}s ${is}`
}

/** A time that is printed, or the one that it is later than. */
function reached(figure: Figure | undefined): readonly number[] {
  if (figure?.quantity.kind === 'greater-than' && figure.quantity.lower > 0) return [onLattice(figure.quantity.lower)]
  return positive(figure)
}

function positive(figure: Figure | undefined): readonly number[] {
  return figure?.quantity.kind === 'number' && figure.quantity.value > 0 ? [onLattice(figure.quantity.value)] : []
}

function timesOf<T extends { readonly time: number }>(
  at: readonly T[],
  figure: (it: T) => Figure,
  zero = false,
): readonly number[] {
  return at.flatMap((it) => {
    const { quantity } = figure(it)
    return it.time > 0 && quantity.kind === 'number' && (zero || quantity.value > 0) ? [it.time] : []
  })
}
