import { describe, expect, test } from 'vitest'
import {
  formatAsPrinted,
  formatEstimate,
  formatInterval,
  formatParameter,
  intervalName,
  measureLabel,
} from '../../src/result/measure-format.ts'

describe('by hand', () => {
  test('each measure has its decimals and its unit', () => {
    const of = (measure: string, estimate: number, lower: number | null, upper: number | null): string =>
      formatEstimate({ measure, estimate, lower, upper, status: 'ok' })
    expect(of('survival', 0.5486, 0.486, 0.607)).toBe('54.9% (48.6–60.7)')
    expect(of('survival-difference', 0.2498, -0.0104, 0.3548)).toBe('25.0 (−1.0 to 35.5)')
    expect(of('median', 13.3, 11.8, null)).toBe('13.3 (11.8 to not reached)')
    expect(of('hazard-ratio', 0.4903, 0.379, 0.6342)).toBe('0.49 (0.38–0.63)')
    expect(of('events', 242, null, null)).toBe('242')
    expect(of('events', 161.4, null, null)).toBe('161.4')
    expect(of('p-value', 0.0000004, null, null)).toBe('<0.001')
    expect(of('e-value', 3.456, null, null)).toBe('3.46')
  })
  test('what does not exist is said in words', () => {
    const none = { measure: 'median', estimate: null, lower: 34.5, upper: null } as const
    expect(formatEstimate({ ...none, status: 'not-reached' })).toBe('not reached (34.5 to not reached)')
    expect(formatEstimate({ ...none, lower: null, status: 'none-in-range' })).toBe('none in range')
    expect(formatInterval('median', null, null)).toBeNull()
  })
  test('labels carry time and unit', () => {
    expect(measureLabel('survival', 12)).toBe('Survival at 12 months')
    expect(measureLabel('survival', 1)).toBe('Survival at 1 month')
    expect(measureLabel('rmst', 24)).toBe('Restricted mean survival time up to 24 months (months)')
    expect(measureLabel('survival-difference', 6)).toBe('Difference in survival at 6 months (percentage points)')
    expect(measureLabel('hazard-ratio-upper', null)).toBe('Upper limit of the hazard ratio')
    expect(measureLabel('state-occupancy', null)).toBe('State occupancy')
    expect(intervalName(0.95)).toBe('95% CI')
  })
  test('figures in the unit of the paper are not multiplied again', () => {
    expect(formatAsPrinted('survival', 71.34)).toBe('71.3%')
    expect(formatAsPrinted('median', 13.81)).toBe('13.8')
  })
  test('parameters: shares as percent, delta with two digits, the rest with three', () => {
    expect(formatParameter('infused share', 0.8858)).toBe('88.6%')
    expect(formatParameter('hazard multiplier', 12.43)).toBe('12.4')
    expect(formatParameter('delta', 12.43)).toBe('12')
    expect(formatParameter('delta', 2)).toBe('2')
    expect(formatParameter('median', 100)).toBe('100')
  })
})
