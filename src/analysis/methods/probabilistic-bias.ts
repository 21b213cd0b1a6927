import { type Prior, priorQuantile } from '../../scenario/prior.ts'
import { checkArms } from '../check-arms.ts'
import { checkFlow } from '../check-flow.ts'
import { biasRows } from '../bias-rows.ts'
import type { CheckReport, Method } from '../method.ts'
import { biasDomains, planPrior } from '../plan-prior.ts'
import type { ProbabilisticBiasPlan } from '../plan.ts'

/** A milestone difference over priors of what is not reported, with and without random error, and which prior drives it. */
export function probabilisticBiasMethod(scenario: ProbabilisticBiasPlan): Method {
  return {
    inMonths: (months) => ({ ...scenario, milestone: months(scenario.milestone) }),
    check: (input, report) => {
      checkArms(scenario, input, report)
      checkFlow(scenario, input, report)
      for (const [name, prior] of Object.entries(scenario.priors)) checkDomain(name, planPrior(prior), report)
    },
    run: ({ its, draws }) => biasRows(its, scenario, draws.patients),
    references: ['LashFoxFink2009'],
    onCurves: false,
    borrows: [],
  }
}

/** A prior must lie where its number can be, from end to end as far as it is drawn. */
function checkDomain(name: string, prior: Prior, report: CheckReport): void {
  const [least, most] = biasDomains[name] ?? [-Infinity, Infinity]
  const ends = [1e-6, 1 - 1e-6].map((u) => priorQuantile(prior, u))
  if (ends.every((it) => it >= least && it <= most)) return
  report(['priors', name], {
    rule: 'prior-out-of-range',
    message: `the prior of "${name}" gives numbers that it cannot be`,
    expected: `numbers from ${least} to ${most}`,
    found: ends.map((it) => it.toPrecision(3)).join(' to '),
    mend: 'choose another distribution or other parameters',
  })
}
