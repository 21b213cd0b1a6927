import { parseArgs } from 'node:util'
import type { EndpointEvidence } from '../../src/evidence/evidence.ts'
import { addTruth } from './information/add-truth.ts'
import { informationPage } from './information/information-page.ts'
import type { Comparison } from './reconstruction/comparison.ts'
import { chosenFrom } from './reconstruction/chosen-from.ts'
import { readBed } from './reconstruction/bed.ts'
import { learnElsewhere } from './reconstruction/learn-elsewhere.ts'
import { requireFile } from '../../src/node/require-folder.ts'
import { bedOption, benchArguments, wholeOption } from './bench-options.ts'
import { tellPlainly } from './tell-plainly.ts'
import { writePage } from './write-page.ts'

// Compares what a missing figure is expected to be worth with what the true one is worth once it is put in:
// npm run bench:information -- --bed DIR [--comparisons 30] [--seed 1] [--page docs/information.md --name "..."]
tellPlainly()
const { values } = parseArgs({
  args: benchArguments(),
  options: {
    bed: { type: 'string' },
    comparisons: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    page: { type: 'string' },
    name: { type: 'string', default: 'a bed' },
  },
})
const comparisons = wholeOption('--comparisons', values.comparisons, 1)
const seed = wholeOption('--seed', values.seed, 0)
const folder = bedOption(values.bed, 'manifest.json, truth and summary')
if (values.page !== undefined) requireFile(values.page, '--page')

const bed = readBed(folder)
const chosen = chosenFrom(bed, comparisons, seed, 'bench/information')
const { prior, from } = learnElsewhere(chosen, bed)
/** Summaries always print medians and the hazard ratio: without them it shows what those are worth. */
const sparse = ({ evidence: { L2 } }: Comparison): EndpointEvidence => ({
  ...L2,
  arms: L2.arms.map((arm) => ({ ...arm, median: null })),
  contrasts: [],
})
const levels: readonly (readonly [string, (it: Comparison) => EndpointEvidence])[] = [
  ['L1', (it) => it.evidence.L1],
  ['L2', (it) => it.evidence.L2],
  ['L2 less', sparse],
]
const added = levels.map(([level, of]) => ({ level, of: chosen.map((it) => addTruth(it, of(it), prior)) }))
const page = informationPage(added, {
  bed: values.name,
  chosen: chosen.length,
  genuine: chosen.filter((it) => it.genuine).length,
  learntFrom: from,
})
process.stdout.write(page)
writePage(values.page, page, '--page')
