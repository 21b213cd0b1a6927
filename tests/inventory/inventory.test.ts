import { describe, expect, test } from 'vitest'
import { countFigures } from './count-figures.ts'
import { numbersIn, sameNumber } from './number-tokens.ts'
import { type Answer, documents, inventoriesHere, inventoryFile, readInventory } from './read-inventory.ts'
import { readRecords } from './read-records.ts'
import { isReason } from './reasons.ts'

// Papers: the documents named in read-inventory.ts. Each inventory lists every number of its document in order; the documents themselves
// are not part of the repository, so `npm run inventory` says whether an inventory still fits its document.

const records = new Map(readRecords().map((it) => [it.trial.id, it]))
const here = documents.filter((it) => inventoriesHere().includes(inventoryFile(it).replace(/^.*\//u, '')))
const said = ({ line, token, near }: Answer): string => `line ${line}: ${token} (${near})`

test('there is an inventory of each of the five documents, and of nothing else', () => {
  expect(inventoriesHere()).toEqual(documents.map((it) => `${it}.csv`).toSorted())
})

describe.each(here)('%s', (document) => {
  const answers = readInventory(document)

  test('accounts for every number, by a figure or by a reason of the closed list', () => {
    const open = answers.filter(({ figures, reason }) => {
      if (reason === '') return figures.length === 0
      return !isReason(reason) || (reason === 'converted') !== figures.length > 0
    })
    expect(open.map(said)).toEqual([])
    expect(answers.length).toBeGreaterThan(50)
  })

  test('names figures that exist, and that hold the number as this document prints it', () => {
    const wrong = answers.flatMap((answer) =>
      answer.figures.flatMap((id) => {
        const figure = records.get(answer.record)?.figures.find((it) => it.id === id)
        if (figure === undefined) return [`${said(answer)}: ${answer.record} has no figure ${id}`]
        const prints = figure.prints.filter(({ source }) => source === document).map(({ printed }) => printed)
        if (prints.length === 0) return [`${said(answer)}: ${id} is not said to be printed by ${document}`]
        if (answer.reason === 'converted') return []
        const numbers = [...prints, ...figure.around].flatMap(numbersIn)
        return numbers.includes(sameNumber(answer.token))
          ? []
          : [`${said(answer)}: ${id} holds ${prints.join(' | ')}, not ${answer.token}`]
      }),
    )
    expect(wrong).toEqual([])
  })

  test('leaves no number of a record without its place in the document', () => {
    const pointed = new Set(
      answers.flatMap(({ record, figures, token }) => figures.map((id) => `${record} ${id} ${sameNumber(token)}`)),
    )
    const unseen = [...records.values()].flatMap(({ trial, figures }) =>
      figures
        .filter((it) => it.class !== 'words')
        .flatMap(({ id, prints }) =>
          prints
            .filter(({ source }) => source === document)
            .flatMap(({ printed }) => numbersIn(printed).map((number) => ({ id, printed, number })))
            .filter(({ number }) => !pointed.has(`${trial.id} ${id} ${number}`))
            .map(({ printed, number }) => `${trial.id} ${id}: ${number} of "${printed}"`),
        ),
    )
    expect(unseen).toEqual([])
  })

  test('copies no prose: a token and at most three words', () => {
    expect(answers.filter(({ near }) => near.split(' ').length > 3)).toEqual([])
    const order = answers.map(({ line }) => line)
    expect(order).toEqual(order.toSorted((a, b) => a - b))
  })
})

test('every source of a record is one of the documents, or is marked as outside them', () => {
  const others = [...records.values()].flatMap(({ trial }) =>
    Object.entries(trial.sources)
      .filter(([name, { kind }]) => kind !== 'outside' && !documents.some((it) => it === name))
      .map(([name]) => `${trial.id}: ${name}`),
  )
  expect(others).toEqual([])
})

test('every claim rests on figures of its record, or of another one that it names', () => {
  const named = [...records.values()].flatMap(({ trial, figures }) =>
    figures.flatMap(({ id }) => [`${trial.id} ${id}`]),
  )
  const known = new Set(named)
  const loose = [...records.values()].flatMap(({ trial }) =>
    (trial.claims ?? []).flatMap((claim) =>
      (claim['rests on'] ?? [])
        .filter((id) => !known.has(id.includes(':') ? id.replace(':', ' ') : `${trial.id} ${id}`))
        .map((id) => `${trial.id}: ${id}`),
    ),
  )
  expect(loose).toEqual([])
})

test('the records hold more than six hundred printed numbers in more than five hundred figures', () => {
  const counts = countFigures([...records.values()])
  expect(counts.reduce((sum, it) => sum + it.numbers, 0)).toBeGreaterThan(600)
  expect(counts.reduce((sum, it) => sum + it.figures, 0)).toBeGreaterThan(500)
})
