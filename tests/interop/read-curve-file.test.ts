import { describe, expect, test } from 'vitest'
import type { Holds } from '../../src/interop/curve-file.ts'
import { readCurveFile } from '../../src/interop/read-curve-file.ts'
import { formatDiagnostic } from '../../src/record/format-diagnostic.ts'

/** Layouts by hand, as the tools write them. */
function read(text: string, holds: Holds = 'curve') {
  const file = readCurveFile(text, 'f.csv', holds)
  if (file.kind === 'refused') throw new Error(file.diagnostics.map(formatDiagnostic).join('\n'))
  return {
    curves: file.series.map(({ name, points }) => [name, ...points.map(({ time, survival }) => [time, survival])]),
    atRisk: file.atRisk.map(({ name, ticks }) => [name, ...ticks.map(({ time, count }) => [time, count])]),
    events: file.atRisk.map((it) => it.events),
    notes: file.notes.map((it) => it.message),
    percent: file.series.map((it) => it.percent),
  }
}

function refusals(text: string, holds: Holds = 'curve'): string[] {
  const file = readCurveFile(text, 'f.csv', holds)
  return file.kind === 'refused' ? file.diagnostics.map(formatDiagnostic) : []
}

const three = [
  [0, 1],
  [1.5, 0.98],
  [3, 0.9],
]

test('a number too large to be one is refused, in curves and in risk tables', () => {
  expect(refusals('t,S\n0,1\n1,0.9\n1e400,0.1\n')).toEqual([expect.stringContaining('f.csv:4:1 not-a-number')])
  expect(refusals('t,S\n0,1\n1,1e400\n2,0.8\n')).toEqual([expect.stringContaining('f.csv:3:3 not-a-number')])
})

describe('risk tables are told about in words of risk tables', () => {
  test('cells that are no numbers, a file that is empty', () => {
    expect(refusals('time,n\n0,100\n6,sixty\nxii,38\n', 'at-risk')).toEqual([
      expect.stringMatching(/^f\.csv:3:3 not-a-number .*expected a whole number of patients such as 61, found "sixty"/),
      expect.stringMatching(/^f\.csv:4:1 not-a-number .*expected a time such as 6 or 6\.5, found "xii"/),
    ])
    expect(refusals('', 'at-risk')).toEqual([expect.stringContaining('expected a table of times and numbers at risk')])
    expect(refusals('time,n\n', 'at-risk')).toEqual([
      expect.stringContaining('type a row for each time of the risk table'),
    ])
    expect(refusals('time,survival\n0,1\n3,abc\n')).toEqual([
      expect.stringContaining('a number such as 0.98, 98% or 0,98'),
    ])
  })
  test('rows without a number or a time, each by its row; blank rows pass', () => {
    expect(read('time,n\n0,100\n6,\n12,NA\n,5\n,\n18,30\n', 'at-risk')).toMatchObject({
      atRisk: [[null, [0, 100], [18, 30]]],
      notes: [
        'row 3: no number at risk; passed over',
        'row 4: no number at risk; passed over',
        'row 5: no time; passed over',
      ],
    })
    expect(read('time,a,b\n0,100,99\n6,61,\n', 'at-risk').notes).toEqual([
      'row 3: no number at risk of "b"; passed over',
    ])
    expect(read('At risk,0,6,12\na,100,,38\n', 'at-risk').notes).toEqual([
      'row 2: no number at risk of "a" at "6"; passed over',
    ])
    // In ipdfc's table numbers at risk stand beside the first points only.
    expect(read('ts,s,trisk,nrisk\n0,1,0,100\n3,0.8,6,61\n5,0.7,,\n').notes).toEqual([])
  })
})

describe('layouts of curves', () => {
  test('WebPlotDigitizer CSV: names, then X,Y for each data set, which differ in length', () => {
    const text = 'Control,,New,\nX,Y,X,Y\n0,1,0.5,0.99\n1.5,0.98,2,0.95\n3,0.9,,\n'
    expect(read(text).curves).toEqual([
      ['Control', ...three],
      ['New', [0.5, 0.99], [2, 0.95]],
    ])
  })
  test('WebPlotDigitizer CSV of one data set without names', () => {
    expect(read('x, y\n0, 1\n1.5, 0.98\n3, 0.9\n').curves).toEqual([[null, ...three]])
  })
  test('WebPlotDigitizer JSON', () => {
    const value = (pair: readonly number[]) => ({ x: 1, y: 2, value: pair })
    const text = JSON.stringify({ version: [4, 2], datasetColl: [{ name: 'Control', data: three.map(value) }] })
    expect(read(text).curves).toEqual([['Control', ...three]])
    expect(read(`\uFEFF${text}`).curves).toEqual([['Control', ...three]])
  })
  test('WebPlotDigitizer JSON of older versions', () => {
    const text = JSON.stringify({ wpd: { dataSeries: [{ name: 'New', data: three.map((value) => ({ value })) }] } })
    expect(read(text).curves).toEqual([['New', ...three]])
  })
  test('DigitizeIt and ScanIt: two columns without a header', () => {
    expect(read('0;1\n1.5;0.98\n3;0.9').curves).toEqual([[null, ...three]])
    expect(read('0\t1\n1.5\t0.98\n3\t0.9').curves).toEqual([[null, ...three]])
    expect(read('0 1\n 1.5  0.98\n3 0.9\n\n').curves).toEqual([[null, ...three]])
  })
  test('decimal commas, semicolons, BOM and CRLF', () => {
    expect(read('\uFEFFTime;Survival\r\n0;1\r\n1,5;0,98\r\n3;0,9\r\n').curves).toEqual([[null, ...three]])
    expect(read('0\t1\r1,5\t0,98\r3\t0,9').curves).toEqual([[null, ...three]])
    expect(read('0 1\n1,5 0,98\n3 0,9').curves).toEqual([[null, ...three]])
  })
  test('Guyot and survHE: ID time survival, with a header or without', () => {
    expect(read('ID\ttime\tsurvival\n1\t0\t1\n2\t1.5\t0.98\n3\t3\t0.9\n').curves).toEqual([[null, ...three]])
    expect(read('1 0 1\n2 1.5 0.98\n3 3 0.9\n').curves).toEqual([[null, ...three]])
  })
  test('IPDfromKM, reconstructKM and kmdata', () => {
    expect(read('time,survival\n0,1\n1.5,0.98\n3,0.9\n').curves).toEqual([[null, ...three]])
    expect(read('"T","S"\n0,1\n1.5,0.98\n3,0.9\n').curves).toEqual([[null, ...three]])
    expect(read('"","time","S"\n"1",0,1\n"2",1.5,0.98\n"3",3,0.9\n').curves).toEqual([[null, ...three]])
    expect(read('time survival\n1 0 1\n2 1.5 0.98\n3 3 0.9\n').curves).toEqual([[null, ...three]])
  })
  test('Stata ipdfc: curve and risk table side by side', () => {
    const { curves, atRisk, notes } = read('ts,s,trisk,nrisk\n0,1,0,50\n1.5,.98,2,40\n3,.9,.,.\n')
    expect(curves).toEqual([[null, ...three]])
    expect(atRisk).toEqual([[null, [0, 50], [2, 40]]])
    expect(notes).toEqual([])
  })
  test('a column of arms, or a column for each arm', () => {
    expect(read('time,survival,treat\n0,1,control\n1.5,0.98,control\n3,0.9,control\n0,1,new\n').curves).toEqual([
      ['control', ...three],
      ['new', [0, 1]],
    ])
    expect(read('Month;Control;Ide-cel\n0;100;100\n3;90;95').curves).toEqual([
      ['Control', [0, 100], [3, 90]],
      ['Ide-cel', [0, 100], [3, 95]],
    ])
  })
  test('columns that say percent', () => {
    expect(read('Time (months),Survival (%)\n0,100\n3,90').percent).toEqual([true])
    expect(read('time,survival\n0,100%\n3,90 %')).toMatchObject({
      percent: [true],
      curves: [[null, [0, 100], [3, 90]]],
    })
    expect(read('time,survival\n0,1\n3,0.9').percent).toEqual([false])
  })
  test('percent in the header of another column says nothing of this one', () => {
    expect(read('time,survival,95% CI lower\n0,1,1\n3,0.9,0.8').percent).toEqual([false])
    expect(read('time,Drug 5%,placebo\n0,1,1\n3,0.9,0.8').percent).toEqual([false, false])
    expect(read('arm,time,survival\nDrug 5%,0,1\nDrug 5%,3,0.9').percent).toEqual([false])
  })
  test('scientific notation, signs and bare decimals', () => {
    expect(read('-1E-2;+1.00e0\n.5;-.001\n1;\u22120.5').curves).toEqual([[null, [-0.01, 1], [0.5, -0.001], [1, -0.5]]])
  })
  test('a row that lacks a value is dropped and said, blank cells at its end are not', () => {
    expect(read('time,survival\n0,1\n1,\n2,NA\nNA,NA\n3,0.9\n,')).toMatchObject({
      curves: [[null, [0, 1], [3, 0.9]]],
      notes: ['row 3: no survival; dropped', 'row 4: no survival; dropped', 'row 5: no time and no survival; dropped'],
    })
  })
  test('so it is under x and y, and in curves below each other; a data set that ends before the others is whole', () => {
    expect(read('x,y\n0,1\n3,0.9\n5,\n,0.85\n7,0.8\n')).toMatchObject({
      curves: [[null, [0, 1], [3, 0.9], [7, 0.8]]],
      notes: ['row 4: no survival; dropped', 'row 5: no time; dropped'],
    })
    expect(read('Control,,New,\nX,Y,X,Y\n0,1,0,1\n3,NA,3,0.9\n5,0.8,,\n').notes).toEqual([
      'row 4: no survival; dropped',
    ])
    expect(read('x,Control\n0,1\n3,\n5,0.8\n\nx,New\n0,1\n3,0.9\n').notes).toEqual(['row 3: no survival; dropped'])
  })
  test('decimal commas in quotes, between commas', () => {
    expect(read('time,survival\n"0","1"\n"1,5","0,98"\n"3","0,900"\n').curves).toEqual([[null, ...three]])
  })
  test('thousands with commas beside decimal points, and the other way round', () => {
    const days = [[null, [0, 1], [1005.7, 0.98]]]
    expect(read('time;survival\n0;1\n1,005.7;0.98\n').curves).toEqual(days)
    expect(read('time;survival\n0;1\n1.005,7;0,98\n').curves).toEqual(days)
    expect(read('time,survival\n0,1\n"1,005.7",0.98\n').curves).toEqual(days)
    expect(read('time,n\n0,"1,200"\n6,850\n', 'at-risk').atRisk).toEqual([[null, [0, 1200], [6, 850]]])
  })
  test('lines of remarks', () => {
    expect(read('# read by me\n#\ntime,survival\n0,1\n1.5,0.98\n# the end\n3,0.9\n').curves).toEqual([[null, ...three]])
    expect(read('#,time,survival\n1,0,1\n2,1.5,0.98\n3,3,0.9\n').curves).toEqual([[null, ...three]])
  })
  test('Engauge: curves below each other, each under its own header', () => {
    expect(read('x,Curve1\n0,1\n1.5,0.98\n3,0.9\n\n\nx,Curve2\n0,1\n2,0.5\n').curves).toEqual([
      ['Curve1', ...three],
      ['Curve2', [0, 1], [2, 0.5]],
    ])
  })
})

describe('layouts of numbers at risk', () => {
  const risk = [
    [0, 50],
    [6, 41],
  ]
  test('Guyot and survHE: Interval time lower upper nrisk', () => {
    expect(read('Interval time lower upper nrisk\n1 0 1 20 50\n2 6 21 44 41\n', 'at-risk').atRisk).toEqual([
      [null, ...risk],
    ])
    expect(read('1 0 1 20 50\n2 6 21 44 41\n', 'at-risk').atRisk).toEqual([[null, ...risk]])
  })
  test('IPDfromKM and reconstructKM', () => {
    expect(read('trisk,nrisk\n0,50\n6,41\n', 'at-risk').atRisk).toEqual([[null, ...risk]])
    expect(read('time,NAR\n0,50\n6,41\n', 'at-risk').atRisk).toEqual([[null, ...risk]])
    expect(read('0;50\n6;41', 'at-risk').atRisk).toEqual([[null, ...risk]])
  })
  test('kmdata: the number of events stands in each row', () => {
    const text = 'interval,trisk,lower,upper,nrisk,TE,maxfu\n1,0,1,20,50,33,40\n2,6,21,44,41,33,40\n'
    expect(read(text, 'at-risk')).toMatchObject({ atRisk: [[null, ...risk]], events: [33] })
  })
  test('a column of arms, or a column for each arm', () => {
    expect(read('arm,time,nrisk\ncontrol,0,50\ncontrol,6,41\nnew,0,48\n', 'at-risk').atRisk).toEqual([
      ['control', ...risk],
      ['new', [0, 48]],
    ])
    expect(read('time,control,new\n0,50,48\n6,41,40\n', 'at-risk').atRisk).toEqual([
      ['control', ...risk],
      ['new', [0, 48], [6, 40]],
    ])
  })
  test('as printed: a row an arm, the times in the first row, other counts in brackets', () => {
    const read1 = read('Months,0,6\nControl,50 (0),41 (7)\nNew,48 (0),40 (6)\n', 'at-risk')
    expect(read1.atRisk).toEqual([
      ['Control', [0, 50], [6, 41]],
      ['New', [0, 48], [6, 40]],
    ])
    expect(read1.notes).toHaveLength(4)
    expect(read('arm;0;6;12\nControl;50;41;-\n', 'at-risk').atRisk).toEqual([['Control', ...risk]])
    expect(read('time,n\n0,50 (0)\n6,41 [7]\n', 'at-risk')).toMatchObject({
      atRisk: [[null, ...risk]],
      notes: ['row 2: the number in brackets is not read', 'row 3: the number in brackets is not read'],
    })
  })
  test('points between thousands, where patients cannot be parts', () => {
    const table = [[null, [0, 1234], [6.5, 1102], [12, 987]]]
    expect(read('time;nrisk\n0;1.234\n6,5;1.102\n12;987\n', 'at-risk').atRisk).toEqual(table)
    expect(read('time;nrisk\n0;1.234\n6.5;1.102\n12;987\n', 'at-risk').atRisk).toEqual(table)
    expect(read('time,nrisk\n0,1.234 (0)\n6.5,1.102 (3)\n12,987 (9)\n', 'at-risk').atRisk).toEqual(table)
    expect(read('Months;0;6\nA;1.234;987', 'at-risk').atRisk).toEqual([['A', [0, 1234], [6, 987]]])
    expect(read('time;nrisk\n0;1.234\n', 'at-risk').notes).toEqual(['row 2: 1.234 is read as 1234'])
    // 12.000 may be twelve with its decimals; a column with 1.5 has decimal points.
    expect(read('time;nrisk\n0;12.000\n', 'at-risk').atRisk).toEqual([[null, [0, 12]]])
    expect(refusals('time;nrisk\n0;1.234\n6;1.5\n', 'at-risk')).toHaveLength(2)
  })
  test('a number of patients is whole', () => {
    expect(refusals('time,nrisk\n0,50\n6,41.5\n-1,60\n', 'at-risk')).toEqual([
      'f.csv:3:3 number-at-risk this is no number at risk (expected a whole number of patients at a time from 0 on, found 41.5, correct the row)',
      'f.csv:4:4 number-at-risk this is no number at risk (expected a whole number of patients at a time from 0 on, found time -1, correct the row)',
    ])
  })
})

describe('what cannot be read is refused with every place', () => {
  test('cells that are no numbers, all at once', () => {
    expect(refusals('time,survival\n0,1\n1,abc\nx,0.9\n')).toEqual([
      'f.csv:3:3 not-a-number this cell is no number (expected a number such as 0.98, 98% or 0,98, found "abc", correct the cell, or leave it empty to have the row passed over)',
      'f.csv:4:1 not-a-number this cell is no number (expected a number such as 0.98, 98% or 0,98, found "x", correct the cell, or leave it empty to have the row passed over)',
    ])
  })
  test('columns that nothing tells apart', () => {
    expect(refusals('1,2,3,4\n5,6,7,8\n')).toEqual([
      'f.csv:1:1 unknown-layout the columns cannot be told apart (expected two columns, time and survival, or a header that names them (time, survival, arm), found "1" "2" "3" "4", name the columns in the first row)',
    ])
    expect(refusals('0,5,0,98\n1,0,0,95\n')).toHaveLength(1)
  })
  test('two columns of times or of survival, and any two of one name', () => {
    const said = refusals('time,time,survival\n0,1,1\n3,2,0.9\n')
    expect(said.join()).toMatch(/f\.csv:1:6.*a second column of the same kind is called "time"/)
    expect(refusals('time,survival,time,survival\n0,1,0,1\n3,0.9,3,0.8\n')).toHaveLength(1)
    expect(refusals('time,surv,months\n0,1,0\n')).toHaveLength(1)
    expect(refusals('time,nrisk,nrisk\n0,10,9\n', 'at-risk')).toHaveLength(1)
    expect(read('ts,s,trisk,nrisk\n0,1,0,10\n3,0.9,,\n').atRisk).toEqual([[null, [0, 10]]])
  })
  test('a header without rows', () => {
    expect(refusals('time,survival\n')).toEqual([
      'f.csv:1:1 empty-table the table has a header and no rows (export the points again)',
    ])
  })
  test('an empty file, and JSON of something else', () => {
    expect(refusals('\n \n')).toEqual([
      'f.csv:1:1 empty-table the file is empty (expected a table of times and survival)',
    ])
    expect(refusals('{"a": 1}')[0]).toMatch(
      /^f.csv:1:1 unknown-layout this JSON holds no data sets of WebPlotDigitizer/,
    )
    expect(refusals('{"datasetColl": [{"name": "a", "data": [{"value": [1]}]}]}')[0]).toMatch(
      /point 1 of "a" of data set 1 has no value/,
    )
  })
  test('broken JSON has its place', () => {
    const place = (text: string) => refusals(text)[0]?.split(' ')[0]
    expect(refusals('{\n  "datasetColl": [,]\n}')[0]).toMatch(/^f.csv:2:19 json-syntax this is no valid JSON/)
    expect(place('{"datasetColl": [')).toBe('f.csv:1:18')
    expect(place('{"a": 01}')).toBe('f.csv:1:8')
    expect(place('{"a": 1,\n}')).toBe('f.csv:2:1')
    expect(place('{"a" 1}')).toBe('f.csv:1:6')
    expect(place('[1, 2] 3')).toBe('f.csv:1:8')
    expect(place('{"a": [1 2]}')).toBe('f.csv:1:10')
  })
})
