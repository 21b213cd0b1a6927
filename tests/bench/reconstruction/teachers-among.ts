import { horizonOf } from '../../../src/reconstruct/horizon.ts'
import type { Comparison } from './comparison.ts'
import { reasonOf } from './comparison.ts'

/** Comparisons that can teach a prior. */
export function teachersAmong(comparisons: readonly Comparison[]): Comparison[] {
  return comparisons.filter((it) => whyNoTeacher(it).length === 0)
}

/** What a comparison lacks to teach a prior: two arms whose patients are known, figures at L1 and L2 that can be read, and at L2 one that tells of time. */
export function whyNoTeacher(it: Comparison): string[] {
  const known = it.hasTruth ? triedTo(() => armsWanted(it.truth.arms.length)) : ['there is no file of it in truth']
  return [...known, ...triedTo(() => (it.evidence.L1, [])), ...triedTo(() => timeWanted(it))]
}

const armsWanted = (arms: number): string[] => (arms === 2 ? [] : [`two arms are required, got ${arms}`])

const timeWanted = ({ evidence: { L2 } }: Comparison): string[] =>
  horizonOf(L2, { horizon: () => 1 }) === null ? ['no figure at L2 tells of time'] : []

function triedTo(look: () => string[]): string[] {
  try {
    return look()
  } catch (error) {
    return [reasonOf(error)]
  }
}
