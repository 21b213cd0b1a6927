import type { TrialText } from '../result/frames.ts'
import type { Case } from './case.ts'
import { infusedCounts } from './infused-counts.ts'

/** How far the patients of an arm got, by the first scenario of the plan that names the stages; nothing where none does. */
export function reachedOf(its: Case): Pick<TrialText, 'reached'> {
  const [asks] = its.plan.scenarios.flatMap((it) => {
    if ('infused' in it) return [{ arm: it.arm, infused: it.infused }]
    if (it.method !== 'beside a historical control') return []
    const earlier = it['earlier clock']
    return earlier === undefined ? [] : [{ arm: it.arm, infused: earlier.infused }]
  })
  if (asks === undefined) return {}
  const { arm, infused: stages } = asks
  const { infused, randomised } = infusedCounts(its, asks)
  return { reached: { arm, stage: stages.stage, count: infused, of: stages.of, total: randomised } }
}
