import { describe, expect, test } from 'vitest'
import { classOf } from '../bench/reconstruction/comparison.ts'
import { evidenceAt } from '../bench/reconstruction/summary-record.ts'
import { figures } from '../../src/evidence/evidence.ts'

const summary = {
  unit: 'years',
  endpoint: 'DFS',
  events: 30,
  hr: { value: '0.70', lo: '0.50', hi: '0.98', conf: 95 },
  logrank_p: '0.04',
  followup: { median: '5.0', min: '0.2', max: '9.1' },
  arms: [
    {
      name: 'A',
      n: 40,
      median: { value: '2.5', lo: '1.1', hi: 'NR' },
      landmarks: [{ time: 0.5, percent: '81.2' }],
      events: 18,
    },
    {
      name: 'B',
      n: 41,
      median: { value: 'NE', lo: '2.0', hi: 'NE' },
      at_risk: { times: [0, 1], n: [41, 30] },
      events: 12,
    },
  ],
}

describe('a summary of a bed', () => {
  test('becomes evidence by way of a record: months, rounding, definitions', () => {
    const evidence = evidenceAt(summary, 'Some_Trial.1', 'progression-like')
    const [a, b] = evidence.arms
    expect(a!.role).toBe('control')
    expect(a!.median!.estimate.quantity).toMatchObject({ kind: 'number', value: 30, decimals: 1 })
    expect(a!.median!.interval!.upper.quantity.kind).toBe('not-reached')
    expect(a!.landmarks[0]).toMatchObject({ time: 6, estimate: { quantity: { value: 0.812 } } })
    expect(b!.atRisk.map((it) => it.time)).toEqual([0, 12])
    expect(evidence.followUp).toMatchObject({ definition: 'reverse Kaplan-Meier', maximum: { printed: '9.1' } })
    expect(evidence.contrasts).toMatchObject([
      { denominator: 'reference', hazardRatio: { adjustment: 'none', comparable: true } },
    ])
    expect(figures(evidence)).toHaveLength(21)
  })

  test('says the class of an endpoint by its name', () => {
    expect(['OS', 'death', 'prostate cancer death', 'death or transplant'].map(classOf)).toEqual(Array(4).fill('death'))
    expect(['PFS', 'DFS', 'relapse', 'biochemical recurrence', 'remission end'].map(classOf)).toEqual(
      Array(5).fill('progression-like'),
    )
    expect(['infection', 'tumour', 'cardiac event'].map(classOf)).toEqual(Array(3).fill('other'))
  })
})
