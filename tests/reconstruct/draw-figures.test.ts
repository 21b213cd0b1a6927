import { expect, test } from 'vitest'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import { evidenceOf, karmma3 } from './build-evidence.ts'

// Rodriguez-Otero 2023: 242 events in all, follow-up to the cut-off from 0.4 to 35.4 months. The expected number of events is off that of a
// Kaplan-Meier curve by up to 1 percent, and a draw may be three standard errors of that away.
test('no draw of KarMMa-3 loses the printed total of events, nor its follow-up', () => {
  const result = reconstruct(karmma3, { seed: 5 })
  if ('kind' in result) throw new Error(result.reason)
  for (let index = 0; index < 300; index += 1) {
    const { time, event } = result.drawPatients(index)
    const events = event.reduce((sum, it) => sum + it, 0)
    expect(Math.abs(events - 242), `draw ${index}`).toBeLessThanOrEqual(0.1 * 242)
    expect(time.filter((it) => it >= 12).length, `draw ${index}`).toBeGreaterThan(90)
  }
})

// CARTITUDE-1 as an overview prints it: survival at three times, and no follow-up. Two years need somebody who was watched for two years.
test('no draw ends before the last time of which a figure speaks, where no follow-up is printed', () => {
  const cartitude1 = evidenceOf({ arms: { cilta: { n: 97, survival: { 12.4: '77%', 18: '66.0%', 24: '60.5%' } } } })
  const result = reconstruct(cartitude1, { seed: 20210225 })
  if ('kind' in result) throw new Error(result.reason)
  for (let index = 0; index < 400; index += 1) {
    expect(result.drawPatients(index).time.at(-1), `draw ${index}`).toBeGreaterThanOrEqual(24)
  }
})
