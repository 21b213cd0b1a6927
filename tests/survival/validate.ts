import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Accuracy, specialFunctions } from '../numeric/special-functions.ts'
import { compareAll, type QuantitySummary } from './compare-all.ts'

// Every estimator of remeier/survival beside R: npm run validate -- [--golden DIR] [--write FILE.md]
// Prints the largest difference per quantity, exits 1 if one is above its tolerance. Without --golden also the special functions.
const { values } = parseArgs({ options: { golden: { type: 'string' }, write: { type: 'string' } } })
const folder = values.golden ?? 'tests/golden/survival'
const summaries = compareAll(folder)
const misses = summaries.filter(({ largest, tolerance }) => !(largest <= tolerance))
const numbers = summaries.reduce((sum, summary) => sum + summary.numbers, 0)
const special = values.golden === undefined ? specialFunctions() : []
const SPECIAL_TOLERANCE = 1e-12
const worse = special.filter(({ own }) => !(own.all <= SPECIAL_TOLERANCE))
const verdict = `${numbers} numbers, ${summaries.length} quantities, ${misses.length} above tolerance`

process.stdout.write(`${summaries.map(line).join('\n')}\n${verdict}\n`)
for (const { name, points, own } of special)
  process.stdout.write(line({ quantity: name, numbers: points, largest: own.all, tolerance: SPECIAL_TOLERANCE, where: 'numeric' }) + '\n') // prettier-ignore
if (values.write) writeFileSync(values.write, page())
if (misses.length > 0 || worse.length > 0 || numbers === 0) process.exitCode = 1

function line({ quantity, numbers: count, largest, tolerance, where }: QuantitySummary): string {
  const mark = largest <= tolerance ? ' ' : '!'
  const name = quantity.padEnd(52)
  return `${mark} ${name} ${String(count).padStart(7)}  ${largest.toExponential(1).padStart(9)}  ${String(tolerance).padStart(6)}  ${where}`
}

/** Versions that wrote the files, from the files. */
function versions(): string {
  const found = new Set<string>()
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const head = readFileSync(join(folder, name), 'utf8').slice(0, 600)
    const r = /"r":"([^"]*)"/.exec(head)?.[1]
    const survival = /"survival":"([^"]*)"/.exec(head)?.[1]
    if (r && survival) found.add(`${r}, survival ${survival}`)
  }
  return [...found].join('; ')
}

function page(): string {
  const rows = summaries.map(
    ({ quantity, numbers: count, largest, tolerance, where }) =>
      `| ${quantity} | ${count} | ${largest.toExponential(1)} | ${tolerance} | ${where} |`,
  )
  return [
    '# Validation of remeier/survival against R',
    '',
    `Written by \`npm run validate -- --write docs/validation.md\` from the files that \`tests/golden/survival.R\` wrote with ${versions()}.`,
    '',
    'A difference is absolute where R’s value is below 1 and relative above. The Cox models of R are iterated until their coefficients stand still; estimators that R’s survival lacks (weights with gamma, modest weights, MaxCombo, Gompertz) are written out in the script.',
    '',
    '| quantity | numbers | largest difference | tolerance | largest in |',
    '| --- | ---: | ---: | ---: | --- |',
    ...rows,
    '',
    `${verdict}.`,
    '',
    ...specialSection(),
  ].join('\n')
}

function specialSection(): string[] {
  if (special.length === 0) return []
  const both = (found: Accuracy | null) => (found ? `${share(found.body)} / ${share(found.all)}` : '-')
  return [
    '## Special functions, and who computes them',
    '',
    'Largest relative difference from R (`tests/golden/numeric.R`): in the body, where both tails are 1e-6 or more, / at all arguments, with tails down to 1e-300. "none" means that there is no digit: 0, infinity or not a number. A library that has no upper tail or logarithm is asked for 1 - cdf and log(cdf).',
    '',
    '| function | arguments | own | jstat | simple-statistics |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...special.map(
      ({ name, points, own, jstat, simpleStatistics }) =>
        `| ${name} | ${points} | ${both(own)} | ${both(jstat)} | ${both(simpleStatistics)} |`,
    ),
    '',
    'So distribution functions are our own, in `src/numeric`: p-values of tests lie in upper tails. From jstat come quantiles in the body, in `src/statistics/distribution-quantiles.ts`: gamma and chi-squared as they are (5e-11), beta (Clopper-Pearson limits, priors) as the start of Newton steps. From simple-statistics come mean, standard deviation, minimum, maximum and type-7 quantiles, in `src/statistics/descriptives.ts`. Neither is called in `src/survival`, which has no dependency.',
    '',
  ]
}

function share(x: number): string {
  return x < 0.5 ? x.toExponential(1) : 'none'
}
