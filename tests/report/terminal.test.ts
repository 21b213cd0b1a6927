import { describe, expect, test } from 'vitest'
import { compose } from '../../src/report/compose.ts'
import { renderTerminal } from '../../src/report/terminal.ts'
import { terminalTable } from '../../src/report/terminal-table.ts'
import { wrap } from '../../src/report/wrap.ts'
import { hostile, references, results } from './fixture.ts'

const document = compose(results, references)

test('snapshot (only: did it change)', () => {
  expect(renderTerminal(document, { width: 100 })).toMatchSnapshot()
})

describe('by hand', () => {
  test('every line fits, at every width', () => {
    for (const width of [40, 60, 80, 120, 200]) {
      const lines = renderTerminal(document, { width }).split('\n')
      // Commands and file names are never broken.
      const prose = lines.filter((it) => !/^ {4}remeier|^→/.test(it))
      for (const line of prose) expect(Array.from(line).length).toBeLessThanOrEqual(width)
    }
  })
  test('no escape sequence unless asked, none from a label', () => {
    expect(renderTerminal(document, { width: 80 })).not.toContain('\u001b')
    expect(renderTerminal(document, { width: 80, colour: true })).toContain('\u001b[1m')
    const steering = { ...document, title: 'a\u001b[2Jb\u0007\u009bc' }
    expect(renderTerminal(steering, { width: 80 }).split('\n')[0]).toBe('a[2Jbc')
  })
  test('tables: natural widths, then wrapped words, then one line a cell', () => {
    const columns = [
      { label: 'Figure', align: 'left' },
      { label: 'n', align: 'right' },
    ] as const
    const rows = [['long median', '12 (3)']]
    expect(terminalTable(columns, rows, 40)).toEqual([
      'Figure            n',
      '───────────  ──────',
      'long median  12 (3)',
    ])
    expect(terminalTable(columns, rows, 16)).toEqual([
      'Figure         n',
      '────────  ──────',
      'long      12 (3)',
      'median',
    ])
    expect(terminalTable(columns, rows, 9)).toEqual(['long', 'median', '  n: 12', '    (3)'])
  })
  test('wrapping breaks between words and cuts only what is too long', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh'])
    expect(wrap('', 5)).toEqual([''])
  })
  test('too narrow a terminal is refused', () => {
    expect(() => renderTerminal(document, { width: 39 })).toThrow(RangeError)
  })
})

test('hostile labels stay on their lines', () => {
  for (const line of renderTerminal(compose(hostile, references), { width: 10_000 }).split('\n')) {
    expect(line).not.toMatch(/^# end/)
  }
})
