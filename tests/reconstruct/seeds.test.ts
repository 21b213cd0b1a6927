import { describe, expect, test } from 'vitest'
import type { EndpointEvidence } from '../../src/evidence/evidence.ts'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import type { Fidelity } from '../../src/reconstruct/reconstruction.ts'
import { karmma3 } from './build-evidence.ts'
import { evidenceOf } from '../evidence/evidence-of.ts'

// An invented trial in weeks with the follow-up of the reverse Kaplan-Meier curve: some seeds used to miss figures that others found.
const record = (lowerLimit: string): string => `
id: invented-2025
trial: INVENTED
time unit: weeks
interval level: 97.5%
sources: {paper: {citation: Invented for this test, kind: primary}}
arms:
  new: {label: New, role: experimental}
  old: {label: Old, role: control}
design: {allocation: "1:1", blinding: double blind, enrolment: 2019-05 to 2022-04, cutoff: 2022-10-18}
flow: {new: {chains: [[randomised: 204]]}, old: {chains: [[randomised: 202]]}}
follow-up: {median: 96.4, range: 2.1 to 170.3, from: randomisation, definition: reverse Kaplan-Meier}
endpoints:
  pfs:
    label: Progression-free survival
    event: progression or death
    class: progression-like
    clock: randomisation
    population: randomised
    assessor: not stated
    criteria: not stated
    visits: not stated
    censoring: not stated
    arms:
      new: {median: NR (98.3-NE), survival: {26: 84.2% (${lowerLimit}-89.1), 52: 71.0%, 104: 55.4%}, events: 84}
      old: {median: 44.1 (35.9-57.0), survival: {26: 66.5%, 52: 45.8%, 104: 28.3%}, events: 131}
    contrast:
      hazard ratio: {printed: 0.46 (0.34-0.63), model: Cox, stratified: false}
      p: {printed: p<0.0001, test: log-rank, stratified: false}
`

function missed(evidence: EndpointEvidence, seed: number): Fidelity[] {
  const result = reconstruct(evidence, { seed })
  if ('kind' in result) throw new Error(result.reason)
  return result.fidelity.filter((row) => row.verdict === 'missed')
}

const seeds = Array.from({ length: 12 }, (_, k) => 1 + 7 * k)

describe('whether a figure is missed does not depend on the seed', () => {
  test('where patients exist that give every figure, every seed finds some', () => {
    const evidence = evidenceOf(record('77.4'), 'pfs')
    for (const seed of seeds) expect(missed(evidence, seed).map((row) => row.figure.id)).toEqual([])
  })

  test('the published figures of KarMMa-3 that can be compared come back from every seed', () => {
    for (const seed of seeds) expect(missed(karmma3, seed).map((row) => row.figure.id)).toEqual([])
  })

  test('a limit that no patients can give is the only one missed, and it says why', () => {
    // By hand: 204 patients, nobody censored, S <= 0.8425: Var(log S) >= (1 / 0.8425 - 1) / 204, so on the log-log scale the 97.5%
    // limit is at most 0.8425^exp(2.2414 x 0.03027 / 0.1714) = 0.7752, below the 0.7755 that rounds to 77.6%.
    const evidence = evidenceOf(record('77.6'), 'pfs')
    for (const seed of seeds) {
      const rows = missed(evidence, seed)
      expect(rows.map((row) => row.figure.printed)).toEqual(['77.6'])
      expect(rows[0]!.reason).toContain('no patients can give it')
    }
  })
})
