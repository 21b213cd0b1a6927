import { csvParse } from 'd3-dsv'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { figureId } from '../../src/record/figure-id.ts'
import { numbersIn } from '../inventory/number-tokens.ts'
import { readRecords } from '../inventory/read-records.ts'

// Papers: Rodriguez-Otero et al., N Engl J Med 2023;388:1002-14. Its Tables 1, 2 and 3 and the figures of its text on flow, efficacy and
// safety were typed a second time from the article, by somebody who had not seen the record. The column `id`, which says where the record
// has the cell, was filled afterwards.

const source = 'rodriguez-otero-2023'
const record = readRecords().find((it) => it.trial.id === 'karmma-3-2023')
if (record === undefined) throw new Error('no record karmma-3-2023')
const { trial, figures } = record

const cells = csvParse(readFileSync('tests/record/karmma-3-second-reading.csv', 'utf8')).map((row) => ({
  place: row['table'] ?? '',
  name: `${row['table'] ?? ''}, ${row['row'] ?? ''}, ${row['column'] ?? ''}`,
  printed: row['printed'] ?? '',
  ids: (row['id'] ?? '').split(' ').filter((it) => it !== ''),
}))
const readable = cells.filter(({ printed }) => printed !== 'unreadable')
const tables = ['Table 1', 'Table 2', 'Table 3', 'Table 3, footnote †']
const ofTables = readable.filter(({ place }) => tables.includes(place))
const ofText = readable.filter((it) => !ofTables.includes(it))

const said = ({ name, printed, ids }: (typeof cells)[number]): string =>
  `${name}: ${printed}, not ${ids.flatMap((id) => printsOf.get(id) ?? [`nothing under ${id}`]).join(' | ')}`

/** What the article prints for a figure; other papers repeat some of them. */
const printsOf = new Map(
  figures.map((it) => [it.id, it.prints.filter((print) => print.source === source).map(({ printed }) => printed)]),
)

/** As typed, apart from the marks of footnotes and the kind of dash: the text has "12.0 to 18.6" where Table 2 has "12.0–18.6". */
const withoutMarks = (printed: string): string => printed.replaceAll(/[†‡§¶]/gu, '').replaceAll(/–| to /gu, '-')

/** Its numbers and signs in order; the level of an interval is left out and a denominator comes last, because text and tables place it differently. */
function numbersAndSigns(printed: string): readonly string[] {
  const plain = printed.replaceAll('95% CI', '').replace(/(?: of |\/)(\d+)(.*)$/u, '$2 $1')
  return plain.split(/([<≤>≥])/u).flatMap((part, index) => (index % 2 === 1 ? [part] : numbersIn(part)))
}

function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  let next = 0
  for (const it of whole) if (it === part[next]) next += 1
  return next === part.length
}

/** Figures that were not read a second time: treatment, and what the article says of other studies and of approvals. */
const otherMatters = new Set(['dose', 'process time', 'another study', 'approval'])
const readOnce = (path: readonly PropertyKey[]): boolean =>
  path[0] === 'quantities' && otherMatters.has(trial.quantities?.[String(path[1])]?.about ?? '')

describe('the second reading of KarMMa-3', () => {
  test('has the whole of the three tables', () => {
    const sizes = ['Table 1', 'Table 2', 'Table 3'].map((it) => cells.filter(({ place }) => place === it).length)
    // 50 lines of two columns; 14 lines of two and one p-value; 22 lines of six; and the sizes of the groups in the heads of Tables 1 to 3.
    expect(sizes).toEqual([50 * 2, 14 * 2 + 1, 22 * 6 + 2])
  })

  test('agrees with the record in every cell of the tables', () => {
    const wrong = ofTables.filter(({ printed, ids }) => {
      const others = ids.map((id) => (printsOf.get(id) ?? []).map(withoutMarks))
      return others.length === 0 || others.some((prints) => !prints.includes(withoutMarks(printed)))
    })
    expect(wrong.map(said)).toEqual([])
  })

  test('agrees with the record in every figure of the text', () => {
    const wrong = ofText.filter(({ printed, ids }) => {
      const held = ids.flatMap((id) => printsOf.get(id) ?? []).flatMap(numbersAndSigns)
      const typed = numbersAndSigns(printed)
      return typed.length === 0 || !isWithin(typed, held)
    })
    expect(wrong.map(said)).toEqual([])
  })

  test('misses no figure of the record', () => {
    const missed = figures
      .filter((it) => it.class !== 'words' && !readOnce(it.path))
      .flatMap(({ id }) => {
        const typed = readable.filter(({ ids }) => ids.includes(id)).flatMap(({ printed }) => numbersAndSigns(printed))
        return (printsOf.get(id) ?? [])
          .filter((printed) => numbersAndSigns(printed).some((number) => !typed.includes(number)))
          .map((printed) => `${id}: ${printed}`)
      })
    expect(missed).toEqual([])
  })

  test('finds the same cells unreadable', () => {
    const inRecord = Object.entries(trial.tables ?? {}).flatMap(([table, { rows }]) =>
      Object.entries(rows).flatMap(([row, it]) =>
        it.cells.flatMap(({ printed }, column) =>
          printed === 'unreadable' ? [figureId(trial, ['tables', table, 'rows', row, 'cells', column])] : [],
        ),
      ),
    )
    const second = cells.filter(({ printed }) => printed === 'unreadable').flatMap(({ ids }) => ids)
    expect(second.toSorted()).toEqual(inRecord.toSorted())
  })
})
