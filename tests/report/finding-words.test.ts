import { expect, test } from 'vitest'
import { findingsSection } from '../../src/report/findings-section.ts'
import { findingWords } from '../../src/report/finding-words.ts'
import { questions } from '../../src/report/slide-questions.ts'
import { results } from './fixture.ts'

/* By hand. */

const trial = results.trials[0]!
const source = { ...trial.sources[0]!, id: 'paper-2021-summary', citation: 'Author A. A trial. Journal 2021.' }
const row = {
  ...results.findings[0]!,
  trial: trial.id,
  state: 'note' as const,
  message: '5% (paper-2021-summary), "better" (paper-2021-summary-2), paper-2021-summary.orr',
}
const made = { ...results, trials: [{ ...trial, sources: [source] }], findings: [row] }
const said = '5% (Author A. A trial. Journal 2021), “better” (paper-2021-summary-2), paper-2021-summary.orr'

test('a source is called by its citation, other names with the same beginning stay', () => {
  expect(findingWords(made, row).message).toBe(said)
})

test('the section of the audit and the questions on slides say it so', () => {
  expect(JSON.stringify(findingsSection(made, []))).toContain(said)
  expect(questions(made).map((it) => it.question)).toContain(`How much rests on this? ${said}.`)
})

test('figures and reasons stand under the table of findings, where citations have room', () => {
  const long = { ...row, accepted: 'paper-2021-summary prints it so' }
  const section = findingsSection({ ...made, findings: [long] }, [])
  const [table] = section.flatMap((it) => (it.kind === 'table' ? [it.table] : []))
  expect(table?.columns.map((it) => it.label)).not.toContain('Figures')
  expect(table?.columns.map((it) => it.label)).not.toContain('Accepted because')
  const [under] = section.flatMap((it) => (it.kind === 'terms' ? it.items : []))
  expect(under?.term).toBe(`${row.rule} ${row.name}`)
  expect(under?.text).toMatch(/^Compared: \S.*\. Accepted because: Author A\. A trial\. Journal 2021 prints it so$/u)
})
