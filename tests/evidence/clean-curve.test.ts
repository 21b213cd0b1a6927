import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CleanOptions, cleanCurve, type PointRead } from '../../src/evidence/clean-curve.ts'

/** By hand: pairs of time and survival, in the order of their rows. */
function rows(...pairs: readonly (readonly [number, number])[]): PointRead[] {
  return pairs.map(([time, survival], i) => ({ label: `row ${i + 1}`, line: i + 1, column: 1, time, survival }))
}

function clean(points: readonly PointRead[], options: Partial<CleanOptions> = {}) {
  const cleaned = cleanCurve(points, { unit: 'months', ...options })
  if (cleaned.kind === 'unusable') throw new Error(cleaned.problems.map((it) => it.message).join('; '))
  const { curve, remarks } = cleaned
  return {
    points: Array.from(curve.time, (time, i) => [time, curve.survival[i]]),
    said: remarks.map((it) => it.message),
  }
}

const tidy = rows([0, 1], [2, 0.9], [4, 0.7], [8, 0.7], [8, 0.5], [12, 0.5])

describe('each mess', () => {
  test('a tidy curve stays as it is, without a word', () => {
    expect(clean(tidy)).toEqual({
      points: [
        [0, 1],
        [2, 0.9],
        [4, 0.7],
        [8, 0.7],
        [8, 0.5],
        [12, 0.5],
      ],
      said: [],
    })
  })
  test('a curve that is not at 1 at time 0', () => {
    expect(clean(rows([0, 0.9], [2, 0.8], [4, 0.7])).said).toEqual([
      'row 1: survival is 0.9 at time 0; the curve starts at (0, 1), so that 10% have the event at once: check the calibration of the axes',
    ])
    expect(clean(rows([0, 0.98], [2, 0.8], [4, 0.7])).said).toEqual([])
  })
  test('more points than a picture shows are thinned, both ends of a step left', () => {
    const points = rows(
      ...Array.from({ length: 60_000 }, (_, i) => [i / 1000, i < 30_000 ? 1 : i < 45_000 ? 0.8 : 0.5] as const),
    )
    const { points: left, said } = clean(points)
    expect(left).toHaveLength(4000)
    expect(said).toEqual([
      '60000 points are more than a picture shows; 4000 are used, the first and the last in each of 2000 parts of the axis',
    ])
    const step = left.findIndex(([, survival]) => survival! < 1)
    expect(left.slice(step - 1, step + 1).map(([time]) => time!.toFixed(2))).toEqual(['30.00', '30.00'])
  }, 5000)
  test('percent is divided by 100', () => {
    const { points, said } = clean(rows([0, 100], [2, 90], [4, 70]))
    expect(points).toEqual([
      [0, 1],
      [2, 0.9],
      [4, 0.7],
    ])
    expect(said).toEqual(['survival is in percent (up to 100); divided by 100'])
  })
  test('a percent sign over proportions is told, and the values decide', () => {
    const { points, said } = clean(rows([0, 1], [6, 0.8], [12, 0.5]), { percent: true })
    expect(points.map((it) => it[1])).toEqual([1, 0.8, 0.5])
    expect(said).toEqual(['the file says percent, but survival begins at 0.8; taken as proportions'])
  })
  test('percent that goes on as proportions is refused; a fall to under 1% is none', () => {
    expect(
      cleanCurve(rows([0, 100], [3, 80], [6, 60], [9, 0.55], [12, 0.5], [15, 0.4]), { unit: 'months' }),
    ).toMatchObject({
      kind: 'unusable',
      problems: [
        { message: expect.stringMatching(/begins in percent, and .* goes on with 0.55, as a proportion/) as string },
      ],
    })
    expect(clean(rows([0, 100], [3, 60], [6, 12], [9, 0.5])).points.at(-1)).toEqual([9, 0.005])
    expect(clean(rows([0, 100], [3, 60], [6, 20], [9, 0.2], [12, 0.1], [15, 0])).points.at(-2)).toEqual([12, 0.001])
  })
  test('two scales in one column are refused', () => {
    const mixed = rows([0, 1], [1, 0.95], [2, 0.9], [3, 85], [4, 80], [5, 75])
    expect(cleanCurve(mixed, { unit: 'months' })).toEqual({
      kind: 'unusable',
      problems: [
        {
          line: 4,
          column: 1,
          message: 'survival begins at 0.95, as a proportion, but 3 of 6 values are above 1.5',
          mend: 'give all of them as proportions, or all in percent',
        },
      ],
    })
  })
  test.each([9.5, 95, 950])(
    'one typo of %s among proportions is dropped with its row, and makes no percent',
    (typo) => {
      const falling = Array.from({ length: 20 }, (_, t): [number, number] => [t, 1 - t / 25])
      const { points, said } = clean(rows(...falling.map(([t, s]): [number, number] => [t, t === 3 ? typo : s])))
      expect(points).toEqual(falling.filter(([t]) => t !== 3))
      expect(said).toEqual([`row 4: survival ${typo} is outside 0 to 1; dropped`])
    },
  )
  test('a curve in percent that soon falls below 1.5 stays one', () => {
    const { points } = clean(rows([0, 100], [1, 40], [2, 1], [3, 0.5], [4, 0.5], [5, 0.4], [6, 0.3]))
    expect(points.slice(0, 3)).toEqual([
      [0, 1],
      [1, 0.4],
      [2, 0.01],
    ])
  })
  test('percent that the file states holds although the values are small', () => {
    expect(clean(rows([10, 1.4], [20, 1.2]), { percent: true }).points[0]).toEqual([10, 0.013999999999999999])
  })
  test('rows out of order are sorted, each with its place', () => {
    const { points, said } = clean(rows([0, 1], [4, 0.7], [2, 0.9], [6, 0.6]))
    expect(points.map(([time]) => time)).toEqual([0, 2, 4, 6])
    expect(said).toEqual(['row 3: time decreases; put in the order of time'])
  })
  test('a repeated row is dropped, two values at one time are a step', () => {
    const { points, said } = clean(rows([0, 1], [2, 0.9], [2, 0.9], [2, 0.8], [5, 0.8]))
    expect(points).toEqual([
      [0, 1],
      [2, 0.9],
      [2, 0.8],
      [5, 0.8],
    ])
    expect(said).toEqual(['row 3: repeats row 2; dropped'])
  })
  test('readings just outside the axes are put back', () => {
    const { points, said } = clean(rows([-0.1, 1.004], [6, 0.4], [12, -0.002]))
    expect(points).toEqual([
      [0, 1],
      [6, 0.4],
      [12, 0],
    ])
    expect(said).toEqual([
      'row 1: time -0.1 is before 0; taken as 0',
      'row 1: survival 1.004 is above 1; taken as 1',
      'row 3: survival -0.002 is below 0; taken as 0',
    ])
  })
  test('readings far outside the axes are dropped', () => {
    const { points, said } = clean(rows([-3, 1], [0, 1], [6, 1.2], [7, -0.3], [12, 0.5]))
    expect(points).toEqual([
      [0, 1],
      [12, 0.5],
    ])
    expect(said).toEqual([
      'row 1: time -3 is before 0; dropped',
      'row 3: survival 1.2 is outside 0 to 1; dropped',
      'row 4: survival -0.3 is outside 0 to 1; dropped',
    ])
  })
  test('a missing origin is said', () => {
    expect(clean(rows([3, 0.95], [6, 0.8], [12, 0.5])).said).toEqual([
      'row 1: no point at time 0 before it; the curve starts at (0, 1)',
    ])
  })
  test('a stray click is dropped, a small rise is noise', () => {
    const { points, said } = clean(
      rows([0, 1], [1, 0.95], [2, 0.9], [3, 0.85], [4, 0.99], [5, 0.8], [6, 0.803], [7, 0.7], [8, 0.6], [9, 0.5]),
    )
    expect(points.map(([time]) => time)).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9])
    expect(said).toEqual([
      '1 of 9 points lie above those before them, by at most 0.003; taken as noise of reading',
      'row 5: survival 0.99 lies 0.04 above the points before it; dropped',
    ])
  })
  test('a stray click below the curve is dropped', () => {
    expect(clean(rows([0, 1], [1, 0.95], [2, 0.9], [3, 0.2], [4, 0.85], [5, 0.8], [6, 0.75])).said).toEqual([
      'row 4: survival 0.2 lies 0.55 below the points after it; dropped',
    ])
  })
  test('a step read from below is no stray', () => {
    const { points } = clean(rows([0, 1], [5, 1], [9.99, 0.6], [9.99, 0.602], [10, 1], [11, 0.6], [20, 0.6]))
    expect(points).toHaveLength(7)
  })
  test('times are converted once', () => {
    expect(clean(rows([0, 1], [30.4375, 0.5]), { unit: 'days' }).points[1]).toEqual([1, 0.5])
    expect(clean(rows([0, 1], [2, 0.5]), { unit: 'years' }).points[1]).toEqual([24, 0.5])
  })
})

describe('what is no survival curve is refused with what to do', () => {
  const refused = (points: readonly PointRead[]) => {
    const cleaned = cleanCurve(points, { unit: 'months' })
    return cleaned.kind === 'unusable' ? cleaned.problems.map(({ line, message, mend }) => [line, message, mend]) : []
  }
  test('a cumulative incidence', () => {
    expect(refused(rows([0, 0], [6, 0.2], [12, 0.5]))).toEqual([
      [
        1,
        'the curve rises',
        'a cumulative incidence must be given as survival: 1 minus it; if this is survival, time and survival may be exchanged',
      ],
    ])
  })
  test.each([
    ['at its second half', rows([0, 1], [1, 0.5], [2, 0.9], [3, 0.95]), 4, 0.45],
    ['to a plateau', rows(...[1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.8, 0.8, 0.8, 0.8].map((s, t) => [t, s] as const)), 7, 0.2],
    ['little by little', rows([0, 1], [1, 0.8], [2, 0.82], [3, 0.84], [4, 0.86], [5, 0.5], [6, 0.4]), 5, 0.06],
  ])('a curve that rises %s', (_, points, line, rise) => {
    expect(refused(points)).toEqual([
      [
        line,
        `row ${line}: the curve rises by ${rise}`,
        'a survival curve never rises: more than 0.03 is not noise of reading; check this point and the order of the columns',
      ],
    ])
  })
  test('an axis that was calibrated wrongly', () => {
    expect(refused(rows([0, 100], [6, 800], [12, 50]))).toEqual([
      [2, 'row 2: survival 800 is above 100%', 'check the calibration of the axis'],
    ])
  })
  test('two curves below each other', () => {
    const one = Array.from({ length: 12 }, (_, t): [number, number] => [t, 1 - t / 20])
    expect(refused(rows(...one, ...one.map(([t, s]): [number, number] => [t, s - 0.01])))).toEqual([
      [
        13,
        'several curves seem to stand below each other: at row 13 the times begin again',
        'give each curve a file of its own, or a column with the name of its arm',
      ],
    ])
  })
  test('one point', () => {
    expect(refused(rows([0, 1]))).toHaveLength(1)
  })
})

describe('properties', () => {
  const curve = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: -2, max: 2 })), { minLength: 8, maxLength: 60 })
    .map((pairs) => {
      const end = Math.max(1, ...pairs.map(([time]) => time))
      return rows(...pairs.map(([time, noise]): [number, number] => [time / 10, 1 - (0.7 * time) / end + noise / 1000]))
    })
    .filter((points) => Math.max(...points.map((it) => it.time)) > 1)
  test('the order of the rows does not matter', () => {
    fc.assert(
      fc.property(curve, fc.array(fc.integer(), { minLength: 60, maxLength: 60 }), (points, keys) => {
        const shuffled = points.map((point, i) => ({ point, key: keys[i]! })).sort((a, b) => a.key - b.key)
        expect(clean(shuffled.map((it) => it.point)).points).toEqual(clean(points).points)
      }),
      { numRuns: 100 },
    )
  })
  test('percent and proportion are the same curve', () => {
    fc.assert(
      fc.property(curve, (points) => {
        const percent = clean(points.map((it) => ({ ...it, survival: 100 * it.survival }))).points.flat()
        clean(points)
          .points.flat()
          .forEach((value, i) => {
            expect(percent[i]).toBeCloseTo(value!, 12)
          })
      }),
      { numRuns: 100 },
    )
  })
})
