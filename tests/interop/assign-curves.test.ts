import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { armsOfFiles, assignCurves } from '../../src/interop/assign-curves.ts'
import { unitOfFiles } from '../../src/interop/unit-of-files.ts'
import type { Holds, NamedFile } from '../../src/interop/curve-file.ts'
import { readCurveFile } from '../../src/interop/read-curve-file.ts'

const arms = [
  { id: 'standard', label: 'Standard regimen' },
  { id: 'ide-cel', label: 'Ide-cel' },
]

function named(file: string, text: string, arm: string | null = null, holds: Holds = 'curve'): NamedFile {
  const content = readCurveFile(text, file, holds)
  if (content.kind === 'refused') throw new Error(content.diagnostics[0]!.message)
  return { file, arm, content }
}

const curve = 'time,survival\n0,1\n6,0.5\n'
const errorsOf = (curves: readonly NamedFile[], tables: readonly NamedFile[] = []) =>
  assignCurves(arms, curves, tables, 'months')
    .diagnostics.filter((it) => it.severity === 'error')
    .map(({ file, line, rule, message }) => [file, line, rule, message])

test('rows of a risk table that step back in time are put in order, and said', () => {
  const table = named('r.csv', 'time,n\n12,38\n0,100\n6,61\n', 'standard', 'at-risk')
  const { counts, diagnostics } = assignCurves([arms[0]!], [named('a.csv', curve, 'standard')], [table], 'months')
  expect(counts[0]!.atRisk.map(({ time }) => time)).toEqual([0, 6, 12])
  expect(diagnostics.filter(({ file }) => file === 'r.csv').map(({ line, message }) => [line, message])).toEqual([
    [3, 'row 3: time decreases; put in the order of time'],
    [4, 'row 4: time decreases; put in the order of time'],
  ])
})

test('a file of several arms that is given to one of them', () => {
  const wide = named('wide.csv', 'time,control,other\n0,1,1\n6,0.5,0.8\n', 'standard')
  const { diagnostics } = assignCurves([arms[0]!], [wide], [], 'months')
  expect(diagnostics.find(({ rule }) => rule === 'second-curve')?.mend).toBe(
    'this file holds 2: leave "standard=" out where it names the arms itself, or remove what is not of arm standard',
  )
})

describe('a curve goes to the arm', () => {
  test('that the option names', () => {
    const { curves } = assignCurves(
      arms,
      [named('a.csv', curve, 'ide-cel'), named('b.csv', curve, 'standard')],
      [],
      'months',
    )
    expect([...curves.keys()]).toEqual(['ide-cel', 'standard'])
  })
  test('that its data set, its column or its file names, by id or label, whatever the case', () => {
    const wide = named('x.csv', 'time;STANDARD REGIMEN;Ide Cel\n0;1;1\n6;0.5;0.8\n')
    expect([...assignCurves(arms, [wide], [], 'months').curves.keys()]).toEqual(['standard', 'ide-cel'])
    const files = [named('out/Ide_cel.csv', curve), named('standard.csv', curve)]
    expect([...assignCurves(arms, files, [], 'months').curves.keys()]).toEqual(['ide-cel', 'standard'])
  })
  test('that is the only one', () => {
    const one = assignCurves([arms[0]!], [named('whatever.csv', curve)], [], 'months')
    expect([...one.curves.keys()]).toEqual(['standard'])
  })
  test('and never by order', () => {
    expect(errorsOf([named('a.csv', curve), named('b.csv', curve)])).toEqual([
      ['a.csv', 1, 'unknown-arm', 'a curve "a" names none of the arms: standard, ide-cel'],
      ['b.csv', 1, 'unknown-arm', 'a curve "b" names none of the arms: standard, ide-cel'],
    ])
  })
  test('once', () => {
    expect(errorsOf([named('a.csv', curve, 'standard'), named('standard.csv', curve)])).toEqual([
      ['standard.csv', 1, 'second-curve', 'arm standard has two curves'],
    ])
  })
})

describe('a name in the file beside that of the option', () => {
  const table = (arm: string) => named('risk.csv', `arm,time,n\n${arm},0,50\n${arm},6,20\n`, 'standard', 'at-risk')
  const said = (arm: string) =>
    assignCurves(arms, [], [table(arm)], 'months').diagnostics.map(({ severity, rule, message }) => [
      severity,
      rule,
      message,
    ])
  test('of no arm is told, of another arm refused', () => {
    expect(said('Standard Regimen')).toEqual([])
    expect(said('placebo')).toEqual([
      ['note', 'other-arm', 'a risk table of this file is named "placebo", and is given to arm standard'],
    ])
    expect(said('Ide-cel')).toEqual([
      ['error', 'other-arm', 'a risk table of this file is named "Ide-cel", and is given to arm standard'],
    ])
  })
  test('of no arm, where there is one arm: a table that names another is refused, a curve taken and told', () => {
    const to = (curves: readonly NamedFile[], tables: readonly NamedFile[]) =>
      assignCurves([arms[0]!], curves, tables, 'months').diagnostics.map((it) => [it.severity, it.rule, it.message])
    const long = named('risk.csv', 'arm,time,n\nplacebo,0,50\nplacebo,6,20\n', null, 'at-risk')
    const wide = named('risk.csv', 'time,placebo\n0,50\n6,20\n', null, 'at-risk')
    const rows = (label: string) => named('risk.csv', `Months,0,6,12\n${label},50,20,9\n`, null, 'at-risk')
    const refused = [['error', 'unknown-arm', 'a risk table "placebo" names none of the arms: standard']]
    for (const table of [long, wide, rows('placebo')]) expect(to([], [table])).toEqual(refused)
    for (const label of ['Number at risk', 'No. of patients at risk', 'All patients', 'Standard regimen'])
      expect(to([], [rows(label)])).toEqual([])
    expect(to([named('x.csv', 'time,OS\n0,1\n6,0.5\n')], [])).toEqual([
      ['note', 'other-arm', 'a curve of this file is named "OS", and is given to arm standard'],
    ])
  })
  test('that a digitiser gave by itself says nothing', () => {
    const curve1 = named('a.csv', 'Default Dataset,\nX,Y\n0,1\n6,0.5\n', 'standard')
    expect(assignCurves(arms, [curve1], [], 'months').diagnostics).toEqual([])
  })
})

test('files that are exchanged', () => {
  const table = named('risk.csv', 'time,n\n0,50\n6,20\n', null, 'curve')
  const { diagnostics } = assignCurves([], [table], [named('c.csv', curve, null, 'at-risk')], 'months')
  expect(diagnostics.map((it) => it.message)).toEqual([
    'this file holds numbers at risk and no curve',
    'this file holds a curve and no numbers at risk',
  ])
})

test('many notes of one kind are one', () => {
  const points = Array.from({ length: 12 }, (_, k) => `${12 - k},${(0.4 + k / 20).toFixed(2)}`)
  const back = named('standard.csv', `time,survival\n0,1\n${points.join('\n')}\n`)
  expect(assignCurves(arms, [back], [], 'months').diagnostics.map((it) => it.message)).toEqual([
    'row 4: time decreases; put in the order of time (likewise row 5, row 6, row 7 and 7 more)',
  ])
})

describe('a unit of time in a header', () => {
  const inDays = named('standard.csv', 'time (days),survival\n0,1\n180,0.5\n')
  const other = named('ide-cel.csv', 'time,survival\n0,1\n180,0.5\n')
  test.each([
    ['time (days)', 'days'],
    ['Time in years', 'years'],
    ['week', 'weeks'],
    ['Months since randomisation', 'months'],
    ['t (d)', 'days'],
    ['Time [mo]', 'months'],
    ['time', undefined],
    ['t', undefined],
    ['x', undefined],
  ])('%s', (header, unit) => {
    expect(named('a.csv', `${header},S\n0,1\n6,0.5\n`).content.unit).toBe(unit)
    expect(named('a.csv', `${header};n\n0;10\n6;5\n`, null, 'at-risk').content.unit).toBe(unit)
  })
  test('is that of all files', () => {
    expect(unitOfFiles([other, inDays])).toBe('days')
    expect(unitOfFiles([other])).toBe(null)
    expect(assignCurves(arms, [inDays, other], [], 'days').diagnostics).toEqual([])
  })
  test('is refused where another is to be read, in a curve or a table', () => {
    const table = named('standard.csv', 'time (years),n\n0,50\n1,20\n', null, 'at-risk')
    expect(errorsOf([inDays, other], [table])).toEqual([
      ['standard.csv', 1, 'time-unit', 'the header says that times are in days; they would be read in months'],
      ['standard.csv', 1, 'time-unit', 'the header says that times are in years; they would be read in months'],
    ])
  })
  test('a table that ends far after its curve is in another unit', () => {
    const years = named('standard.csv', 'time,survival\n0,1\n2.4,0.5\n')
    const table = named('standard.csv', 'time,n\n0,50\n12,20\n24,9\n30,1\n', null, 'at-risk')
    expect(errorsOf([years, other], [table])).toEqual([
      [
        'standard.csv',
        1,
        'time-unit',
        'the risk table ends at 30, the curve at 2.4: their times seem to be in different units',
      ],
    ])
  })
})

test('a header that names a unit beside one that does not, of curves that end far apart', () => {
  const inDays = named('standard.csv', 'time (days),survival\n0,1\n890,0.5\n')
  const table = named('standard.csv', 'time,n\n0,50\n12,20\n30,1\n', null, 'at-risk')
  const { diagnostics } = assignCurves(arms, [inDays], [table], 'days')
  expect(diagnostics.map((it) => [it.rule, it.message])).toEqual([
    ['time-unit', 'the risk table ends at 30, the curve at 890: their times seem to be in different units'],
  ])
})

describe('a unit that is said, of curves and tables that end far apart, is believed, and told', () => {
  const curveOf = (header: string, arm: string) => named(`${arm}.csv`, `${header},survival\n0,1\n4.5,0.7\n`)
  const tableOf = (header: string, arm: string) =>
    named(`${arm}-risk.csv`, `${header},n\n0,50\n12,20\n24,9\n`, arm, 'at-risk')
  const said = (curves: readonly NamedFile[], tables: readonly NamedFile[], asked = false) =>
    assignCurves(arms, curves, tables, 'months', asked).diagnostics.map((it) => [it.severity, it.file, it.message])
  const note = (arm: string) => [
    'note',
    `${arm}-risk.csv`,
    'the risk table ends at 24, the curve at 4.5, both said to be in months',
  ]
  const error = (arm: string) => [
    'error',
    `${arm}-risk.csv`,
    'the risk table ends at 24, the curve at 4.5: their times seem to be in different units',
  ]
  test('by both headers', () => {
    expect(said([curveOf('time (months)', 'standard')], [tableOf('Months', 'standard')])).toEqual([note('standard')])
  })
  test('by both headers of that arm, whatever those of another say', () => {
    const curves = [curveOf('time (months)', 'standard'), curveOf('time', 'ide-cel')]
    const tables = [tableOf('time (months)', 'standard'), tableOf('time (months)', 'ide-cel')]
    expect(said(curves, tables)).toEqual([note('standard'), error('ide-cel')])
  })
  test('by whoever asks, whatever the headers leave out', () => {
    const tables = [tableOf('time', 'standard')]
    expect(said([curveOf('time', 'standard')], tables)).toEqual([error('standard')])
    expect(said([curveOf('time', 'standard')], tables, true)).toEqual([note('standard')])
    expect(said([curveOf('time (months)', 'standard')], tables, true)).toEqual([note('standard')])
  })
})

describe('numbers at risk', () => {
  test('of an ipdfc table go with its curve; times are converted', () => {
    const both = named('standard.csv', 'ts,s,trisk,nrisk\n0,1,0,50\n365.25,.5,182.625,30\n')
    expect(assignCurves(arms, [both], [], 'days').counts).toMatchObject([
      {
        arm: 'standard',
        atRisk: [
          { time: 0, count: 50 },
          { time: 6, count: 30 },
        ],
        unit: 'days',
        events: null,
        source: 'standard.csv',
      },
    ])
  })
  test('are sorted, and must not rise', () => {
    const table = (text: string) => named('r.csv', `time,nrisk\n${text}`, 'standard', 'at-risk')
    expect(assignCurves(arms, [], [table('6,30\n0,50\n')], 'months').counts[0]!.atRisk).toEqual([
      { time: 0, count: 50, line: 3, column: 3 },
      { time: 6, count: 30, line: 2, column: 3 },
    ])
    expect(errorsOf([], [table('0,50\n6,30\n12,31\n')])).toEqual([
      ['r.csv', 4, 'number-at-risk', 'more are at risk at 12 (31) than at 6 (30)'],
    ])
  })
})

test('without a record the arms are named like the curves, each once', () => {
  const files = [named('c/Control arm.csv', curve), named('x.csv', curve, 'New'), named('y.csv', curve, 'new')]
  expect(armsOfFiles(files)).toEqual([
    { id: 'control-arm', label: 'Control arm' },
    { id: 'new', label: 'New' },
  ])
})

test('whatever the text, a file is read or refused with places inside it, and nothing is thrown', () => {
  const cell = fc.constantFrom(
    '0',
    '1',
    '0.5',
    '0,5',
    '98%',
    'time',
    'survival',
    'X',
    'Y',
    'nrisk',
    '',
    '.',
    'NA',
    '"a"',
    '"',
    '{',
    '1e400',
    '-',
    'é',
  )
  const text = fc
    .array(fc.tuple(cell, fc.constantFrom(',', ';', '\t', ' ', '\n', '\r\n', '\r')), { maxLength: 40 })
    .map((parts) => parts.flat().join(''))
  fc.assert(
    fc.property(fc.oneof(text, fc.string()), fc.constantFrom<Holds>('curve', 'at-risk'), (content, holds) => {
      const read = readCurveFile(content, 'f', holds)
      if (read.kind === 'read') {
        for (const { points } of read.series)
          for (const { time, survival } of points) expect(time + survival).not.toBeNaN()
        return
      }
      const lines = content.split(/\r\n|\n|\r/)
      expect(read.diagnostics.length).toBeGreaterThan(0)
      for (const { line, column } of read.diagnostics) {
        expect(lines[line - 1]).toBeDefined()
        expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1)
      }
    }),
    { numRuns: 500 },
  )
})
