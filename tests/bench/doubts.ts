import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { type Case, doubtsPage } from './doubts/doubts-page.ts'
import { kinds, misprinted } from './doubts/misprints.ts'
import { measured } from './doubts/measured.ts'
import { designs, prints, simulatedTrial } from './doubts/simulated-trial.ts'
import { openBed } from './reconstruction/bed.ts'
import { summaryLevels } from './reconstruction/comparison.ts'
import { priorsFor } from './reconstruction/folds.ts'

// How often true figures are called in doubt, and how often misprints are:
// npm run bench:doubts -- --bed DIR [--every 1] [--trials 20] [--folds 5] [--name "..."] [--write docs/accuracy-doubts.md]
const { values } = parseArgs({
  options: {
    bed: { type: 'string' },
    every: { type: 'string', default: '1' },
    trials: { type: 'string', default: '20' },
    folds: { type: 'string', default: '0' },
    name: { type: 'string', default: 'a bed' },
    write: { type: 'string' },
  },
})
if (values.bed === undefined) throw new RangeError('--bed DIR is required: a folder with truth and summary')
const bed = openBed(values.bed).comparisons.filter((it, k) => k % Number(values.every) === 0 && it.hasTruth)
const priorOf = priorsFor(bed, Number(values.folds))

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
  for (let index = 0; index < Number(values.trials); index += 1) {
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
  folds: Number(values.folds),
  trials: Number(values.trials),
})
process.stdout.write(page)
if (values.write !== undefined) writeFileSync(values.write, page)
