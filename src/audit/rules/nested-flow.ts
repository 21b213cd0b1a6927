import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { chainsOf, type FlowCount } from '../flow-counts.ts'

/**
 * R24: in a declared chain each stage is a part of the one before, so its number is no larger. Stages outside a chain are never
 * compared: patients may be bridged without leukapheresis. A stage that stands in two chains has one number.
 */
export const nestedFlow: AuditRule = {
  id: 'R24',
  name: 'flow',
  compares: 'successive stages of the declared chains',
  worst: 'fail',
  agree: 'stages of the flow are no larger than the ones before',
  tolerance: 'none: exact counts',
  examples: {
    clean: ['flow: { new: { chains: [[randomised: 254, infused: 225]] } }'],
    firing: ['flow: { new: { chains: [[randomised: 225, infused: 254]] } }'],
  },
  run: ({ trial }) =>
    Object.entries(trial.flow ?? {}).flatMap(([arm, flow]) => {
      const chains = chainsOf(arm, flow)
      return [...chains.flatMap(falling), ...repeated(chains.flat())]
    }),
}

function falling(chain: readonly FlowCount[]): readonly RuleFinding[] {
  return chain.slice(1).flatMap((stage, index) => {
    const before = chain[index]
    return before === undefined ? [] : [compared(stage, before)]
  })
}

function compared(stage: FlowCount, before: FlowCount): RuleFinding {
  const fits = stage.count <= before.count
  const counts = `${before.count} ${before.stage}, ${stage.count} ${stage.stage}`
  return {
    state: fits ? 'pass' : 'fail',
    figures: [stage.id, before.id],
    message: fits ? counts : `more ${stage.stage} than ${before.stage}: ${counts}`,
    path: stage.path,
    ...(!fits && {
      explanation: 'Two numbers that have changed places, or a stage that patients reach without the one before.',
      resolve: 'The flow chart.',
      expected: `at most ${before.count}`,
      found: String(stage.count),
    }),
  }
}

function repeated(stages: readonly FlowCount[]): readonly RuleFinding[] {
  return stages.flatMap((stage, index) => {
    const first = stages.slice(0, index).find(({ id, count }) => id === stage.id && count !== stage.count)
    if (first === undefined) return []
    const message = `${stage.stage} is ${first.count} in one chain and ${stage.count} in another`
    const words = { resolve: 'The flow chart.', expected: String(first.count), found: String(stage.count) }
    return [{ state: 'fail' as const, figures: [stage.id], message, path: stage.path, ...words }]
  })
}
