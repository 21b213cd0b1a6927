import type { Case } from './case.ts'
import { stageCount } from './stage-count.ts'

/** How many of an arm were infused, and of how many, by the stages that a plan names. RangeError where the record has no such stages. */
export function infusedCounts(
  { record }: Case,
  { arm, infused }: { readonly arm: string; readonly infused: { readonly stage: string; readonly of: string } },
): { readonly infused: number; readonly randomised: number } {
  const all = stageCount(record.trial, arm, infused.of)
  const some = stageCount(record.trial, arm, infused.stage)
  if (all === null || some === null)
    throw new RangeError(`the record ${record.trial.id} has no stages ${infused.stage} and ${infused.of}`)
  return { infused: some, randomised: all }
}
