import { checkName } from './check-arms.ts'
import type { CheckInput, CheckReport } from './method.ts'
import { stageCount } from './stage-count.ts'

/** Both stages stand in the flow of the arm, are a share of patients, and leave as many as are said to wait. */
export function checkFlow(
  {
    arm,
    infused,
    waiting = [],
  }: {
    readonly arm: string
    readonly infused: { readonly stage: string; readonly of: string }
    readonly waiting?: readonly number[]
  },
  { trial, arms }: CheckInput,
  report: CheckReport,
): void {
  if (!arms.includes(arm)) return
  const flow = trial.flow?.[arm]
  const declared = [...(flow?.chains.flat().map((it) => it.stage) ?? []), ...Object.keys(flow?.besides ?? {})]
  // Everybody of the arm is known without the flow.
  const whole = [infused.stage, infused.of].filter((it) => stageCount(trial, arm, it) !== null)
  const stages = [...new Set([...declared, ...whole])]
  const where = `the flow of ${arm} in ${trial.id}`
  checkName('stage', infused.stage, stages, where, ['infused', 'stage'], report)
  checkName('stage', infused.of, stages, where, ['infused', 'of'], report)
  const some = stageCount(trial, arm, infused.stage)
  const all = stageCount(trial, arm, infused.of)
  if (some === null || all === null) return
  if (infused.stage === infused.of) {
    report(['infused', 'stage'], {
      rule: 'same-stage',
      message: `the stage and what it is a share of are both "${infused.of}"`,
      expected: 'two stages, the second being whom the first is a part of',
      mend: 'name another stage',
    })
    return
  }
  if (some === 0 || some > all) {
    report(['infused'], {
      rule: 'no-share',
      message: `${some} ${infused.stage} of ${all} ${infused.of} is no share of patients`,
      expected: 'more than none, and no more than all',
      mend: 'name the stage first and what it is a share of second',
    })
    return
  }
  waiting.forEach((number, rank) => {
    if (some + number <= all) return
    report(['waiting', rank], {
      rule: 'too-many-waiting',
      message: `more patients wait than the record leaves: ${some} of ${all} were infused`,
      expected: `at most ${all - some}`,
      found: String(number),
      mend: 'lower the number',
    })
  })
}
