import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compareAll, type QuantitySummary } from './compare-all.ts'

// Every estimator of remeier/survival beside R: npm run validate -- [--golden DIR] [--write FILE.md]
// Prints the largest difference per quantity, exits 1 if one is above its tolerance.
const { values } = parseArgs({ options: { golden: { type: 'string' }, write: { type: 'string' } } })
const folder = values.golden ?? 'tests/golden/survival'
const summaries = compareAll(folder)
const misses = summaries.filter(({ largest, tolerance }) => !(largest <= tolerance))
const numbers = summaries.reduce((sum, summary) => sum + summary.numbers, 0)
const verdict = `${numbers} numbers, ${summaries.length} quantities, ${misses.length} above tolerance`

process.stdout.write(`${summaries.map(line).join('\n')}\n${verdict}\n`)
if (values.write) writeFileSync(values.write, page())
if (misses.length > 0 || numbers === 0) process.exitCode = 1

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
  ].join('\n')
}
