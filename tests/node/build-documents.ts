import { createHash } from 'node:crypto'
import { renderBeside } from '../../src/node/render-beside.ts'
import { renderReport } from '../../src/node/render-report.ts'
import { results } from '../report/fixture.ts'

/** Prints name and hash of every document of the made-up analysis, for the test that runs this under other time zones and locales. */
const report = await renderReport({ results, patients: [], files: [] })
const files = await renderBeside({
  results,
  report,
  live: { endpoints: [], experiments: [] },
  formats: ['png', 'pdf', 'pptx'],
})
for (const [name, bytes] of files) {
  process.stdout.write(`${name} ${createHash('sha256').update(bytes).digest('hex')}\n`)
}
