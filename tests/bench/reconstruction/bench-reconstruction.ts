import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { requireFile, requireFolder } from '../../../src/node/require-folder.ts'
import { makeFolder } from '../../../src/node/make-folder.ts'
import { bedOption, benchArguments, foldsOption, listedOption, wholeOption } from '../bench-options.ts'
import { measureDraws } from '../draws/measure-draws.ts'
import { writePage } from '../write-page.ts'
import { accuracyPage } from './accuracy-page.ts'
import { asResult } from './as-result.ts'
import { openBed } from './bed.ts'
import { incomplete } from './bed-words.ts'
import type { Comparison, Level } from './comparison.ts'
import { levels } from './comparison.ts'
import { priorsFor } from './folds.ts'
import { hasFewEvents } from './has-few-events.ts'
import { learnElsewhere } from './learn-elsewhere.ts'
import { rebuildAndScore } from './rebuild.ts'
import type { SparseScored } from './sparse-page.ts'
import { sparsePage } from './sparse-page.ts'
import type { Kept } from './stripped.ts'
import { keptKinds, stripped } from './stripped.ts'
import { teachersAmong } from './teachers-among.ts'
import { timeWords } from './time-words.ts'

const help = `Rebuilds a bed (docs/beds.md) from its summaries and digitised curves and compares with its true patients.

  npm run bench:reconstruction -- --bed DIR [options]

  --bed DIR           a folder with summary or digitised, truth and perhaps manifest.json
  --level LEVEL       ${levels.join(', ')}; may be repeated; default: all that the bed has
  --folds N           rebuild each comparison with a prior learnt from the other N - 1 folds, by source; 0: with the prior that ships
  --learn-from DIR    with a prior learnt from another bed, less the sources of this one
  --write DIR         write the rebuilt patients, DIR/LEVEL/results.json
  --page FILE         write the page, docs/accuracy.md for one
  --name WORDS        how the page calls the bed
  --goals             set the goals of the design beside what was measured; for beds that nobody tuned on
  --every K           each K-th comparison alone
  --few               comparisons alone in which fewer than 35% have the event
  --only WHAT         from L3, stripped of all but ${keptKinds.join(', ')}; may be repeated; "all": each of them
  --draws N           measure N draws instead, with --folds and --every: what they keep, and how often their spread holds

Exit code: 0; 1 where a comparison could not be read, rebuilt or scored; 2 where nothing was done.
`

interface Done {
  readonly out: string
  readonly notes: string
  /** Whether something that ought to have been measured was not. */
  readonly incomplete: boolean
}

/** The command `npm run bench:reconstruction`. @throws RangeError where an option cannot be */
export function benchReconstruction(args: readonly string[]): Done {
  const { values } = parseArgs({
    args: benchArguments(args),
    options: {
      bed: { type: 'string' },
      level: { type: 'string', multiple: true },
      only: { type: 'string', multiple: true },
      few: { type: 'boolean', default: false },
      every: { type: 'string', default: '1' },
      folds: { type: 'string', default: '0' },
      'learn-from': { type: 'string' },
      write: { type: 'string' },
      page: { type: 'string' },
      name: { type: 'string', default: 'a bed' },
      goals: { type: 'boolean', default: false },
      draws: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return { out: help, notes: '', incomplete: false }
  const folder = bedOption(values.bed, 'truth, summary or digitised')
  const asked = listedOption('--level', values.level, levels)
  const only = values.only?.includes('all') ? keptKinds : listedOption('--only', values.only, keptKinds)
  if (only !== null && (asked !== null || values.write !== undefined || values.goals))
    throw new RangeError('--only strips records at L3: without --level, --write and --goals')
  const folds = foldsOption(values.folds)
  const every = wholeOption('--every', values.every, 1)
  const draws = values.draws === undefined ? null : wholeOption('--draws', values.draws, 1)
  if (values.page !== undefined) requireFile(values.page, '--page')
  if (values.write !== undefined) requireFolder(values.write, '--write')
  const bed = openBed(folder)
  const lacking = asked?.filter((level) => !bed.comparisons.some((it) => it.levels.includes(level))) ?? []
  if (asked !== null && lacking.length === asked.length && bed.unreadable.length === 0)
    throw new RangeError(`--level: no comparison of this bed has ${lacking.join(' or ')}: ${needs(lacking)}`)
  const tell = (page: string): string => {
    writePage(values.page, page, '--page')
    return page
  }
  if (draws !== null) {
    const drawn = { draws, every, folds, bed: values.name }
    return { out: tell(measureDraws(bed.comparisons, drawn)), notes: '', incomplete: false }
  }
  const teaching = values['learn-from'] === undefined ? null : teachersAmong(openBed(values['learn-from']).comparisons)
  const elsewhere = teaching && learnElsewhere(bed.comparisons, teaching)
  const priorOf = elsewhere === null ? priorsFor(bed.comparisons, folds) : () => elsewhere.prior
  const some = bed.comparisons.filter((_, k) => k % every === 0)
  const comparisons = values.few ? some.filter(hasFewEvents) : some
  const about = { ...bed, bed: values.name, comparisons, folds, learntElsewhere: elsewhere?.from ?? 0 }
  if (only !== null) {
    const of = only.map((kept): SparseScored => ({ kept, scored: strippedTo(kept, comparisons, priorOf) }))
    const lost = of.some(({ scored }) => incomplete(scored, bed.unreadable))
    return { out: tell(sparsePage(of, about)), notes: '', incomplete: lost }
  }
  const scored = levels
    .filter((it) => asked?.includes(it) ?? true)
    .flatMap((level) => rebuiltAt(level, comparisons, priorOf, values.write))
  const page = tell(accuracyPage(scored, { ...about, goals: values.goals }))
  const none = lacking.map((level) => `No comparison of this bed has ${level}: ${needs([level])}.\n`).join('')
  return { out: page, notes: `${none}${timeWords(scored)}`, incomplete: incomplete(scored, bed.unreadable) }
}

/** Where a bed would hold these levels. */
function needs(absent: readonly Level[]): string {
  const folders = new Set(absent.map((it) => (it === 'digitised' ? 'digitised/ID.json' : 'levels in summary/ID.json')))
  return `that needs ${[...folders].join(' and ')}, and truth/ID.json beside (docs/beds.md)`
}

type PriorOf = ReturnType<typeof priorsFor>

function rebuiltAt(level: Level, comparisons: readonly Comparison[], priorOf: PriorOf, folder: string | undefined) {
  const results: unknown[] = []
  const scored = comparisons
    .filter((it) => it.levels.includes(level))
    .map((it) => {
      const rebuilt = rebuildAndScore(it, level, priorOf(it))
      if (rebuilt.result !== null) results.push(asResult(it, level, rebuilt.result))
      return rebuilt.scored
    })
  if (folder !== undefined && results.length > 0) {
    makeFolder(join(folder, level), '--write')
    writeFileSync(join(folder, level, 'results.json'), JSON.stringify(results))
  }
  return scored
}

function strippedTo(kept: Kept, comparisons: readonly Comparison[], priorOf: PriorOf) {
  const here = comparisons.filter((it) => it.levels.includes('L3'))
  return here.map((it) => rebuildAndScore(it, 'L3', priorOf(it), stripped[kept].of).scored)
}
