import { expect, test } from 'vitest'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import type { Reconstruction } from '../../src/reconstruct/reconstruction.ts'
import { widthIsPlain } from '../../src/reconstruct/width-is-plain.ts'
import { arm } from '../../src/survival/arm.ts'
import { karmma3 } from './build-evidence.ts'

const contrast = karmma3.contrasts[0]!
const [ratio, pValue] = [contrast.hazardRatio!, contrast.pValue!]

function rebuilt(stratified: boolean): Reconstruction {
  const result = reconstruct(
    { ...karmma3, contrasts: [{ ...contrast, pValue: { ...pValue, stratified } }] },
    { seed: 20220418 },
  )
  if ('kind' in result) throw new Error(result.reason)
  return result
}

const eventsOf = ({ patients }: Reconstruction): number =>
  arm(patients, 'ide-cel').event.reduce((sum, it) => sum + it, 0)

test('an interval is asked for where it is said to be that of a plain Cox model: of the ratio, or of a test beside it that goes in itself', () => {
  const stated = (stratified: boolean | 'not stated', adjusted: boolean | 'not stated', test: boolean | 'not stated') =>
    widthIsPlain({ ...ratio, stratified, adjusted }, { ...pValue, stratified: test })
  expect(stated(false, false, true)).toBe(true)
  expect(stated(false, 'not stated', true)).toBe(true)
  expect(stated('not stated', 'not stated', false)).toBe(true)
  // A test that goes in nowhere says no more than none.
  expect(stated('not stated', 'not stated', 'not stated')).toBe(false)
  expect(stated('not stated', 'not stated', true)).toBe(false)
  expect(widthIsPlain({ ...ratio, stratified: 'not stated' }, null)).toBe(false)
  expect(stated(true, false, false)).toBe(false)
  expect(stated(false, true, false)).toBe(false)
})

// Rodriguez-Otero 2023: 0.49 (0.38-0.65), whose upper limit an unstratified model gives with the split moved by four of the model's sd.
test('only a plain width moves the split of events; of another one the limits are shown beside ours', () => {
  const [plain, other] = [rebuilt(false), rebuilt(true)]
  expect(eventsOf(plain)).toBeGreaterThan(eventsOf(other) + 6)
  const limits = other.fidelity.filter(({ figure }) => figure.measure.startsWith('hazard-ratio-'))
  expect(limits.map(({ verdict, role }) => [verdict, role])).toEqual([
    ['not-comparable', 'input'],
    ['not-comparable', 'input'],
  ])
  expect(limits[0]!.reason).toContain('strata')
  expect(other.fidelity.find(({ figure }) => figure.measure === 'hazard-ratio')?.verdict).toBe('reproduced')
  expect(other.assumptions.join(' ')).toContain('its limits are not')
})
