import { readdirSync } from 'node:fs'
import { loadRecord } from '../../../src/cli/load-record.ts'
import { collect, endpointsOf } from '../../../src/evidence/collect.ts'
import { reconstruct } from '../../../src/reconstruct/reconstruct.ts'
import type { Comparison } from '../reconstruction/comparison.ts'
import { priorsFor } from '../reconstruction/folds.ts'
import type { Drawn } from './draws-page.ts'
import { drawsPage } from './draws-page.ts'
import { figuresKept } from './figures-kept.ts'
import { spreadHolds } from './spread-holds.ts'

interface DrawsAsked {
  readonly draws: number
  /** Each so-manieth comparison of the bed alone. */
  readonly every: number
  /** By source; 0: the prior that ships. */
  readonly folds: number
  readonly bed: string
}

const seed = 1

/** Measures draws on the records of this repository and on comparisons of a bed, out of fold where folds are asked for; the page that says what came of it. */
export function measureDraws(bed: readonly Comparison[], asked: DrawsAsked): string {
  const chosen = bed.filter((it, k) => k % asked.every === 0 && it.hasTruth && it.levels.includes('L1'))
  const priorOf = priorsFor(bed, asked.folds)
  const compared = (['L1', 'L2', 'L3'] as const).flatMap((level) =>
    chosen.flatMap((comparison): Drawn[] => {
      const evidence = comparison.evidence[level]
      const prior = priorOf(comparison)
      const result = reconstruct(evidence, { seed, prior })
      if ('kind' in result) return []
      const kept = figuresKept(result, asked.draws)
      const held = spreadHolds(comparison, evidence, prior, asked.draws)
      const { id, genuine } = comparison
      return [{ of: id, set: level, genuine, class: comparison.class, kept, held }]
    }),
  )
  return drawsPage([...drawnRecords(asked), ...compared], {
    ...asked,
    comparisons: chosen.length,
    genuine: chosen.filter((it) => it.genuine).length,
  })
}

const folder = 'data/trials'

function drawnRecords({ draws }: DrawsAsked): Drawn[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => {
      const loaded = loadRecord(`${folder}/${name}`)
      if (loaded.kind !== 'record') throw new RangeError(`${folder}/${name} does not read`)
      const { record } = loaded
      return endpointsOf(record.trial).flatMap((endpoint): Drawn[] => {
        const collected = collect(record, endpoint)
        if (collected.kind !== 'evidence') return []
        const result = reconstruct(collected.evidence, { seed })
        if ('kind' in result) return []
        const of = `${name.slice(0, -'.yaml'.length)}, ${endpoint}`
        return [
          {
            of,
            set: 'records',
            genuine: false,
            class: collected.evidence.class,
            kept: figuresKept(result, draws),
            held: [],
          },
        ]
      })
    })
}
