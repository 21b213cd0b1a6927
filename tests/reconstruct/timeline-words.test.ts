import { describe, expect, test } from 'vitest'
import { information } from '../../src/reconstruct/information.ts'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import { evidenceOf } from '../evidence/evidence-of.ts'

/* One page says of a figure what it is used for, and every number its unit. Made up. */

const record = (stratified: string): string => `
id: invented-2025
trial: Invented
time unit: years
interval level: 95%
sources:
  paper: {citation: made up, kind: primary}
arms:
  new: {label: New, role: experimental, n: 120}
  old: {label: Old, role: control, n: 120}
follow-up: {median: 3.0, from: randomisation, definition: reverse Kaplan-Meier}
endpoints:
  os:
    label: Overall survival
    event: death
    class: death
    clock: randomisation
    population: randomised
    assessor: not stated
    criteria: not stated
    visits: not stated
    censoring: not stated
    arms:
      new: {median: NR, survival: {1: 85%, 2: 72%}, events: 40}
      old: {median: 3.1 (2.4-NE), survival: {1: 78%, 2: 60%}, events: 57}
    contrast:
      hazard ratio: {printed: 0.63 (0.42-0.95), model: Cox, stratified: false, adjusted: false}
      p: {printed: 0.025, test: log-rank, stratified: ${stratified}, sides: 2}
`

describe('the timeline', () => {
  test.each(['false', 'true'])('says of a p-value (stratified: %s) what the fidelity says', (stratified) => {
    const evidence = evidenceOf(record(stratified), 'os')
    const result = reconstruct(evidence, { seed: 1 })
    if ('kind' in result) throw new Error(result.reason)
    const role = result.fidelity.find(({ figure }) => figure.measure === 'p-value')?.role
    const row = information(evidence)?.timeline.find(({ kind }) => kind === 'p-value')
    expect(role).toBe(stratified === 'false' ? 'input' : 'held-out')
    expect(row?.used).toBe(role === 'input')
    expect(row?.share).toBeNull()
  })

  test('names a unit that is not that of its column', () => {
    const timeline = information(evidenceOf(record('false'), 'os'))?.timeline ?? []
    const reported = (kind: string) => timeline.filter((it) => it.kind === kind).map((it) => it.reported)
    expect(reported('follow-up')).toEqual(['median 3.0 years'])
    expect(reported('median')).toEqual(['3.1 years (2.4 to NE)', 'NR'])
    expect(timeline.filter(({ kind }) => kind === 'survival').map(({ label }) => label)).toContain(
      'Survival at 2 years',
    )
  })
})
