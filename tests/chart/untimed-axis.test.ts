import { expect, test } from 'vitest'
import { curveFigure } from '../../src/chart/curve-figure.ts'
import { karmma3, where } from './fixture.ts'

test('where no printed figure of any arm has a time, the axis says that and speaks of no 0 months', () => {
  const pinned = ['standard', 'ide-cel'].map((arm) => ({ arm, label: arm, first: null, last: null }))
  const endpoints = karmma3.endpoints.map((it) => ({ ...it, lastEvidence: 0, pinned }))
  const spec = JSON.stringify(curveFigure({ ...karmma3, endpoints }, where))
  expect(spec).toContain('no printed figure has a time: the model’s')
  expect(spec).not.toContain('nothing reported beyond')
})
