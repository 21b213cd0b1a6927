import { collect } from '../../../src/evidence/collect.ts'
import type { EndpointEvidence } from '../../../src/evidence/evidence.ts'
import { readEndpoint } from '../../../src/evidence/read-endpoint.ts'
import { parseTrial } from '../../../src/record/parse-trial.ts'

interface Printed {
  readonly value: string
  readonly lo?: string
  readonly hi?: string
}

interface ArmSummary {
  readonly name: string
  readonly n: number
  readonly median: Printed
  readonly landmarks?: readonly {
    readonly time: number
    readonly percent: string
    readonly lo?: string
    readonly hi?: string
  }[]
  readonly events?: number
  readonly at_risk?: { readonly times: readonly number[]; readonly n: readonly number[] }
}

/** What a bed says that the paper prints, at one level of information. */
export interface Summary {
  readonly unit: string
  readonly endpoint: string
  readonly events: number
  readonly hr: Printed & { readonly conf: number }
  readonly logrank_p?: string
  readonly followup?: { readonly median: string | null; readonly min: string | null; readonly max: string | null }
  readonly arms: readonly ArmSummary[]
}

/** The evidence of a summary, by way of a record: what is measured is the line that a transcribed paper takes. */
export function evidenceAt(summary: Summary, id: string, of: EndpointEvidence['class']): EndpointEvidence {
  const name = id.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const file = `${name}.yaml`
  const parsed = parseTrial(JSON.stringify(recordOf(summary, name, of)), file)
  if (parsed.kind === 'invalid') throw new Error(`${id}: ${JSON.stringify(parsed.diagnostics)}`)
  const collected = collect({ trial: parsed.trial, spans: parsed.spans, file }, 'endpoint')
  if (collected.kind === 'evidence') return collected.evidence
  // Nothing about time: the reconstruction refuses as well, and is asked to.
  const { evidence, problems } = readEndpoint(parsed.trial, 'endpoint')
  if (evidence === null) throw new Error(`${id}: ${JSON.stringify(problems)}`)
  return evidence
}

const arms = ['reference', 'comparator'] as const

/** A record of what a summary prints. */
export function recordOf(summary: Summary, name: string, of: EndpointEvidence['class']): unknown {
  const { median = null, min = null, max = null } = summary.followup ?? {}
  const range = min === null || max === null ? {} : { range: `${min} to ${max}` }
  const unsaid = { assessor: 'not stated', criteria: 'not stated', visits: 'not stated', censoring: 'not stated' }
  return {
    id: name,
    trial: name,
    'time unit': summary.unit,
    sources: { bed: { citation: 'a benchmark bed', kind: 'primary' } },
    arms: Object.fromEntries(
      arms.map((name, k) => [name, { label: name, role: k === 0 ? 'control' : 'experimental' }]),
    ),
    endpoints: {
      endpoint: {
        label: summary.endpoint,
        event: summary.endpoint,
        class: of,
        clock: 'randomisation',
        population: 'randomised',
        ...unsaid,
        ...(median === null ? {} : { 'follow-up': { median, ...range, definition: 'reverse Kaplan-Meier' } }),
        arms: Object.fromEntries(arms.map((name, k) => [name, armOf(summary.arms[k]!)])),
        events: { total: summary.events },
        contrast: {
          'hazard ratio': {
            printed: withLimits(summary.hr, ''),
            level: `${summary.hr.conf}%`,
            model: 'Cox',
            stratified: false,
            adjusted: false,
            weighted: false,
          },
          ...(summary.logrank_p === undefined
            ? {}
            : { p: { printed: summary.logrank_p, test: 'log-rank', stratified: false, sides: 2 } }),
        },
      },
    },
  }
}

export function armOf(arm: ArmSummary): unknown {
  const landmarks = arm.landmarks?.map(({ time, percent, lo, hi }) => [
    time,
    withLimits({ value: percent, ...(lo === undefined || hi === undefined ? {} : { lo, hi }) }, '%'),
  ])
  const atRisk = arm.at_risk?.times.map((time, k) => [time, arm.at_risk!.n[k]])
  return {
    n: arm.n,
    median: withLimits(arm.median, ''),
    ...(landmarks === undefined ? {} : { survival: Object.fromEntries(landmarks) as unknown }),
    ...(arm.events === undefined ? {} : { events: arm.events }),
    ...(atRisk === undefined ? {} : { 'at risk': Object.fromEntries(atRisk) as unknown }),
  }
}

function withLimits({ value, lo, hi }: Printed, unit: string): string {
  return lo === undefined || hi === undefined ? `${value}${unit}` : `${value}${unit} (${lo}${unit} to ${hi}${unit})`
}
