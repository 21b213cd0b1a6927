import { knownArmSize } from '../evidence/arm-size.ts'
import { isWholeArm } from '../record/population.ts'
import type { Trial } from '../record/trial.ts'

/**
 * Number of patients of an arm at a stage of the record's flow (in a chain or besides). Where the flow does not hold everybody who was
 * randomised or enrolled, the patients of the arm, printed or inferred by the audit. Null where the record does not declare it.
 */
export function stageCount(trial: Trial, arm: string, stage: string): number | null {
  const flow = trial.flow?.[arm]
  const declared = flow?.chains.flat().find((it) => it.stage === stage)?.count ?? flow?.besides?.[stage]
  if (declared !== undefined) return declared.count
  return isWholeArm(stage) ? (knownArmSize(trial, arm)?.count.count ?? null) : null
}
