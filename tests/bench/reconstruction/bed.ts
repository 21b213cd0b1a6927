import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EndpointEvidence } from '../../../src/evidence/evidence.ts'
import { DAYS_PER_MONTH } from '../../../src/evidence/time-unit.ts'
import { patients } from '../../../src/survival/patients.ts'
import type { Patients } from '../../../src/survival/patients.ts'
import { evidenceAt } from './summary-record.ts'
import type { Summary } from './summary-record.ts'

export const levels = ['L1', 'L2', 'L3'] as const
export type Level = (typeof levels)[number]

interface ManifestEntry {
  readonly id: string
  readonly source: string
  readonly endpoint: string
  readonly unit: string
  readonly true_ipd: boolean
}

interface TruthFile {
  readonly tau: number
  readonly arms: readonly { readonly name: string; readonly ipd: readonly (readonly [number, number])[] }[]
}

/** A trial whose patients are known, and what a paper about it would print. */
export interface Comparison {
  readonly id: string
  /** What comes from one source is never on both sides of a fold. */
  readonly source: string
  /** True patient data; otherwise patients that somebody rebuilt from a published figure. */
  readonly genuine: boolean
  readonly class: EndpointEvidence['class']
  /** Months in one unit of the source's times. */
  readonly months: number
  /** The reference arm first. Months. */
  readonly truth: Patients
  /** End of the comparison, months: the shorter of the two arms' largest times. */
  readonly tau: number
  readonly arms: readonly string[]
  readonly evidence: Readonly<Record<Level, EndpointEvidence>>
}

const monthsIn: Readonly<Record<string, number>> = {
  days: 1 / DAYS_PER_MONTH,
  weeks: 7 / DAYS_PER_MONTH,
  months: 1,
  years: 12,
}

/** Every comparison of a bed: a folder with manifest.json, truth/ID.json and summary/ID.json. */
export function readBed(folder: string): Comparison[] {
  const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(folder, ...path), 'utf8'))
  const manifest = read('manifest.json') as readonly ManifestEntry[]
  return manifest.map((entry) => {
    const truth = read('truth', `${entry.id}.json`) as TruthFile
    const { levels: printed } = read('summary', `${entry.id}.json`) as { readonly levels: Record<Level, Summary> }
    const months = monthsIn[entry.unit]
    if (months === undefined) throw new RangeError(`a bed's unit is days, weeks, months or years, got ${entry.unit}`)
    const of = classOf(entry.endpoint)
    return {
      id: entry.id,
      source: entry.source,
      genuine: entry.true_ipd,
      class: of,
      months,
      truth: patientsOf(truth, months),
      tau: truth.tau * months,
      arms: truth.arms.map((arm) => arm.name),
      evidence: {
        L1: evidenceAt(printed.L1, entry.id, of),
        L2: evidenceAt(printed.L2, entry.id, of),
        L3: evidenceAt(printed.L3, entry.id, of),
      },
    }
  })
}

function patientsOf(truth: TruthFile, months: number): Patients {
  const rows = truth.arms.flatMap((arm, index) =>
    arm.ipd.map(([time, event]) => ({ time: time * months, event, index })),
  )
  return patients({
    arms: ['reference', 'comparator'],
    time: rows.map((row) => row.time),
    event: rows.map((row) => row.event),
    assigned: rows.map((row) => row.index),
  })
}

/** The record's class of an endpoint, from its name. */
export function classOf(endpoint: string): EndpointEvidence['class'] {
  if (/death|\bOS\b/i.test(endpoint)) return 'death'
  return /\b(PFS|DFS|RFS|EFS|TTF|TTP|LRR|DMFS|MFS)\b|recur|relapse|progress|remission|failure/i.test(endpoint)
    ? 'progression-like'
    : 'other'
}
