import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { families } from './scenarios/families.ts'
import { runFamily } from './scenarios/run-family.ts'
import { scenariosPage } from './scenarios/scenarios-page.ts'

// Draws trials with a known truth, rebuilds them from their print and runs scenarios on them:
// npm run bench:scenarios -- [--trials 160] [--family switching] [--page docs/accuracy-scenarios.md]
const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '160' },
    family: { type: 'string', multiple: true },
    page: { type: 'string' },
  },
})
const trials = Number(values.trials)
if (!(Number.isInteger(trials) && trials >= 2))
  throw new RangeError(`--trials is a number from 2, got ${values.trials}`)
const ids = families.map((it) => it.id)
const unknown = values.family?.find((it) => !ids.includes(it))
if (unknown !== undefined) throw new RangeError(`--family is one of ${ids.join(', ')}, got ${unknown}`)

const wanted = families.filter((it) => values.family === undefined || values.family.includes(it.id))
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
if (values.page !== undefined) writeFileSync(values.page, page)
