import type { Trial } from '../record/trial.ts'

/**
 * Number of patients of an arm at a stage of the record's flow (in a chain or besides); null where the record does not declare it.
 */
export function stageCount(trial: Trial, arm: string, stage: string): number | null {
  const flow = trial.flow?.[arm]
  if (flow === undefined) return null
  for (const it of flow.chains.flat()) if (it.stage === stage) return it.count.count
  return flow.besides?.[stage]?.count ?? null
}
