import { expect, test } from 'vitest'
import { digitisedArm } from '../../src/reconstruct/digitised-arm.ts'
import { reconstructCurves } from '../../src/reconstruct/reconstruct-curves.ts'
import { spreadFall } from '../../src/reconstruct/spread-fall.ts'
import { evidenceOf } from './build-evidence.ts'

// By hand: survival as printed with three decimals at visits of 120 patients; the largest fall is the first, 19.5 points.
const lower = [1, 0.805, 0.644, 0.503, 0.415, 0.315, 0.205, 0.182].map((it, k): [number, number] => [3 * k, it])
const both = lower.flatMap(([time, level], k): [number, number][] =>
  k === 0
    ? [[time, level]]
    : [
        [time, lower[k - 1]![1]],
        [time, level],
      ],
)
const curveOf = (points: readonly (readonly [number, number])[]) => ({
  time: Float64Array.from(points, (it) => it[0]),
  survival: Float64Array.from(points, (it) => it[1]),
})

test('falls that are spread between two readings are told; steps that were read at both ends are not', () => {
  const arm = (points: readonly (readonly [number, number])[]) =>
    digitisedArm({ n: 120, events: null, ticks: [], curve: curveOf(points), targets: [] })
  expect(spreadFall(arm(lower))).toEqual({ from: 0, to: 3, fall: expect.closeTo(0.195, 9) as number })
  expect(spreadFall(arm(both))).toBeNull()
  const evidence = evidenceOf({ arms: { a: { n: 120 } } })
  const notes = (points: typeof lower) =>
    reconstructCurves(evidence, new Map([['a', curveOf(points)]]), { seed: 1 }).notes.filter((it) =>
      it.includes('between 0.0 and 3.0 months the readings fall by 19.5 points'),
    )
  expect(notes(lower)).toHaveLength(1)
  expect(notes(both)).toHaveLength(0)
})
