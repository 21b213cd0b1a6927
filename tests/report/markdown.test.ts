import { describe, expect, test } from 'vitest'
import { compose } from '../../src/report/compose.ts'
import type { Block, Document } from '../../src/report/document.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { hostile, references, results } from './fixture.ts'

const of = (...blocks: readonly Block[]): string =>
  renderMarkdown({ title: 'T', subtitle: '', blocks } satisfies Document)

test('snapshot (only: did it change)', () => {
  expect(renderMarkdown(compose(results, references))).toMatchSnapshot()
})

test('the same results give the same bytes', () => {
  expect(renderMarkdown(compose(results, references))).toBe(
    renderMarkdown(compose(structuredClone(results), references)),
  )
})

describe('by hand', () => {
  test('tables are aligned in the source and by their rule', () => {
    const table = {
      caption: 'C',
      columns: [
        { label: 'Arm', align: 'left' },
        { label: 'n', align: 'right' },
        { label: 'x', align: 'centre' },
      ],
      rows: [['A | B', '254', 'é']],
    } as const
    expect(of({ kind: 'table', number: '1', table })).toBe(
      '# T\n\n**Table 1.** C\n\n| Arm    |   n |  x  |\n| ------ | --: | :-: |\n| A \\| B | 254 |  é  |\n',
    )
  })
  test('nothing in a text is markup', () => {
    expect(of({ kind: 'paragraph', text: '# <b>*x*</b> & [a](b) _c_ d_e $1 ~y~ `z`' })).toBe(
      '# T\n\n\\# &lt;b>\\*x\\*&lt;/b> &amp; \\[a\\](b) \\_c\\_ d_e \\$1 \\~y\\~ \\`z\\`\n',
    )
  })
  test('a line that begins like a list is no list', () => {
    expect(of({ kind: 'paragraph', text: '1. first' })).toContain('1\\. first')
    expect(of({ kind: 'paragraph', text: '- first' })).toContain('\\- first')
    expect(of({ kind: 'list', ordered: false, items: ['> quoted', '12 months'] })).toContain(
      '- \\> quoted\n- 12 months',
    )
  })
  test('line breaks in a label stay inside their line', () => {
    expect(of({ kind: 'heading', level: 2, id: 'x', text: 'one\n# two' })).toContain('\n## one # two\n')
  })
  test('code holds backticks; a pipe in it does not end a cell', () => {
    const text = [{ kind: 'code', text: 'a`b|c' }] as const
    expect(of({ kind: 'paragraph', text })).toContain('`` a`b|c ``')
    const table = { caption: 'C', columns: [{ label: 'x', align: 'left' }], rows: [[text]] } as const
    expect(of({ kind: 'table', number: '1', table })).toContain('`` a`b\\|c ``')
  })
  test('links lead to web addresses only', () => {
    const link = (href: string): Block => ({ kind: 'paragraph', text: [{ kind: 'link', text: 'x', href }] })
    expect(of(link('https://doi.org/10.1/(a)b'))).toContain('[x](https://doi.org/10.1/%28a%29b)')
    expect(() => of(link('javascript:alert(1)'))).toThrow(RangeError)
  })
  test('figures are pictures with their sentence', () => {
    expect(renderMarkdown(compose(results, references))).toMatch(
      /!\[[^\]]{20,}\]\(charts\/[a-z0-9.-]+\.svg\)\n\n\*\*Figure 1\.\*\* /,
    )
  })
})

test('hostile labels neither break a table nor become HTML', () => {
  const text = renderMarkdown(compose(hostile, references))
  expect(text).not.toMatch(/<script/i)
  const rows = text.split('\n').filter((it) => it.startsWith('|'))
  expect(rows.length).toBeGreaterThan(20)
  const cells = (row: string): number => row.replaceAll('\\|', '').split('|').length
  let width = 0
  for (const [at, row] of rows.entries()) {
    if (/^\| -+/.test(rows[at + 1] ?? '')) width = cells(row)
    expect(cells(row)).toBe(width)
  }
})
