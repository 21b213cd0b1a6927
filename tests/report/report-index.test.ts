import { describe, expect, test } from 'vitest'
import type { Document } from '../../src/report/document.ts'
import { indexMark, reportEntry, reportIndex } from '../../src/report/report-index.ts'

const document = (answers: readonly (readonly [string, string])[]): Document => ({
  title: 'A <title>',
  subtitle: '',
  blocks: answers.map(([title, text]) => ({ kind: 'note', tone: 'answer', title, text: [text] })),
})

describe('by hand: the index of reports', () => {
  test('one answer stands alone; of several trials each answers under its name', () => {
    expect(reportEntry(document([['In one sentence', 'It is so.']]), 'Is it?')).toEqual({
      title: 'A <title>',
      question: 'Is it?',
      answer: 'It is so.',
      picture: null,
    })
    const several = document([
      ['ONE', 'It is so.'],
      ['TWO', 'It is not.'],
    ])
    expect(reportEntry(several, 'Is it?').answer).toBe('ONE: It is so. TWO: It is not.')
  })

  test('in the order of the folders, and nothing of a text is markup', () => {
    const entry = {
      title: 'A *b* <c>',
      question: 'Q_1_?',
      answer: 'A|B',
      picture: { path: 'charts/x.svg', alt: 'a "b"' },
    }
    const text = reportIndex(
      new Map([
        ['z', entry],
        ['a', entry],
      ]),
    )
    expect(text.startsWith(indexMark)).toBe(true)
    expect(text.indexOf('(a/report.md)')).toBeLessThan(text.indexOf('(z/report.md)'))
    expect(text).toContain('## [A \\*b\\* &lt;c&gt;](a/report.md)')
    expect(text).toContain('<img src="a/charts/x.svg" width="480" alt="a &quot;b&quot;">')
    expect(text).toContain('Q\\_1\\_?')
    expect(text).toContain('**In short:** A\\|B')
  })
})
