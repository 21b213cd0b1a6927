import { parseArgs } from 'node:util'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { type Case, doubtsPage } from './doubts/doubts-page.ts'
import { kinds, misprinted } from './doubts/misprints.ts'
import { measured } from './doubts/measured.ts'
import { designs, prints, simulatedTrial } from './doubts/simulated-trial.ts'
import { openBed } from './reconstruction/bed.ts'
import { summaryLevels } from './reconstruction/comparison.ts'
import { priorsFor } from './reconstruction/folds.ts'
import { requireFile } from '../../src/node/require-folder.ts'
import { bedOption, benchArguments, foldsOption, wholeOption } from './bench-options.ts'
import { tellPlainly } from './tell-plainly.ts'
import { writePage } from './write-page.ts'

// How often true figures are called in doubt, and how often misprints are:
// npm run bench:doubts -- --bed DIR [--every 1] [--trials 20] [--folds 5] [--name "..."] [--write docs/accuracy-doubts.md]
tellPlainly()
const { values } = parseArgs({
  args: benchArguments(),
  options: {
    bed: { type: 'string' },
    every: { type: 'string', default: '1' },
    trials: { type: 'string', default: '20' },
    folds: { type: 'string', default: '0' },
    name: { type: 'string', default: 'a bed' },
    write: { type: 'string' },
  },
})
const every = wholeOption('--every', values.every, 1)
const trials = wholeOption('--trials', values.trials, 0)
const folds = foldsOption(values.folds)
const folder = bedOption(values.bed, 'truth and summary')
if (values.write !== undefined) requireFile(values.write, '--write')
const bed = openBed(folder).comparisons.filter((it, k) => k % every === 0 && it.hasTruth)
const priorOf = priorsFor(bed, folds)

const cases: Case[] = []
bed.forEach((comparison, index) => {
  for (const print of summaryLevels) {
    const evidence = comparison.evidence[print]
    const prior = priorOf(comparison)
    const honest = measured(evidence, comparison, prior)
    if (honest === null) continue
    const wrong = kinds.flatMap((kind) => {
      const misprint = misprinted(evidence, kind, randomStream(1, `misprint/${kind.name}`)(index))
      const result = misprint && measured(misprint.evidence, comparison, prior)
      return misprint && result ? [{ kind: misprint.kind, figure: misprint.figure, result }] : []
    })
    cases.push({ from: 'bed', print, genuine: comparison.genuine, honest, wrong })
  }
})
const shipped = priorsFor([], 0)
for (const design of designs) {
  for (let index = 0; index < trials; index += 1) {
    const trial = simulatedTrial(design, index)
    for (const print of prints) {
      const honest = measured(trial.evidence[print], trial, shipped(bed[0]!))
      if (honest !== null) cases.push({ from: design.name, print, genuine: false, honest, wrong: [] })
    }
  }
}
const page = doubtsPage(cases, {
  bed: values.name,
  comparisons: bed.length,
  folds,
  trials,
})
process.stdout.write(page)
writePage(values.write, page, '--write')
