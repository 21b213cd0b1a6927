import { parseArgs } from 'node:util'
import { families } from './scenarios/families.ts'
import { runFamily } from './scenarios/run-family.ts'
import { scenariosPage } from './scenarios/scenarios-page.ts'
import { requireFile } from '../../src/node/require-folder.ts'
import { benchArguments, listedOption, wholeOption } from './bench-options.ts'
import { tellPlainly } from './tell-plainly.ts'
import { writePage } from './write-page.ts'

// Draws trials with a known truth, rebuilds them from their print and runs scenarios on them:
// npm run bench:scenarios -- [--trials 160] [--family switching] [--page docs/accuracy-scenarios.md]
tellPlainly()
const { values } = parseArgs({
  args: benchArguments(),
  options: {
    trials: { type: 'string', default: '160' },
    family: { type: 'string', multiple: true },
    page: { type: 'string' },
  },
})
const trials = wholeOption('--trials', values.trials, 2)
const ids = families.map((it) => it.id)
const asked = listedOption('--family', values.family, ids) ?? ids
if (values.page !== undefined) requireFile(values.page, '--page')

const wanted = families.filter((it) => asked.includes(it.id))
const results = wanted.map((family, k) => {
  const begin = performance.now()
  const result = runFamily(family, trials)
  const seconds = ((performance.now() - begin) / 1000).toFixed(0)
  process.stderr.write(`${family.id}: ${result.trials} trials in ${seconds} s (${k + 1} of ${wanted.length})\n`)
  return result
})
const which = (values.family ?? []).map((it) => ` --family ${it}`).join('')
const page = scenariosPage(results, `npm run bench:scenarios -- --trials ${trials}${which}`)
process.stdout.write(page)
writePage(values.page, page, '--page')
