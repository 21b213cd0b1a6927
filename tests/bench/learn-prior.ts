import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import * as prettier from 'prettier'
import { learnFromBed } from './prior/learn-from-bed.ts'
import { readBed } from './reconstruction/bed.ts'

// Learns a prior from a bed: npm run learn-prior -- --bed DIR [--name trialPrior] [--out src/reconstruct/trial-prior.ts]
const { values } = parseArgs({
  options: {
    bed: { type: 'string' },
    name: { type: 'string', default: 'trialPrior' },
    out: { type: 'string', default: 'src/reconstruct/trial-prior.ts' },
  },
})
if (values.bed === undefined)
  throw new RangeError('--bed DIR is required: a folder with manifest.json, truth and summary')
const data = learnFromBed(readBed(values.bed))
const text = `import type { PriorData } from './learnt-prior.ts'

/** Written by \`npm run learn-prior\`, see docs/prior.md: not to be edited by hand. */
export const ${values.name}: PriorData = ${JSON.stringify(data)}
`
const style = await prettier.resolveConfig(values.out)
writeFileSync(values.out, await prettier.format(text, { ...style, filepath: values.out }))
