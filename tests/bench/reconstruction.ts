import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { estimate } from '../../src/reconstruct/estimate.ts'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import { accuracyPage } from './reconstruction/accuracy-page.ts'
import { levels, readBed } from './reconstruction/bed.ts'
import { priorsFor } from './reconstruction/folds.ts'
import { learnElsewhere } from './reconstruction/learn-elsewhere.ts'
import { asResult } from './reconstruction/as-result.ts'
import { score } from './reconstruction/score.ts'
import type { Scored } from './reconstruction/summarise.ts'

// Rebuilds a bed from its summaries and compares with the truth:
// npm run bench:reconstruction -- --bed DIR [--level L2] [--folds 10 | --learn-from DIR] [--write DIR] [--page docs/accuracy.md --name "..."]
const { values } = parseArgs({
  options: {
    bed: { type: 'string' },
    level: { type: 'string', multiple: true },
    folds: { type: 'string', default: '0' },
    'learn-from': { type: 'string' },
    write: { type: 'string' },
    page: { type: 'string' },
    name: { type: 'string', default: 'a bed' },
  },
})
if (values.bed === undefined)
  throw new RangeError('--bed DIR is required: a folder with manifest.json, truth and summary')
const wanted = levels.filter((level) => values.level === undefined || values.level.includes(level))
if (wanted.length === 0) throw new RangeError(`--level is one of ${levels.join(', ')}, got ${values.level?.join(', ')}`)

const bed = readBed(values.bed)
const folds = Number(values.folds)
const elsewhere = values['learn-from'] === undefined ? null : learnElsewhere(bed, readBed(values['learn-from']))
const priors = elsewhere === null ? priorsFor(bed, folds) : new Map(bed.map((it) => [it.id, elsewhere.prior]))
const scored: Scored[] = []
for (const level of wanted) {
  const results: unknown[] = []
  for (const comparison of bed) {
    const prior = priors.get(comparison.id)!
    const evidence = comparison.evidence[level]
    const begin = performance.now()
    estimate(evidence, prior)
    const middle = performance.now()
    const result = reconstruct(evidence, { seed: 1, prior })
    const time = { curve: middle - begin, all: performance.now() - middle }
    if ('kind' in result) {
      scored.push({ level, comparison, time, score: null })
      continue
    }
    scored.push({ level, comparison, time, score: score(comparison, result) })
    results.push(asResult(comparison, result))
  }
  if (values.write === undefined) continue
  mkdirSync(join(values.write, level), { recursive: true })
  writeFileSync(join(values.write, level, 'results.json'), JSON.stringify(results))
}
const page = accuracyPage(scored, { bed: values.name, comparisons: bed, folds, learntElsewhere: elsewhere?.from ?? 0 })
process.stdout.write(page)
if (values.page !== undefined) writeFileSync(values.page, page)
