import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { requireFile } from '../../src/node/require-folder.ts'
import { specialFunctions } from '../numeric/special-functions.ts'
import { compareAll } from './compare-all.ts'
import { validationPage } from './validation-page.ts'
import { SPECIAL_TOLERANCE, validationText } from './validation-text.ts'

// Every estimator of remeier/survival beside R: npm run validate -- [--golden DIR] [--write FILE.md]
// Prints the largest difference per quantity and what was not compared. Exit 1: a difference above its tolerance. Exit 2: wrong use, or
// nothing that could be compared. Without --golden also the special functions.

function wrongUse(reason: string): never {
  process.stderr.write(`validate: ${reason}\nusage: npm run validate -- [--golden DIR] [--write FILE.md]\n`)
  process.exit(2)
}

function options(): { readonly golden?: string; readonly write?: string } {
  try {
    const { values } = parseArgs({ options: { golden: { type: 'string' }, write: { type: 'string' } } })
    if (values.write !== undefined) requireFile(values.write, '--write')
    return {
      ...(values.golden !== undefined && { golden: values.golden }),
      ...(values.write !== undefined && { write: values.write }),
    }
  } catch (error) {
    return wrongUse(error instanceof Error ? error.message : String(error))
  }
}

const { golden, write } = options()
const folder = golden ?? 'tests/golden/survival'
if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) wrongUse(`a folder is required, got ${folder}`)
const validation = compareAll(folder)
const special = golden === undefined ? specialFunctions() : []
process.stdout.write(validationText(validation, special))
if (validation.summaries.length === 0)
  wrongUse(`${folder} holds no file in the format of tests/golden/survival that could be compared`)
if (write !== undefined) {
  const heads = validation.files.map((name) => readFileSync(join(folder, name), 'utf8').slice(0, 600))
  writeFileSync(write, validationPage(validation, special, heads))
}
const missed =
  validation.summaries.some(({ largest, tolerance }) => !(largest <= tolerance)) ||
  special.some(({ own }) => !(own.all <= SPECIAL_TOLERANCE))
if (missed) process.exitCode = 1
else if (validation.broken.length > 0) process.exitCode = 2
