import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { trialText } from '../../src/analysis/trial-text.ts'
import { rebuild, type Rebuilt } from '../../src/analysis/rebuild.ts'
import { endpointsOf } from '../../src/evidence/collect.ts'
import type { TrialFile } from '../../src/evidence/record-problem.ts'
import type { FidelityRow } from '../../src/result/frames.ts'
import type { Verdict } from '../../src/result/verdict.ts'
import { recordOf } from '../record/record-of.ts'

/** Every endpoint of every record: patients by arm where it can be rebuilt, else why not. What is missed or contradicted is pinned, no decimals are. */
const table: readonly (readonly [
  record: string,
  endpoint: string,
  outcome: Readonly<Record<string, number>> | string,
])[] = [
  ['apollo-2021', 'pfs', { pd: 152, dpd: 152 }],
  ['cartitude-1-2021', 'pfs', { 'cilta-cel': 97 }],
  ['cartitude-1-2021', 'os', { 'cilta-cel': 97 }],
  ['cartitude-4-2023', 'pfs', { standard: 211, 'cilta-cel': 208 }],
  ['cartitude-4-2026', 'pfs', { standard: 211, 'cilta-cel': 208 }],
  ['cartitude-4-2026', 'os', { standard: 211, 'cilta-cel': 208 }],
  ['cartitude-4-2026', 'symptom-worsening', { standard: 211, 'cilta-cel': 208 }],
  ['karmma-2021', 'pfs', { 'ide-cel': 128 }],
  ['karmma-3-2023', 'pfs', { standard: 132, 'ide-cel': 254 }],
  ['karmma-3-2023', 'os', 'cannot be rebuilt: no figure that says when: no median, no landmark, no numbers at risk'],
  [
    'karmma-3-2023',
    'time-to-response',
    'cannot be rebuilt: Time to response is summarised among those who had the event, which is no survival curve',
  ],
  ['karmma-3-2023', 'duration-of-response', { standard: 55, 'ide-cel': 181 }],
]

const records = new Map<string, TrialFile>()
for (const name of readdirSync('data/trials')) {
  const file = `data/trials/${name}`
  const parsed = recordOf(readFileSync(file, 'utf8'), file)
  records.set(parsed.trial.id, { trial: parsed.trial, spans: parsed.spans, file })
}

function record(id: string): TrialFile {
  const found = records.get(id)
  if (found === undefined) throw new Error(`no record ${id}`)
  return found
}

test('the table is all endpoints of all records', () => {
  const all = [...records.values()].flatMap((it) =>
    endpointsOf(it.trial).map((endpoint) => `${it.trial.id} ${endpoint}`),
  )
  expect(table.map(([id, endpoint]) => `${id} ${endpoint}`).sort()).toEqual(all.sort())
})

const withoutEndpoints = [...records.values()].filter((it) => endpointsOf(it.trial).length === 0)

test('records without an endpoint', () => {
  expect(withoutEndpoints.map((it) => it.trial.id).sort()).toEqual([
    'castor-2016',
    'majestec-1-2022',
    'overview-2025',
    'pollux-2016',
  ])
})

describe.each(table)('%s %s', (id, endpoint, outcome) => {
  let rebuilt: Rebuilt
  beforeAll(() => {
    rebuilt = rebuild(record(id), endpoint, { seed: 1 })
  })

  if (typeof outcome === 'string') {
    test('is refused, with the reason', () => {
      if (rebuilt.kind !== 'refused') throw new Error('it was rebuilt')
      const errors = rebuilt.diagnostics.filter(({ severity }) => severity === 'error')
      expect(errors.map(({ message }) => message)).toEqual([outcome])
    })
    return
  }

  const fidelity = (): readonly FidelityRow[] => {
    if (rebuilt.kind !== 'rebuilt') throw new Error(JSON.stringify(rebuilt.diagnostics))
    return rebuilt.frames.fidelity
  }

  test('has the patients of its arms, the reference first', () => {
    if (rebuilt.kind !== 'rebuilt') throw new Error(JSON.stringify(rebuilt.diagnostics))
    const arms = rebuilt.reconstruction.patients.arms
    const sizes = arms.map((arm) => [
      arm,
      rebuilt.kind === 'rebuilt' ? rebuilt.frames.patients.filter((it) => it.arm === arm).length : 0,
    ])
    expect(sizes).toEqual(Object.entries(outcome))
  })

  test('every figure that went in comes back as printed', () => {
    const inputs = fidelity().filter(({ role }) => role === 'input')
    expect(inputs.filter(({ verdict }) => verdict === 'missed')).toEqual([])
    const verdicts: readonly Verdict[] = ['reproduced', 'not-comparable', 'withheld']
    for (const it of inputs) expect(verdicts).toContain(it.verdict)
  })

  test('nothing that is not printed is called reproduced', () => {
    const patients = fidelity().filter(({ measure }) => measure === 'patients')
    const kinds = patients.map(({ reported, verdict, role }) =>
      [reported.replace(/\d+/u, 'n'), verdict, role].join(', '),
    )
    const expected = id.startsWith('cartitude-4')
      ? 'not reported (inferred), not-comparable, input'
      : id === 'apollo-2021'
        ? 'not reported (assumed), withheld, input'
        : 'n, reproduced, input'
    expect(new Set(kinds)).toEqual(new Set([expected]))
  })

  test('curves fall from 1 and stay within their bands and what the figures prove', () => {
    if (rebuilt.kind !== 'rebuilt') throw new Error(JSON.stringify(rebuilt.diagnostics))
    for (const { curve } of rebuilt.reconstruction.arms) {
      expect(curve.survival[0]).toBe(1)
      for (let i = 1; i < curve.time.length; i += 1) {
        expect(curve.survival[i]).toBeLessThanOrEqual(curve.survival[i - 1]!)
        expect(curve.lower[i]).toBeLessThanOrEqual(curve.survival[i]! + 1e-9)
        expect(curve.upper[i]).toBeGreaterThanOrEqual(curve.survival[i]! - 1e-9)
      }
    }
  })
})

const rebuiltAs = (id: string, endpoint: string): Extract<Rebuilt, { kind: 'rebuilt' }> => {
  const it = rebuild(record(id), endpoint, { seed: 1 })
  if (it.kind !== 'rebuilt') throw new Error(JSON.stringify(it.diagnostics))
  return it
}

test('APOLLO: the division is an assumption, among the assumptions and in notes with the ids', () => {
  const { reconstruction, notes } = rebuiltAs('apollo-2021', 'pfs')
  expect(reconstruction.assumptions[0]).toBe(
    'The numbers of patients are assumed, not reported: Pd 152 (pfs.pd.patients), DPd 152 (pfs.dpd.patients), from 304 patients in all, divided equally, as no allocation ratio is stated. No figure determines them; numbers at risk, intervals, bands, tests and counts of events depend on them.',
  )
  const assumed = notes.filter(({ rule }) => rule === 'assumed-size')
  expect(assumed.map(({ severity, figures }) => [severity, figures])).toEqual([
    ['note', ['pfs.dpd.patients']],
    ['note', ['pfs.pd.patients']],
  ])
})

test('texts of a report mark numbers of patients that are not printed', () => {
  const marks = (id: string): readonly unknown[] => {
    const { evidence } = rebuiltAs(id, 'pfs').reconstruction
    return trialText(record(id).trial, evidence).arms.map((it) => [it.patients, it.basis])
  }
  expect(marks('apollo-2021')).toEqual([
    [152, 'assumed'],
    [152, 'assumed'],
  ])
  expect(marks('cartitude-4-2023')).toEqual([
    [211, 'inferred'],
    [208, 'inferred'],
  ])
  expect(marks('karmma-3-2023')).toEqual([
    [132, undefined],
    [254, undefined],
  ])
})

test('CARTITUDE-4: inferred numbers are said to be so, and by what', () => {
  const own = rebuiltAs('cartitude-4-2023', 'pfs').reconstruction.assumptions[0]
  expect(own).toMatch(
    /^The numbers of patients are inferred, not reported: .*, by rule R04 of the audit, from the percentages of this report\.$/u,
  )
  expect(rebuiltAs('cartitude-4-2026', 'os').reconstruction.assumptions[0]).toContain('of the record cartitude-4-2023')
})

/** Only events more than 8 weeks after randomisation count (product information): no plain Cox ratio. */
test('CARTITUDE-4 2023: the ratio of later events does not go in, is shown beside, and contradicts nothing', () => {
  const { frames, notes } = rebuiltAs('cartitude-4-2023', 'pfs')
  const ratios = frames.fidelity.filter(({ measure }) => measure.startsWith('hazard-ratio'))
  expect(ratios.map(({ role, verdict, predictionVerdict }) => [role, verdict, predictionVerdict])).toEqual(
    ratios.map(() => ['held-out', 'not-comparable', '']),
  )
  expect(ratios[0]?.predicted).not.toBeNull()
  expect(notes.map(({ message }) => message)).toContain(
    'pfs.cilta-cel-vs-standard.hazard-ratio 0.26 counts only events after 8 weeks (by carvykti-product-information): it does not go in, and is shown beside the ratio of all rebuilt events',
  )
})
