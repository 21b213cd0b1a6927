import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { auditRecord } from '../../src/cli/audit-record.ts'
import { loadRecord } from '../../src/cli/load-record.ts'
import { recordShelf } from '../../src/cli/record-shelf.ts'

/** The page that judges every finding by hand must judge what is found now: no more, no less, in the same state. */
const folder = 'data/trials'
const files = readdirSync(folder)
  .filter((it) => it.endsWith('.yaml'))
  .map((it) => `${folder}/${it}`)
const relatedTo = recordShelf(files)

const found = files.flatMap((file) => {
  const loaded = loadRecord(file)
  if (loaded.kind !== 'record') throw new Error(file)
  const record = basename(file, '.yaml')
  return auditRecord(loaded.record, relatedTo).findings.flatMap(({ rule, name, state, accepted, figures, message }) =>
    state === 'fail' || state === 'note'
      ? [
          {
            head: `${record}: ${rule} ${name}, ${state}${accepted === undefined ? '' : ', accepted'}`,
            figures,
            message,
          },
        ]
      : [],
  )
})

const page = readFileSync('docs/audit-of-the-seeds.md', 'utf8')
const judged = [...page.matchAll(/^### (.*)\n\nFigures: (.*)\n\n- \*\*Finding\*\*: (.*)\.\n/gmu)].map(
  ([, head = '', figures = '', message = '']) => ({
    head,
    figures: [...figures.matchAll(/`([^`]*)`/gu)].map(([, id = '']) => id),
    message,
  }),
)

const inOrder = (all: typeof found): readonly string[] => all.map((it) => JSON.stringify(it)).sort()

test('the page judges exactly what the audit finds', () => {
  expect(found.length).toBeGreaterThan(10)
  expect(judged).toHaveLength([...page.matchAll(/^### /gmu)].length)
  expect(inOrder(judged)).toEqual(inOrder(found))
})

test('every finding has its computation, verdict and explanation', () => {
  for (const part of ['Computation', 'Verdict', 'Explanation'])
    expect([...page.matchAll(new RegExp(`^- \\*\\*${part}\\*\\*: .+`, 'gmu'))]).toHaveLength(found.length)
})

test('no fail of a shipped record is left unaccepted', () => {
  expect(found.filter(({ head }) => head.endsWith(', fail'))).toEqual([])
})
