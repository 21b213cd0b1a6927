import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { audit, rules } from '../../src/audit/audit.ts'
import { toDiagnostics } from '../../src/audit/to-diagnostics.ts'
import { readTrial } from '../evidence/read-trial.ts'
import { recordOf } from '../record/record-of.ts'

const rising = ['6: 73%', '6: 51%'] as const

describe('the audit of a record', () => {
  test('places fails and notes in the file, and leaves the rest out', () => {
    const record = readTrial([rising, ['{ 12: 80% }', '{ 12: 50.0% }']])
    const found = audit(record.trial).findings.filter(({ rule }) => rule === 'R19')
    expect(toDiagnostics(found, record)).toEqual([
      {
        severity: 'fail',
        rule: 'R19 monotone-S',
        file: 'made-up-2024.yaml',
        line: 31,
        column: 25,
        message: 'survival rises: survival is 51% at 6 months and 55% at 12 months',
        expected: 'at most 51%',
        found: '55%',
        mend: 'check these figures against the paper; if it prints them so, accept R19 for pfs.new.survival@12, pfs.new.survival@6 with a reason',
        figures: ['pfs.new.survival@12', 'pfs.new.survival@6'],
      },
      {
        severity: 'note',
        rule: 'R19 monotone-S',
        file: 'made-up-2024.yaml',
        line: 31,
        column: 25,
        message: 'pfs lies above os, which counts fewer events; at 12 months, 55% for pfs and 50.0% for os',
        figures: ['pfs.new.survival@12', 'os.new.survival@12'],
      },
    ])
  })

  test('marks what the record accepts by rule and figures, and only that', () => {
    const accepting = (rule: string, figures: string): ReturnType<typeof readTrial> => {
      const text = `accepted:\n  - { rule: ${rule}, figures: [${figures}], reason: misprint }\nflow:`
      return readTrial([rising, ['flow:', text]])
    }
    const accepted = (rule: string, figures: string): unknown[] => {
      const record = accepting(rule, figures)
      const found = audit(record.trial).findings.filter(({ state }) => state === 'fail')
      return toDiagnostics(found, record).map((it) => it.accepted)
    }
    expect(accepted('R19', 'pfs.new.survival@12')).toEqual(['misprint'])
    expect(accepted('R19 monotone-S', 'pfs.new.survival@12, pfs.new.survival@6')).toEqual(['misprint'])
    expect(accepted('R19', 'pfs.old.survival@6')).toEqual([undefined])
    expect(accepted('R07', 'pfs.new.survival@12')).toEqual([undefined])
    expect(audit(accepting('R19', 'pfs.new.survival@12').trial).problems).toEqual([])
    expect(audit(accepting('R19', 'pfs.old.survival@6').trial).problems).toMatchObject([
      { severity: 'note', rule: 'idle-acceptance', path: ['accepted', 0] },
    ])
  })

  test('an endpoint that cannot be read is reported and not compared; the others are', () => {
    const { findings, problems } = audit(readTrial([['73%', '173%']]).trial)
    expect(problems).toMatchObject([{ rule: 'percent-over-100', figures: ['pfs.new.survival@6'] }])
    // R42 asks whether words rest on figures at all, not what they say.
    const compared = findings.filter(({ rule }) => rule !== 'R42')
    expect(compared.some(({ figures }) => figures.some((it) => it.startsWith('pfs.')))).toBe(false)
    expect(findings.some(({ figures }) => figures.some((it) => it.startsWith('os.')))).toBe(true)
  })

  test('no rule gives worse than it says, and rules have names of their own', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length)
    const worst = new Map<string, string>(rules.map(({ id, worst }) => [id, worst]))
    const broken = readTrial([
      rising,
      ['sample size: 150', 'sample size: 151'],
      ['12: 55% (45 to 64)', '48: 55% (56 to 64)'],
    ])
    for (const { rule, state } of audit(broken.trial).findings) {
      if (state === 'fail') expect(worst.get(rule)).toBe('fail')
    }
  })
})

/** Rodriguez-Otero 2023: its figures agree with each other. */
test('KarMMa-3', () => {
  const file = 'data/trials/karmma-3-2023.yaml'
  const parsed = recordOf(readFileSync(file, 'utf8'), file)
  const { findings, problems } = audit(parsed.trial)
  expect(problems).toEqual([])
  expect(findings.filter(({ state, accepted }) => state === 'fail' && accepted === undefined)).toEqual([])
  const passed = findings.filter(({ state }) => state === 'pass').map(({ rule }) => rule)
  const timeToEvent = 'R07 R08 R09 R10 R11 R13 R14 R15 R16 R17 R18 R19 R27 R28 R29 R41 R43 S01 S02'
  for (const rule of `R01 R20 R21 R22 R23 R24 ${timeToEvent}`.split(' ')) expect(passed).toContain(rule)
})

test('a paper that does not print the patients of an arm is no mistake of its record', () => {
  const population = 'class: death\n    clock: randomisation\n    population: '
  const { problems } = audit(readTrial([[`${population}randomised`, `${population}responders`]]).trial)
  const note = { severity: 'note', rule: 'unknown-patients' }
  expect(problems).toMatchObject([note, note])
  expect(problems[0]?.message).toBe(
    'nothing says how many patients of "new" were analysed: the 100 of the arm are not taken, because "responders" may be only a part of them: the endpoint cannot be rebuilt',
  )
})

/** Einsele 2026, by a summary that prints no patients by arm (they are inferred from another report): a reduction by 57% beside a ratio of 0.29; 1 - 0.29 is 0.71. */
test('figures of an endpoint without printed patients are compared with each other', () => {
  const file = 'data/trials/cartitude-4-2026.yaml'
  const parsed = recordOf(readFileSync(file, 'utf8'), file)
  const { findings, problems } = audit(parsed.trial)
  expect(problems).toEqual([])
  const failed = findings.filter(({ state }) => state === 'fail')
  expect(failed).toMatchObject([{ rule: 'R11', expected: '70.5% to 71.5%', found: '57%' }, { rule: 'R31' }])
  expect(failed[0]?.accepted).toMatch(/^The summary prints/u)
  const passed = findings.filter(({ state, rule }) => state === 'pass' && rule === 'R07')
  expect(passed.flatMap(({ figures }) => figures[0] ?? [])).toContain(
    'symptom-worsening.cilta-cel-vs-standard.hazard-ratio',
  )
})
