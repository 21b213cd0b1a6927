import type { ScenarioResult } from '../analysis/case.ts'
import type { PrepareInput, ScenarioTask } from '../analysis/prepare.ts'
import type { Trial } from '../record/trial.ts'
import type { BesideInputs } from './render-beside.ts'
import type { RenderedReport, ReportInputs } from './render-report.ts'

/** What a worker of `reportPool` is asked for, as data: one scenario of a plan, the text and charts of a report, or documents beside it. */
export type ReportTask =
  | {
      readonly kind: 'scenario'
      /** Number of the plan. */
      readonly job: number
      /** Set where the worker does not have this plan. */
      readonly plan?: SentPlan
      readonly task: ScenarioTask
    }
  | { readonly kind: 'report'; readonly inputs: ReportData }
  | { readonly kind: 'beside'; readonly inputs: BesideData }

/** A plan with its records as data: where something stands in a file is a function, and cannot be sent. */
export interface SentPlan extends Omit<PrepareInput, 'records' | 'others'> {
  readonly records: readonly SentRecord[]
  readonly others: readonly SentRecord[]
}

export interface SentRecord {
  readonly trial: Trial
  readonly file: string
}

export type ReportData = Omit<ReportInputs, 'onProgress'>
export type BesideData = Omit<BesideInputs, 'onProgress'>

/** What it says: how far it is, and at last what it made. */
export type ReportAnswer =
  | { readonly kind: 'progress'; readonly step: string; readonly done: number; readonly total: number }
  | { readonly kind: 'scenario'; readonly result: ScenarioResult }
  | { readonly kind: 'report'; readonly report: RenderedReport }
  | { readonly kind: 'beside'; readonly files: ReadonlyMap<string, Uint8Array> }
  | {
      readonly kind: 'failed'
      readonly message: string
      readonly stack: string
      /** Whether it is the user who can mend it. */
      readonly mistake: boolean
    }
