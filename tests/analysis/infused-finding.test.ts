import { expect, test } from 'vitest'
import { infusedFinding } from '../../src/analysis/infused-finding.ts'
import { row } from '../chart/fixture.ts'

const at = (estimate: number, value: number, variant = 'none fails') =>
  row({ measure: 'survival', time: 12, estimate, value, variant })

test('by the name of the stage, and a range of one number is that number', () => {
  expect(infusedFinding([at(0.489, 0.957), at(0.504, 0.957, 'all fail')], new Map(), 'treated')).toBe(
    'Survival at 12 months of the treated runs from 48.9% to 50.4% over the 2 assumptions tried and a share of 95.7% treated. The comparison as assigned counts those not treated too, and no assumption about them changes it.',
  )
  expect(infusedFinding([at(0.489, 0.957)], new Map(), 'treated')).toBe(
    'Survival at 12 months of the treated is 48.9% under the one assumption tried and a share of 95.7% treated. The comparison as assigned counts those not treated too, and no assumption about them changes it.',
  )
  const stretches = new Map([['all fail', [{ from: 0.3, to: 1.5 }]]])
  const rows = [at(0.489, 0.957), { ...at(0.504, 0.96, 'all fail'), status: 'infeasible' as const }]
  const contradicted = infusedFinding(rows, stretches, 'infused')
  expect(contradicted).toContain('infused shares of 95.7% to 96.0%')
  expect(contradicted).toContain('which leaves 48.9%; there')
  expect(contradicted).toMatch(
    /so that no printed figure excludes them\. The comparison as assigned counts those not infused too/,
  )
})
