import { collect } from '../evidence/collect.ts'
import type { EndpointEvidence } from '../evidence/evidence.ts'
import type { TrialFile } from '../evidence/record-problem.ts'
import { fromMonths, type TimeUnit, writtenTime } from '../evidence/time-unit.ts'
import type { Trial } from '../record/trial.ts'
import type { TemplateNames } from './template-names.ts'
import { usualNames } from './template-names.ts'
import type { TemplateNeed } from './template-scenarios.ts'
import { measuresAt, templateTimes } from './template-times.ts'

/** What a new plan takes from an endpoint of a record. */
export interface TemplateRecord {
  readonly record: string
  readonly trial: string
  readonly endpoint: string
  readonly label: string
  readonly population: string
  readonly treatment: string
  readonly intercurrentEvents: string
  readonly summary: string
  readonly randomised: boolean
  readonly measures: readonly string[]
  readonly whyTheseTimes: string
  readonly names: TemplateNames
  /** What the scenarios that are left out would need. */
  readonly lacks: readonly TemplateNeed[]
}

export type TemplateFrom =
  | { readonly kind: 'record'; readonly from: TemplateRecord }
  /** Why the endpoint cannot be rebuilt, and so not be planned for. */
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }

/**
 * What a plan about one endpoint of a record begins with; times are those at which its figures pin the curves.
 *
 * @throws RangeError if the record has no such endpoint.
 */
export function templateRecord(record: TrialFile, endpoint: string): TemplateFrom {
  const collected = collect(record, endpoint)
  if (collected.kind === 'refused') {
    const errors = collected.diagnostics.filter((it) => it.severity === 'error')
    const said = errors.length > 0 ? errors : collected.diagnostics
    return {
      kind: 'refused',
      reasons: said.map(({ message, mend }) => (mend === undefined ? message : `${message}: ${mend}`)),
    }
  }
  return { kind: 'record', from: fromEvidence(record.trial, collected.evidence) }
}

function fromEvidence(trial: Trial, evidence: EndpointEvidence): TemplateRecord {
  const it = trial.endpoints[evidence.endpoint]
  const unit = it?.['time unit'] ?? trial['time unit']
  const { pinned, early, late } = templateTimes(evidence, (months) => writtenTime(months, unit))
  const compared = evidence.arms.length > 1
  const [control, ...others] = evidence.arms
  const experimental = others[0] ?? control
  const stages = trial.flow?.[experimental?.id ?? '']?.chains.find((chain) => chain.length > 1)
  const whole = stages?.[0]?.stage
  const part = stages?.at(-1)?.stage
  const treatment = compared
    ? `${others.map(({ label }) => label).join(', ')} against ${control?.label ?? ''}`
    : (control?.label ?? '')
  const randomised = compared && !/^none\b/u.test(wordsOf(trial.design?.allocation))
  const times = pinned.map(String)
  const at = times.length === 0 ? [] : [`survival at ${times.join(', ')} ${unit}`]
  return {
    record: trial.id,
    trial: evidence.trialLabel,
    endpoint: evidence.endpoint,
    label: evidence.label,
    population: evidence.population,
    treatment,
    intercurrentEvents: intercurrent(it?.['intercurrent events'] ?? {}),
    summary: ['Median', ...at, ...(compared ? ['differences', 'hazard ratio'] : [])].join('; '),
    randomised,
    measures: measuresAt(times, compared),
    whyTheseTimes: why(pinned, unit, compared),
    names: {
      experimental: experimental?.id ?? usualNames.experimental,
      control: control?.id ?? usualNames.control,
      stage: part ?? usualNames.stage,
      of: whole ?? usualNames.of,
      early: String(early),
      late: String(late),
      unit,
      months: (months) => String(Math.round(fromMonths(months, unit) * 10) / 10),
      everybody: randomised ? usualNames.everybody : 'All patients',
      treatment,
      variable: variableOf(evidence),
    },
    lacks: [...(compared ? [] : (['two arms'] as const)), ...(part === undefined ? (['stages'] as const) : [])],
  }
}

function why(pinned: readonly number[], unit: TimeUnit, compared: boolean): string {
  const [last] = pinned.slice(-1)
  if (last === undefined)
    return `No time is pinned ${compared ? 'in every arm' : 'by a figure'}: a milestone would be the model's alone, so none is asked for.`
  return `After ${last} ${unit} a milestone or restricted mean may be the model's alone: the report says where it is.`
}

/** The record says what it knows; what it does not is not made up. */
function variableOf({ label, clock, event }: EndpointEvidence): string {
  const start = clock === 'not stated' ? 'a start that the record does not state' : clock
  return `${label}: time from ${start} to ${event === 'not stated' ? 'the event, which the record does not describe' : event}`
}

function intercurrent(events: Readonly<Record<string, string>>): string {
  const named = Object.entries(events).map(([event, strategy]) => `${event}: ${strategy}`)
  return named.length === 0 ? 'Not stated in the record' : named.join('; ')
}

/** Words of a field that may hold them bare or with their place. */
function wordsOf(field: unknown): string {
  if (typeof field === 'string') return field
  return typeof field === 'object' && field !== null && 'words' in field && typeof field.words === 'string'
    ? field.words
    : 'not stated'
}
