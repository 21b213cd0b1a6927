import type { Path } from '../record/spans.ts'
import type { TrialFlow } from '../record/trial.ts'
import { figureSlug } from '../record/figure-slug.ts'

/** One number of the flow of an arm. */
export interface FlowCount {
  /** `flow.<arm>.<stage>`, the stage in small letters and hyphens. */
  readonly id: string
  readonly stage: string
  readonly count: number
  readonly path: Path
}

export function flowId(arm: string, stage: string): string {
  return `flow.${arm}.${figureSlug(stage)}`
}

/** The declared chains of an arm, each from the largest stage down. */
export function chainsOf(arm: string, flow: TrialFlow): readonly (readonly FlowCount[])[] {
  return flow.chains.map((chain, index) =>
    chain.map(({ stage, count }, rank) => ({
      id: flowId(arm, stage),
      stage,
      count: count.count,
      path: ['flow', arm, 'chains', index, rank, stage],
    })),
  )
}

/** Every number of the flow of an arm, in chains and besides. */
export function flowCounts(arm: string, flow: TrialFlow): readonly FlowCount[] {
  const besides = Object.entries(flow.besides ?? {}).map(([stage, { count }]) => ({
    id: flowId(arm, stage),
    stage,
    count,
    path: ['flow', arm, 'besides', stage],
  }))
  return [...chainsOf(arm, flow).flat(), ...besides]
}
