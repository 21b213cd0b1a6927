import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureDraws } from './draws/measure-draws.ts'
import { accuracyPage } from './reconstruction/accuracy-page.ts'
import { asResult } from './reconstruction/as-result.ts'
import { openBed } from './reconstruction/bed.ts'
import { levels } from './reconstruction/comparison.ts'
import { countedOnly, hasFewEvents } from './reconstruction/counted-only.ts'
import { priorsFor } from './reconstruction/folds.ts'
import { learnElsewhere } from './reconstruction/learn-elsewhere.ts'
import type { Scored } from './reconstruction/rebuild.ts'
import { rebuildAndScore } from './reconstruction/rebuild.ts'
import { teachersAmong } from './reconstruction/teachers-among.ts'
import { timeWords } from './reconstruction/time-words.ts'

// Rebuilds a bed from its summaries and digitised curves and compares with the truth:
// npm run bench:reconstruction -- --bed DIR [--level L1|L2|L3|digitised]... [--counts] [--few] [--folds 10 | --learn-from DIR] [--write DIR] [--page docs/accuracy.md --name "..."]
// npm run bench:reconstruction -- --bed DIR --draws 200 [--comparisons 60] [--seed 1] [--page docs/accuracy-draws.md --name "..."]: what draws keep, and how often their spread holds.
// --counts, with --level L3: only the counts of each summary, its hazard ratio and median follow-up; --few: only where few have the event.
const { values } = parseArgs({
  options: {
    bed: { type: 'string' },
    level: { type: 'string', multiple: true },
    counts: { type: 'boolean', default: false },
    few: { type: 'boolean', default: false },
    folds: { type: 'string', default: '0' },
    'learn-from': { type: 'string' },
    write: { type: 'string' },
    page: { type: 'string' },
    name: { type: 'string', default: 'a bed' },
    draws: { type: 'string' },
    comparisons: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
})

try {
  run()
} catch (error) {
  if (!(error instanceof RangeError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}

function run(): void {
  if (values.bed === undefined) throw new RangeError('--bed DIR is required: a folder with truth, summary or digitised')
  const unknown = values.level?.filter((it) => !levels.some((level) => level === it)) ?? []
  if (unknown.length > 0) throw new RangeError(`--level is one of ${levels.join(', ')}, got ${unknown.join(', ')}`)
  const folds = Number(values.folds)
  if (!Number.isInteger(folds) || folds < 0 || folds === 1)
    throw new RangeError(`--folds is 0 or a whole number from 2 on, got ${values.folds}`)
  const { comparisons, unreadable } = openBed(values.bed)
  if (values.draws !== undefined) {
    const [draws, chosen, seed] = [Number(values.draws), Number(values.comparisons), Number(values.seed)]
    print(measureDraws(comparisons, { draws, comparisons: chosen, seed, bed: values.name }))
    return
  }
  const teaching = values['learn-from'] === undefined ? null : teachersAmong(openBed(values['learn-from']).comparisons)
  const elsewhere = teaching && learnElsewhere(comparisons, teaching)
  const priorOf = elsewhere === null ? priorsFor(comparisons, folds) : () => elsewhere.prior
  const chosen = values.few ? comparisons.filter(hasFewEvents) : comparisons
  const asked = values.counts ? chosen.map(countedOnly) : chosen
  const scored: Scored[] = []
  for (const level of levels.filter((it) => values.level?.includes(it) ?? true)) {
    const results: unknown[] = []
    for (const comparison of asked.filter((it) => it.levels.includes(level))) {
      const it = rebuildAndScore(comparison, level, priorOf(comparison))
      scored.push(it.scored)
      if (it.result !== null && values.write !== undefined) results.push(asResult(comparison, level, it.result))
    }
    if (values.write === undefined || results.length === 0) continue
    mkdirSync(join(values.write, level), { recursive: true })
    writeFileSync(join(values.write, level, 'results.json'), JSON.stringify(results))
  }
  const about = { bed: values.name, comparisons: asked, unreadable, folds, learntElsewhere: elsewhere?.from ?? 0 }
  print(accuracyPage(scored, about))
  process.stderr.write(timeWords(scored))
}

function print(page: string): void {
  process.stdout.write(page)
  if (values.page !== undefined) writeFileSync(values.page, page)
}
