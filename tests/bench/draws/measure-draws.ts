import { readdirSync } from 'node:fs'
import { loadRecord } from '../../../src/cli/load-record.ts'
import { collect, endpointsOf } from '../../../src/evidence/collect.ts'
import { reconstruct } from '../../../src/reconstruct/reconstruct.ts'
import type { Comparison } from '../reconstruction/comparison.ts'
import { chosenFrom } from '../reconstruction/chosen-from.ts'
import { learnElsewhere } from '../reconstruction/learn-elsewhere.ts'
import { teachersAmong } from '../reconstruction/teachers-among.ts'
import type { Drawn } from './draws-page.ts'
import { drawsPage } from './draws-page.ts'
import { figuresKept } from './figures-kept.ts'
import { spreadHolds } from './spread-holds.ts'

interface DrawsAsked {
  readonly draws: number
  readonly comparisons: number
  readonly seed: number
  readonly bed: string
}

/** Measures draws on the records of this repository and on comparisons of a bed, chosen at random; the page that says what came of it. */
export function measureDraws(bed: readonly Comparison[], asked: DrawsAsked): string {
  const known = bed.filter((it) => it.hasTruth && it.levels.includes('L1'))
  const chosen = chosenFrom(known, asked.comparisons, asked.seed, 'bench/draws')
  const { prior, from } = learnElsewhere(chosen, teachersAmong(bed))
  const compared = (['L1', 'L2', 'L3'] as const).flatMap((level) =>
    chosen.flatMap((comparison): Drawn[] => {
      const evidence = comparison.evidence[level]
      const result = reconstruct(evidence, { seed: asked.seed, prior })
      if ('kind' in result) return []
      const kept = figuresKept(result, asked.draws)
      return [{ of: comparison.id, set: level, kept, held: spreadHolds(comparison, evidence, prior, asked.draws) }]
    }),
  )
  return drawsPage([...drawnRecords(asked), ...compared], {
    ...asked,
    comparisons: chosen.length,
    genuine: chosen.filter((it) => it.genuine).length,
    learntFrom: from,
  })
}

const folder = 'data/trials'

function drawnRecords({ draws, seed }: DrawsAsked): Drawn[] {
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
        return [{ of, set: 'records', kept: figuresKept(result, draws), held: [] }]
      })
    })
}
