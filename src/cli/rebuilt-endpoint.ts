import type { rebuild } from '../analysis/rebuild.ts'
import type { TrialFile } from '../evidence/record-problem.ts'

/** One endpoint of one record, and what came of it. */
export interface RebuiltEndpoint {
  readonly record: TrialFile
  readonly endpoint: string
  readonly result: Extract<ReturnType<typeof rebuild>, { kind: 'rebuilt' }>
}
