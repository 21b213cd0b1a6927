import { collect } from '../../../src/evidence/collect.ts'
import type { EndpointEvidence } from '../../../src/evidence/evidence.ts'
import { readEndpoint } from '../../../src/evidence/read-endpoint.ts'
import { parseTrial } from '../../../src/record/parse-trial.ts'

export interface Printed {
  readonly value: string
  readonly lo?: string | undefined
  readonly hi?: string | undefined
}

export interface PrintedLandmark {
  readonly time: number
  readonly percent: string
  readonly lo?: string | undefined
  readonly hi?: string | undefined
}

interface AtRisk {
  readonly times: readonly number[]
  readonly n: readonly number[]
}

interface PrintedFollowUp {
  readonly median: string | null
  readonly min: string | null
  readonly max: string | null
}

interface SomeArm {
  readonly name: string
  readonly n: number
  readonly median?: Printed | null
  readonly landmarks?: readonly PrintedLandmark[] | null
  readonly events?: number | null
  readonly at_risk?: AtRisk | null
}

/** What some paper prints: any of it may be missing. The reference arm first; the ratio is that of the second arm. */
export interface SomeSummary {
  readonly unit: string
  readonly endpoint: string
  readonly events?: number | null
  readonly hr?: (Printed & { readonly conf: number }) | null
  readonly logrank_p?: string | null
  readonly followup?: PrintedFollowUp | null
  readonly arms: readonly SomeArm[]
}

/** What a bed says that the paper prints, at one level of information. */
export interface Summary extends SomeSummary {
  readonly events: number
  readonly hr: Printed & { readonly conf: number }
  readonly logrank_p?: string
  readonly followup?: PrintedFollowUp
  readonly arms: readonly (SomeArm & {
    readonly median: Printed
    readonly landmarks?: readonly PrintedLandmark[]
    readonly events?: number
    readonly at_risk?: AtRisk
  })[]
}

export interface EvidenceOptions {
  /** Whether digitised curves say when the events happened. */
  readonly curves?: boolean
}

/** The evidence of a summary, by way of a record: what is measured is the line that a transcribed paper takes. */
export function evidenceAt(
  summary: SomeSummary,
  id: string,
  of: EndpointEvidence['class'],
  options: EvidenceOptions = {},
): EndpointEvidence {
  const name = nameOf(id)
  const file = `${name}.yaml`
  const parsed = parseTrial(JSON.stringify(recordOf(summary, name, of)), file)
  if (parsed.kind === 'invalid') throw new RangeError(said(parsed.diagnostics))
  const collected = collect({ trial: parsed.trial, spans: parsed.spans, file }, 'endpoint', options)
  if (collected.kind === 'evidence') return collected.evidence
  // Nothing about time: the reconstruction refuses as well, and is asked to.
  const { evidence } = readEndpoint(parsed.trial, 'endpoint')
  const other = collected.diagnostics.filter(({ severity, rule }) => severity === 'error' && rule !== 'no-time')
  if (evidence === null || other.length > 0) throw new RangeError(said(other))
  return evidence
}

/** A name that a record can have. */
function nameOf(id: string): string {
  const name = id.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return /^[a-z].*[a-z0-9]$/.test(name) ? name : `comparison-${name.replaceAll(/^-+|-+$/g, '') || 'without-a-name'}`
}

const said = (diagnostics: readonly { readonly message: string }[]): string =>
  diagnostics.map(({ message }) => message).join('; ')

const armName = (index: number): string => ['reference', 'comparator'][index] ?? `arm-${index + 1}`

/** A record of what a summary prints. */
export function recordOf(summary: SomeSummary, name: string, of: EndpointEvidence['class']): unknown {
  const names = summary.arms.map((_, k) => armName(k))
  const { median = null, min = null, max = null } = summary.followup ?? {}
  const range = min === null || max === null ? {} : { range: `${min} to ${max}` }
  const followUp = { ...(median === null ? {} : { median }), ...range }
  const unsaid = { assessor: 'not stated', criteria: 'not stated', visits: 'not stated', censoring: 'not stated' }
  const role = (k: number): string => (names.length === 1 ? 'single' : k === 0 ? 'control' : 'experimental')
  return {
    id: name,
    trial: name,
    'time unit': summary.unit,
    sources: { bed: { citation: 'a benchmark bed', kind: 'primary' } },
    arms: Object.fromEntries(names.map((name, k) => [name, { label: name, role: role(k) }])),
    endpoints: {
      endpoint: {
        label: summary.endpoint,
        event: summary.endpoint,
        class: of,
        clock: 'randomisation',
        population: 'randomised',
        ...unsaid,
        ...(Object.keys(followUp).length === 0
          ? {}
          : { 'follow-up': { ...followUp, definition: 'reverse Kaplan-Meier' } }),
        arms: Object.fromEntries(names.map((name, k) => [name, armOf(summary.arms[k]!)])),
        ...(typeof summary.events === 'number' && { events: { total: summary.events } }),
        ...contrastOf(summary),
      },
    },
  }
}

function contrastOf({ hr, logrank_p: p, arms }: SomeSummary): object {
  if (arms.length < 2 || (!hr && !p)) return {}
  const definition = { model: 'Cox', stratified: false, adjusted: false, weighted: false }
  return {
    contrast: {
      ...(arms.length > 2 && { arm: armName(1), versus: armName(0) }),
      ...(hr && { 'hazard ratio': { printed: withLimits(hr, ''), level: `${hr.conf}%`, ...definition } }),
      ...(p && { p: { printed: p, test: 'log-rank', stratified: false, sides: 2 } }),
    },
  }
}

export function armOf(arm: SomeSummary['arms'][number]): unknown {
  const landmarks = arm.landmarks?.map(({ time, percent, lo, hi }) => [
    time,
    withLimits({ value: percent, lo, hi }, '%'),
  ])
  const atRisk = arm.at_risk?.times.map((time, k) => [time, arm.at_risk!.n[k]])
  return {
    n: arm.n,
    ...(arm.median && { median: withLimits(arm.median, '') }),
    ...(landmarks && { survival: Object.fromEntries(landmarks) as unknown }),
    ...(typeof arm.events === 'number' && { events: arm.events }),
    ...(atRisk && { 'at risk': Object.fromEntries(atRisk) as unknown }),
  }
}

/** An estimate with its limits, as one string. */
export function withLimits({ value, lo, hi }: Printed, unit: string): string {
  return lo === undefined || hi === undefined ? `${value}${unit}` : `${value}${unit} (${lo}${unit} to ${hi}${unit})`
}
