import { expect, test } from 'vitest'
import { queryLetter } from '../../src/analysis/query-letter.ts'
import { queryLetterText } from '../../src/report/query-letter-text.ts'
import { karmma3, shippedRecord } from './karmma-3.ts'

const { results } = karmma3(0)
const worstOf = (scenario: string): string | undefined =>
  results.rows.find((row) => row.scenario === scenario && row.method === 'worst case')?.variant

// Of Rodriguez-Otero 2023 the copy that was read has only the legends of Fig. 1 and Fig. 2, and no supplement.
test('a report says what was not read, and that it may hold what is called not printed', () => {
  const said = results.limits.find((it) => it.includes('not whole')) ?? ''
  expect(said).toContain('without its supplementary appendix')
  expect(said).toContain('Fig. 2: Numbers at risk and everything else in the picture')
})

test('a letter says so too, and asks for no figure that is blinded', () => {
  const letter = queryLetter(shippedRecord('karmma-3-2023'))
  expect(queryLetterText(letter)).toContain('Our copy is not whole')
  const survival = letter.figures.filter(({ endpoint }) => endpoint === 'Overall survival')
  expect(survival.map(({ figure }) => figure)).toEqual(['its figures, once they can be told'])
  const open = letter.definitions.find(({ endpoint }) => endpoint === 'Overall survival')
  expect(open?.items ?? []).not.toContain('assessor')
})

test('the worst case of drop-out that is opposite in the arms says what becomes of both', () => {
  expect(worstOf('censoring-opposite')).toContain('none of standard')
  expect(worstOf('censoring-all-early')).toBe('worst case: every drop-out had the event at once')
})
