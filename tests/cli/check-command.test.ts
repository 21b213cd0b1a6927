import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkCommand } from '../../src/cli/check-command.ts'
import { smallRecord } from '../end-to-end/project.ts'

const folder = mkdtempSync(join(tmpdir(), 'remeier-check-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** What `remeier check` says about the small record with one change. */
function said(from: string, to: string, exit = 0): string {
  expect(smallRecord).toContain(from)
  const file = join(folder, 'small-2024.yaml')
  writeFileSync(file, smallRecord.replace(from, to))
  let text = ''
  const out = (it: string): void => {
    text += it
  }
  expect(checkCommand([file], {}, { out, err: out, width: 100, colour: false, live: false })).toBe(exit)
  return text
}

const ratio = 'hazard ratio: { printed: 0.55 (0.38 to 0.80), model: Cox }'

test('a record tells which typed figures would not go in, before anybody builds on them', () => {
  expect(said('label: Old drug', 'label: Older drug')).toContain('no notes')
  expect(said(ratio, `${ratio}\n      odds ratio: 0.40 (0.20 to 0.80)`)).toMatch(
    /not-used .*an odds ratio says nothing/,
  )
  expect(said('from: randomisation', 'from: infusion')).toMatch(/other-clock .*that follow-up is not used/)
  expect(said('from: randomisation', 'from: not stated')).toMatch(/assumed-clock .*taken to be from randomisation/)
})

test('UTF-16 with its mark, old line ends', () => {
  const file = join(folder, 'small-2024.yaml')
  for (const bytes of [Buffer.from(`\uFEFF${smallRecord}`, 'utf16le'), smallRecord.replaceAll('\n', '\r')]) {
    writeFileSync(file, bytes)
    let text = ''
    const out = (it: string): void => {
      text += it
    }
    expect(checkCommand([file], {}, { out, err: out, width: 100, colour: false, live: false }), text).toBe(0)
    expect(text).toContain('can be rebuilt')
  }
})

test('an endpoint that cannot be rebuilt comes with what would mend it', () => {
  const timeless = smallRecord
    .replace(/^ {8}(median|survival): .*$/gmu, '')
    .replace(/^ {6}(new|old):$/gmu, '      $1: {}')
  expect(said(smallRecord, timeless)).toMatch(
    /cannot be rebuilt: pfs \(no figure that says when: .*; add what the paper prints/,
  )
})

test('names that no figure hangs on hide nothing: what cannot be read and what contradicts is told at once', () => {
  const wrong = smallRecord
    .replace('id: small-2024', 'id: other-2024')
    .replace('label: Old drug', 'label: New drug')
    .replace('at: Results }', 'at: Results, source: papper }')
  const text = said(smallRecord, wrong.replace('12.0 (9.0 to 16.0)', '12.0 (19.0 to 16.0)'), 2)
  for (const rule of ['wrong-name', 'same-label', 'unknown-source', 'interval-reversed']) expect(text).toContain(rule)
  expect(said(smallRecord, wrong.replace('6: 50%, 12: 25%', '6: 50%, 12: 75%'), 2)).toContain('monotone-S')
  const lines = [...text.matchAll(/\.yaml:(\d+):/g)].map((it) => Number(it[1]))
  expect(lines).toEqual(lines.toSorted((a, b) => a - b))
  // A name that figures hang on: which arm they are about is not known, so that they are not compared.
  expect(said('      old:\n        median: 6.0', '      odl:\n        median: 6.0 (9.0 to 8.5)', 2)).toMatch(
    /unknown-arm .*\n1 file: 1 error/,
  )
})
