import { administrativeLaw, followUpOf } from '../reconstruct/administrative-law.ts'
import type { CheckInput, CheckReport } from './method.ts'

/** Drop-out can only be told apart from the cut-off where the paper prints potential follow-up. */
export function checkFollowUp(
  scenario: { readonly arm: string; readonly control: string },
  { evidence }: CheckInput,
  report: CheckReport,
): void {
  if (evidence === null) return
  for (const name of new Set([scenario.arm, scenario.control])) {
    const arm = evidence.arms.findIndex((it) => it.id === name)
    if (arm < 0 || administrativeLaw(followUpOf(evidence, arm), 1) !== null) continue
    report(
      ['method'],
      {
        rule: 'refused-scenario',
        message: `this scenario will be refused: ${evidence.trial} prints no potential follow-up with its median for ${name}, so that drop-out and the cut-off cannot be told apart`,
        mend: 'record the follow-up with its definition, or leave the scenario out',
      },
      'note',
    )
  }
}
