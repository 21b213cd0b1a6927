import type { rebuild } from '../analysis/rebuild.ts'
import type { Information } from '../reconstruct/information.ts'

/** One endpoint of one record, or of curve files alone, and what came of it. */
export interface RebuiltEndpoint {
  /** The record's file, or the first curve's. */
  readonly file: string
  readonly trial: string
  readonly endpoint: string
  readonly result: Extract<ReturnType<typeof rebuild>, { kind: 'rebuilt' }>
  /** Where it was asked for. */
  readonly information?: Information | null
}
