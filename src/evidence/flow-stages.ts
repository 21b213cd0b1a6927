import type { Path } from '../record/spans.ts'
import type { Trial, TrialEndpointArm } from '../record/trial.ts'
import type { Place } from './figure-reader.ts'
import { plainPopulation } from '../record/population.ts'

/** A printed number of patients with its place in the record. */
export interface PlacedCount {
  readonly count: NonNullable<TrialEndpointArm['n']>
  readonly path: Path
  /** What holds it, innermost first. */
  readonly within: readonly Place[]
}

export interface FlowStage extends PlacedCount {
  readonly stage: string
}

/** Every number of the flow of an arm: the chains, each from its first stage down, then those besides. */
export function flowStages(trial: Trial, arm: string): readonly FlowStage[] {
  const flow = trial.flow?.[arm]
  if (flow === undefined) return []
  const within = [flow]
  const chained = flow.chains.flatMap((chain, index) =>
    chain.map(({ stage, count }, rank) => ({
      stage,
      count,
      path: ['flow', arm, 'chains', index, rank, stage],
      within,
    })),
  )
  const besides = Object.entries(flow.besides ?? {}).map(([stage, count]) => {
    return { stage, count, path: ['flow', arm, 'besides', stage], within }
  })
  return [...chained, ...besides]
}

/** The stage of the flow that a population names. */
export function stageNamed(trial: Trial, arm: string, population: string): FlowStage | null {
  const plain = plainPopulation(population)
  return flowStages(trial, arm).find(({ stage }) => plainPopulation(stage) === plain) ?? null
}

/** Patients of an arm that the stages of its chains prove: each is a part of the arm. */
export function patientsInChains(trial: Trial, arm: string): number {
  const chains = trial.flow?.[arm]?.chains ?? []
  return Math.max(0, ...chains.flat().map(({ count }) => count.count))
}
