import { administrativeLaw, followUpOf } from '../reconstruct/administrative-law.ts'
import type { AssumedFollowUp } from './assumed-follow-up.ts'
import type { CheckInput, CheckReport } from './method.ts'

interface Suspecting {
  readonly arm: string
  readonly control: string
  readonly 'drop-out': { readonly from: string }
  readonly 'potential follow-up'?: AssumedFollowUp
}

/** Drop-out can only be told apart from the cut-off where the paper prints potential follow-up, or the plan assumes it. */
export function checkFollowUp(scenario: Suspecting, { evidence }: CheckInput, report: CheckReport): void {
  if (evidence === null) return
  const names = [...new Set([scenario.arm, scenario.control])]
  const arms = names.flatMap((name) => {
    const index = evidence.arms.findIndex((it) => it.id === name)
    return index < 0 ? [] : [{ name, printed: administrativeLaw(followUpOf(evidence, index), 1) !== null }]
  })
  if (scenario['potential follow-up'] !== undefined) {
    checkAssumed(scenario, arms, evidence.trial, report)
    return
  }
  for (const { name, printed } of arms) {
    if (printed) continue
    report(
      ['method'],
      {
        rule: 'refused-scenario',
        message: `this scenario will be refused: ${evidence.trial} prints no potential follow-up with its median for ${name}, so that drop-out and the cut-off cannot be told apart`,
        mend: 'record the follow-up with its definition, assume one with "potential follow-up", or leave the scenario out',
      },
      'note',
    )
  }
}

/** What is assumed must not stand beside what is printed, and cannot say why the rebuilt patients were censored. */
function checkAssumed(
  scenario: Suspecting,
  arms: readonly { readonly name: string; readonly printed: boolean }[],
  trial: string,
  report: CheckReport,
): void {
  const printed = arms.filter((it) => it.printed).map((it) => it.name)
  if (printed.length > 0)
    report(['potential follow-up'], {
      rule: 'printed-follow-up',
      message: `${trial} prints the potential follow-up of ${printed.join(' and ')}`,
      mend: 'leave the assumed one out',
    })
  if (scenario['drop-out'].from === 'the reconstruction')
    report(['drop-out'], {
      rule: 'no-reasons',
      message: 'without printed potential follow-up the rebuilt patients have no reasons of censoring',
      expected: 'an assumed share',
      mend: 'write "{ from: an assumed share, share: 0.5, before: 12 }"',
    })
}
