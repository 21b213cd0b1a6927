import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { formatDiagnostic } from '../../src/record/format-diagnostic.ts'
import { parseYaml } from '../../src/record/parse-yaml.ts'

const printed = z.string('a printed figure such as "66.0%"')
const figure = z.union([printed, z.strictObject({ printed, at: z.string().optional() })])
const schema = z.strictObject({
  id: z.string(),
  'time unit': z.enum(['days', 'weeks', 'months', 'years']),
  n: z.int().min(0).optional(),
  open: z.boolean().optional(),
  survival: z.record(z.string().regex(/^\d+(\.\d+)?$/u, 'a time such as 6 or 12.4'), figure).optional(),
  'hazard ratio': figure.optional(),
  chains: z.array(z.array(z.int())).optional(),
})

function lines(text: string): readonly string[] {
  const result = parseYaml(schema, text, 'a.yaml')
  return result.kind === 'parsed' ? [] : result.diagnostics.map(formatDiagnostic)
}

function value(text: string): z.output<typeof schema> {
  const result = parseYaml(schema, text, 'a.yaml')
  if (result.kind === 'invalid') throw new Error(result.diagnostics.map(formatDiagnostic).join('\n'))
  return result.value
}

const head = 'id: x\ntime unit: months\n'

describe('scalars keep what is printed', () => {
  test('unquoted numbers where text is wanted', () => {
    expect(value(`${head}survival: {6: 66.0, 12.40: 055, 18: "30%", 24: 40%}\nhazard ratio: 0.50`)).toEqual({
      id: 'x',
      'time unit': 'months',
      survival: { 6: '66.0', '12.40': '055', 18: '30%', 24: '40%' },
      'hazard ratio': '0.50',
    })
  })

  test('inside an alternative that is a map', () => {
    expect(value(`${head}hazard ratio: {printed: 0.50, at: 2022}`)['hazard ratio']).toEqual({
      printed: '0.50',
      at: '2022',
    })
  })

  test('numbers and truth values where these are wanted', () => {
    expect(value(`${head}n: 254\nopen: true`)).toMatchObject({ n: 254, open: true })
  })

  test('a date is text', () => {
    expect(value('id: 2022-04-18\ntime unit: months').id).toBe('2022-04-18')
  })

  test('byte order mark and CRLF', () => {
    expect(value('\uFEFFid: x\r\ntime unit: months\r\nhazard ratio: 0.50\r\n')).toMatchObject({
      'hazard ratio': '0.50',
    })
  })

  test('anchors and aliases spare typing twice', () => {
    expect(value('id: &a x\ntime unit: months\nhazard ratio: *a')).toMatchObject({ 'hazard ratio': 'x' })
  })
})

describe('spans', () => {
  test('value and key of what stands in the file, nearest ancestor of what does not', () => {
    const result = parseYaml(schema, `${head}survival:\n  6: 66.0\n  12: {printed: "55%"}\nchains: [[1, 2]]`, 'a.yaml')
    if (result.kind === 'invalid') throw new Error('must parse')
    const { spans } = result
    expect(spans.value(['survival', '6'])).toEqual({ line: 4, column: 6 })
    expect(spans.value(['survival', 6])).toEqual({ line: 4, column: 6 })
    expect(spans.key(['survival', '6'])).toEqual({ line: 4, column: 3 })
    expect(spans.value(['survival', '12', 'printed'])).toEqual({ line: 5, column: 17 })
    expect(spans.value(['chains', 0, 1])).toEqual({ line: 6, column: 14 })
    expect(spans.value(['survival', '24', 'printed'])).toEqual({ line: 4, column: 3 })
    expect(spans.key(['nowhere'])).toEqual({ line: 1, column: 1 })
  })
})

describe('mistakes, all at once, each with its place', () => {
  test.each([
    ['nothing', '', 'a.yaml:1:1 empty-file this file is empty'],
    ['blank lines', '\n\n  \n', 'a.yaml:1:1 empty-file'],
    ['only a comment', '# a record\n', 'a.yaml:1:1 empty-file'],
    [
      'a list at the top',
      '- id: x\n',
      'a.yaml:1:1 wrong-kind this file is of the wrong kind (expected a map of "name: value" lines, found a list)',
    ],
    ['a word at the top', 'hello\n', 'a.yaml:1:1 wrong-kind'],
    [
      'unclosed bracket',
      `${head}survival: {6: 66.0\nn: 3`,
      'a.yaml:3:11 broken-yaml the { that opens here is never closed (close it with })',
    ],
    [
      'an open quotation',
      `${head}hazard ratio: "0.50\nn: 3`,
      'a.yaml:4:5 broken-yaml a quotation that begins here or above does not end (add the closing quote)',
    ],
    [
      'a tab',
      `${head}survival:\n\t6: 66.0`,
      'a.yaml:4:1 broken-yaml a tab stands where spaces must (indent with spaces)',
    ],
    [
      'a tab behind spaces',
      `${head}survival:\n  6: 66.0\n \t12: 55.0`,
      'a.yaml:5:1 broken-yaml a tab stands where spaces must (indent with spaces)',
    ],
    [
      'a tab inside braces',
      `${head}survival: {6: 66.0,\n\t12: 55.0}\nn: 3`,
      'a.yaml:4:2 broken-yaml a tab stands where spaces must (indent with spaces)',
    ],
    [
      'duplicate key',
      `${head}id: y`,
      'a.yaml:3:1 duplicate-key "id" stands here twice (expected each field once, found another on line 1, delete one of the two)',
    ],
    ['duplicate key in other quotes', `${head}survival: {6: 1, "6": 2}`, 'a.yaml:3:18 duplicate-key "6"'],
    [
      'unknown field',
      `${head}hazard-ratio: 0.5`,
      'a.yaml:3:1 unknown-field unknown field "hazard-ratio"; did you mean "hazard ratio"? (write "hazard ratio")',
    ],
    [
      'unknown field, camel case',
      `${head}timeUnit: 0.5`,
      'a.yaml:3:1 unknown-field unknown field "timeUnit"; did you mean "time unit"?',
    ],
    [
      'unknown field, typing error',
      `${head}survivl: {}`,
      'a.yaml:3:1 unknown-field unknown field "survivl"; did you mean "survival"?',
    ],
    [
      'unknown field like no other',
      `${head}colour: red`,
      'a.yaml:3:1 unknown-field unknown field "colour" (expected id, time unit, n,',
    ],
    [
      'unknown field deeper',
      `${head}hazard ratio: {printed: 1, place: x}`,
      'a.yaml:3:28 unknown-field unknown field "place" in "hazard ratio" (expected printed, at',
    ],
    [
      'missing field',
      'id: x',
      'a.yaml:1:1 missing-field "time unit" is missing in this file (expected days | weeks | months | years, add a line "time unit: ...")',
    ],
    [
      'missing field deeper',
      `${head}hazard ratio:\n  at: "p 1"`,
      'a.yaml:3:1 missing-field "printed" is missing in "hazard ratio" (expected a printed figure such as "66.0%"',
    ],
    [
      'empty field',
      `${head}hazard ratio:`,
      'a.yaml:3:1 empty-field "hazard ratio" is empty (expected a printed figure such as "66.0%"',
    ],
    [
      'wrong kind',
      `${head}n: [1]`,
      'a.yaml:3:4 wrong-kind "n" is of the wrong kind (expected a whole number, found a list)',
    ],
    [
      'text for a number',
      `${head}n: 1,254`,
      'a.yaml:3:4 wrong-kind "n" is of the wrong kind (expected a whole number, found "1,254")',
    ],
    [
      'a broken number',
      `${head}n: 2.5`,
      'a.yaml:3:4 wrong-kind "n" is of the wrong kind (expected a whole number, found "2.5")',
    ],
    [
      'a negative number',
      `${head}n: -2`,
      'a.yaml:3:4 wrong-value "n" is not as it must be (expected at least 0, found "-2")',
    ],
    ['truth for a number', `${head}n: true`, 'a.yaml:3:4 wrong-kind'],
    [
      'a list for a figure',
      `${head}hazard ratio: [1, 2]`,
      'a.yaml:3:15 wrong-kind "hazard ratio" is of the wrong kind (expected a printed figure such as "66.0%", found a list)',
    ],
    [
      'an unknown word',
      'id: x\ntime unit: month',
      'a.yaml:2:12 wrong-value "time unit" has a value that is not known; did you mean "months"? (expected days | weeks | months | years, found "month")',
    ],
    [
      'a wrong name',
      `${head}survival: {six: 73%}`,
      'a.yaml:3:12 wrong-name "six" cannot be a name here (expected a time such as 6 or 12.4)',
    ],
    ['a deep list', `${head}chains: [[1, x]]`, 'a.yaml:3:14 wrong-kind item 2 of chains > item 1'],
    [
      'greater than without quotes',
      `${head}hazard ratio: >36`,
      'a.yaml:3:15 broken-yaml text that begins with > or | needs quotes',
    ],
    [
      'a colon in text',
      `${head}hazard ratio: Fig. 2: legend`,
      'a.yaml:3:15 broken-yaml a second ": " on one line (put quotes around text that holds a colon and a space)',
    ],
    ['an unknown anchor', `${head}hazard ratio: *p`, 'a.yaml:3:15 broken-yaml'],
    ['a tag', `${head}hazard ratio: !money 3`, 'a.yaml:3:15 broken-yaml tags such as !name have no meaning here'],
    ['a second document', `${head}---\nid: y`, 'a.yaml:3:1 broken-yaml a second document begins here'],
    ['a map as a name', `${head}{a: 1}: 2`, 'a.yaml:3:1 broken-yaml'],
    [
      'a name of every object',
      `${head}__proto__: {n: 1}\n`,
      'a.yaml:3:1 wrong-name "__proto__" cannot be a name here (choose another name)',
    ],
    [
      'a name of every object, again',
      `${head}constructor: 1\n`,
      'a.yaml:3:1 unknown-field unknown field "constructor"',
    ],
    [
      'bytes',
      `${head}hazard ratio: 0\u0000\n`,
      'a.yaml:3:16 not-text this file holds a character that cannot be text (expected plain text in UTF-8, found U+0000',
    ],
    ['another encoding', `${head}hazard ratio: 0\uFFFD5\n`, 'a.yaml:3:16 not-text what stands here is not in UTF-8'],
  ])('%s', (_, text, expected) => {
    const [first = 'no diagnostic'] = lines(text)
    expect(first.slice(0, expected.length)).toBe(expected)
  })

  test('a carriage return alone ends a line', () => {
    const text = `${head}hazard ratio: [2]\nn: x\n`
    expect(lines(text.replaceAll('\n', '\r'))).toEqual(lines(text))
    expect(lines(text)).toHaveLength(2)
  })

  test('several at once, in the order of the file', () => {
    const found = lines('id: [1]\nn: x\ncolour: red\nhazard ratio: [2]\nn: 3\n').map((line) =>
      line.split(' ').slice(0, 2).join(' '),
    )
    expect(found).toEqual([
      'a.yaml:1:1 missing-field',
      'a.yaml:1:5 wrong-kind',
      'a.yaml:2:4 wrong-kind',
      'a.yaml:3:1 unknown-field',
      'a.yaml:4:15 wrong-kind',
      'a.yaml:5:1 duplicate-key',
    ])
  })

  test('a tab is told once, without what the lines after it and a quotation above it seem to be; a mistake before it stays', () => {
    const places = (text: string) => lines(text).map((line) => /:(\d+):\d+ broken-yaml a tab/u.exec(line)?.[1] ?? line)
    for (const above of ['survival:', 'survival: 1', 'id: x', 'survival: {6: 1,'])
      for (const line of ['\t6: 66.0', '\tx', '\t- x', '\tx"'])
        for (const end of ['', '  18: 50.0', '  18: 50.0\n  b: 1\nn: 3', '    b: {c: 1}\n  - d\nn: 3'])
          expect(places(`time unit: months\n${above}\n${line}\n${end}`), above + line + end).toEqual(['3'])
    expect(places(`${head}survival:\n  6: "x\n\ty"\n  12: 1\n`)).toEqual(['5'])
    expect(places(`id: x: y\n${head}survival:\n\t6: 66.0\n12: 3: 4\n`)).toEqual([
      expect.stringContaining('a.yaml:1:5 broken-yaml a second'),
      '5',
    ])
    expect(places(`${head}survival:\n\t6: 66.0\n\t12: 55.0\n`)).toEqual(['4', '5'])
  })

  test('never a word of the schema library', () => {
    for (const text of ['id: 1\nn: {}\nopen: 3\nsurvival: 3', '- 1', '{}', `${head}survival: {6: {}}\nchains: [1]`]) {
      for (const line of lines(text)) expect(line).not.toMatch(/\u0000|invalid|zod|undefined|object|array|NaN/iu)
    }
  })
})

describe('noise is refused quickly', () => {
  const within = (milliseconds: number, text: string): readonly string[] => {
    // Of the processor: on a busy machine the clock says something else.
    const before = process.cpuUsage()
    const found = lines(text)
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1e3).toBeLessThan(milliseconds)
    return found
  }

  test('ten megabytes', () => {
    expect(within(200, 'noise: [x'.repeat(1_200_000))).toEqual([
      'a.yaml:1:1 too-large this file is too large to be a record or a plan (expected at most 500000 characters, found 10800000, check that this is the file that you meant)',
    ])
  })

  test.each([
    ['brackets', '['],
    ['braces', '{a: '],
    ['dashes', '- '],
    ['question marks', '? '],
    ['anchored dashes', '- &a '],
    ['mixed', '[{? '],
    ['closing brackets', '}]'],
    ['commas', ', '],
    ['quotes', '"\n'],
  ])('200,000 characters of %s', (_, piece) => {
    const found = within(10_000, piece.repeat(Math.floor(200_000 / piece.length)))
    expect(found.length).toBeGreaterThan(0)
    expect(found.length).toBeLessThan(50)
  })

  test('deep indentation', () => {
    const [first = ''] = lines(Array.from({ length: 500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'))
    expect(first).toMatch(/^a\.yaml:\d+:\d+ too-deep/u)
  })

  test('aliases that unfold to billions', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}*l${i}]`)
    const [first = ''] = within(5000, `l0: &l0 lol\n${levels.join('\n')}`)
    expect(first).toContain('alias-bomb')
  })

  test('an alias that holds itself', () => {
    const [first = ''] = lines('id: &a [*a]\n')
    expect(first).toMatch(/^a\.yaml:\d+:\d+ (too-deep|broken-yaml)/u)
  })

  test('property: whatever the text, there is an answer, and every place lies in the text', () => {
    const piece = fc.constantFrom(
      'id',
      ': ',
      '\n',
      ' ',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&a ',
      '*a',
      '|',
      '>',
      '?',
      '#',
      '%',
      '!x ',
      '\t',
      '\r\n',
      '66.0',
      '---\n',
      ',',
      '\\',
      '@',
      '`',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 60 }).map((it) => it.join('')),
        ),
        (text) => {
          const result = parseYaml(schema, text, 'a.yaml')
          if (result.kind === 'parsed') return
          expect(result.diagnostics.length).toBeGreaterThan(0)
          const count = text.split(/\r\n|\n/u).length
          for (const it of result.diagnostics) {
            expect(it.line).toBeGreaterThanOrEqual(1)
            expect(it.line).toBeLessThanOrEqual(count + 1)
            expect(it.column).toBeGreaterThanOrEqual(1)
            expect(it.message).not.toContain('\u0000')
          }
        },
      ),
      { numRuns: 2000, seed: 7 },
    )
  })
})

describe('hidden characters never pass, as such or by an escape', () => {
  test.each([
    ['bidi override', `${head}hazard ratio: 0.4\u202E9\n`, 'a.yaml:3:18 hidden-character', 'U+202E'],
    ['isolate in a comment', `${head}# a \u2066 b\n`, 'a.yaml:3:5 hidden-character', 'U+2066'],
    ['C1 control', `id: x\u009Bm\n`, 'a.yaml:1:6 hidden-character', 'U+009B'],
    ['escaped bidi override', `id: "x\\u202Ey"\ntime unit: months\n`, 'a.yaml:1:5 hidden-character', 'U+202E'],
    ['escaped ESC', `id: "\\e[31mx"\ntime unit: months\n`, 'a.yaml:1:5 hidden-character', 'U+001B'],
    ['escaped in a name', `${head}"n\\u200F": 3\n`, 'a.yaml:3:1 hidden-character', 'U+200F'],
  ])('%s', (_, text, place, code) => {
    const [first = ''] = lines(text)
    expect(first.startsWith(`${place} a hidden character stands here`)).toBe(true)
    expect(first).toContain(`found ${code}`)
    expect(lines(text).join('')).not.toMatch(/[\p{Bidi_Control}\u001B\u009B]/u)
  })

  test('all of them at once, beside other problems', () => {
    expect(lines('id: "\\e"\ntime unit: "\\u202E"\n').map((it) => it.split(' ')[1])).toEqual([
      'hidden-character',
      'hidden-character',
      'wrong-value',
    ])
  })

  test('letters of every script, tabs and lines are text', () => {
    expect(value(`id: "\u05d0\u05d1\\tcol\\nline \u00b1\u2009\u202f\u2013"\ntime unit: months\n`).id).toBe(
      '\u05d0\u05d1\tcol\nline \u00b1\u2009\u202f\u2013',
    )
  })
})
