import { adjustmentWords } from '../evidence/adjustment-words.ts'
import { type ContrastEvidence, type EndpointEvidence, figures } from '../evidence/evidence.ts'
import { namedUnit, printedTimeUnit } from '../evidence/printed-time-unit.ts'
import { completeness } from '../record/completeness.ts'
import type { Trial } from '../record/trial.ts'
import { trimmed } from '../result/format.ts'
import type { EndpointText, SourceText, TrialText } from '../result/frames.ts'
import { lastEvidence, pinnedStretch } from './last-evidence.ts'

/** What is said about a trial around its numbers, in the words of its record. */
export function trialText(trial: Trial, evidence: EndpointEvidence): TrialText {
  return {
    id: trial.id,
    label: trial.trial,
    registration: trial.registration ?? '',
    design: designOf(trial),
    followUp: followUpOf(evidence, trial),
    flow: Object.entries(trial.flow ?? {}).map(([arm, { chains }]) => ({
      arm,
      stages: chains.flat().map(({ stage, count }) => ({ stage, count: count.count })),
    })),
    arms: evidence.arms.map(({ id, label, role, patients }) => ({
      id,
      label,
      role,
      patients: countOf(patients.printed),
      ...(patients.basis !== undefined && { basis: patients.basis }),
    })),
    sources: Object.entries(trial.sources).map(([id, it]): SourceText => ({
      id,
      citation: it.citation,
      // "not stated" is none, and a resolver is no part of it.
      doi: /10\.\d{4,9}\/\S+/u.exec(it.doi ?? '')?.[0] ?? '',
      kind: it.kind,
    })),
    completeness: completeness(trial)
      .filter((it) => it.endpoint === null || it.endpoint === evidence.endpoint)
      .map(({ item, endpoint, state }) => ({ item, endpoint: endpoint ?? '', state })),
  }
}

export function endpointText(trial: Trial, evidence: EndpointEvidence, horizon: number): EndpointText {
  const endpoint = trial.endpoints[evidence.endpoint]
  return {
    trial: trial.id,
    id: evidence.endpoint,
    label: evidence.label,
    event: evidence.event,
    clock: evidence.clock,
    population: evidence.population,
    assessor: endpoint?.assessor.words ?? 'not stated',
    horizon,
    lastEvidence: Math.min(horizon, lastEvidence(evidence)),
    pinned: evidence.arms.map((arm) => ({ arm: arm.id, label: arm.label, ...pinnedStretch(arm) })),
    hazardRatioDefinition: evidence.contrasts.flatMap((it) => ratioDefinition(evidence, it)).join('; '),
  }
}

const countOf = (printed: string): number => Number(printed.replace(/[^\d]/gu, ''))

function designOf({ arms, design }: Trial): string {
  if (design === undefined) return 'Design not stated.'
  const { phase, blinding, allocation, enrolment, cutoff } = design
  const what = [
    ...(phase === undefined ? [] : [`phase ${phase.words}`]),
    ...(blinding === undefined ? [] : [blinding.words === 'not stated' ? 'blinding not stated' : blinding.words]),
    ...(Object.keys(arms).length > 1 && allocation !== undefined ? [allocationOf(allocation.words)] : []),
  ].join(', ')
  const when = [
    ...(enrolment === undefined ? [] : [`enrolment ${period(enrolment)}`]),
    ...(cutoff === undefined ? [] : [`data cut-off ${cutoff.date}`]),
  ].join('; ')
  const text = [what, when].filter((it) => it !== '').join('; ')
  return text === '' ? 'Design not stated.' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

const period = ({ first, last }: { readonly first: string; readonly last: string }): string =>
  first === last ? first : `${first} to ${last}`

function allocationOf(words: string): string {
  if (words === 'none') return 'not randomised'
  if (words === 'not stated') return 'allocation not stated'
  return words.startsWith('randomised') ? words : `randomised ${words}`
}

const definitions = {
  'reverse Kaplan-Meier': 'reverse Kaplan-Meier (events count as censored)',
  potential: 'potential: from entry to the data cut-off, whatever happened in between; not reverse Kaplan-Meier',
  observed: 'observed: to event or censoring',
  'survivors only': 'observed, of those still alive',
  unknown: 'definition not stated',
} as const

/** What is known of follow-up; a median of the trial that this endpoint does not use is named all the same. */
function followUpOf(evidence: EndpointEvidence, trial: Trial): string {
  const { followUp } = evidence
  if (followUp === null) return 'Follow-up not stated.'
  const { median, minimum, maximum, definition } = followUp
  const range = minimum === null || maximum === null ? '' : ` (range ${minimum.printed} to ${maximum.printed})`
  const numbers =
    median === null
      ? ofTrialAlone(trial)
      : `Median ${namedUnit(median.printed, printedTimeUnit(median, figures(evidence)))}${range}`
  return `${numbers}; ${definitions[definition]}.`
}

function ofTrialAlone(trial: Trial): string {
  const printed = trial['follow-up']?.median?.printed
  return printed === undefined
    ? 'Median not stated'
    : `Median ${printed} printed of the trial, not of this endpoint and not used here`
}

function ratioDefinition(
  evidence: EndpointEvidence,
  { hazardRatio: ratio, numerator, denominator }: ContrastEvidence,
): string[] {
  if (ratio === null) return []
  const label = (id: string): string => evidence.arms.find((it) => it.id === id)?.label ?? id
  const events = ratio.eventsAfter === null ? 'all events' : `only events after ${trimmed(ratio.eventsAfter)} months`
  const weights = ratio.weighted ? ', weighted' : ''
  return [
    `Cox model, ${label(numerator)} against ${label(denominator)}, ${events}${weights}; ${adjustmentWords(ratio)}`,
  ]
}
