import { readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

interface Tensor {
  readonly shape: readonly number[]
  arraySync(): unknown
  transpose(): Tensor
  clone(): Tensor
  [operation: string]: unknown
}

interface Tensors {
  readonly Tensor: new () => Tensor
  scalar(value: number): Tensor
  tensor1d(values: readonly unknown[], dtype?: string): Tensor
  tensor2d(values: readonly unknown[], shape?: readonly [number, number], dtype?: string): Tensor
  moments(tensor: Tensor, axis?: number): { mean: Tensor; variance: Tensor }
  readonly data: {
    array(items: readonly number[]): {
      shuffle(size: number, seed: string): { take(n: number): { toArray(): Promise<number[]> } }
    }
  }
}

interface Danfojs {
  readonly tensorflow: Tensors
  readonly StandardScaler: new () => { fitTransform(values: readonly number[]): number[] }
  readonly MinMaxScaler: new () => { fitTransform(values: readonly number[]): number[] }
  readonly LabelEncoder: new () => { fitTransform(values: readonly string[]): number[] }
}

// The one that danfojs itself has loaded.
const danfojs = createRequire(import.meta.url)('danfojs-node') as Danfojs
const tf = danfojs.tensorflow

function apply(left: Tensor, operation: string, right?: Tensor | number): unknown {
  const method = left[operation]
  if (typeof method !== 'function') throw new Error(`no ${operation}`)
  return (method.call(left, right) as Tensor).arraySync()
}

test('danfojs loads the stand-in, at a version that its range accepts, and tfjs is nowhere', () => {
  const require = createRequire(createRequire(import.meta.url).resolve('danfojs-node'))
  const main = realpathSync(require.resolve('@tensorflow/tfjs-node'))
  expect(main).toBe(fileURLToPath(new URL('../../src/node/danfo-tensor/index.js', import.meta.url)))
  const manifest = readFileSync(new URL('../../src/node/danfo-tensor/package.json', import.meta.url), 'utf8')
  expect((JSON.parse(manifest) as { version: string }).version).toMatch(/^3\.1[3-9]\./)
  expect(() => require.resolve('@tensorflow/tfjs')).toThrow('Cannot find module')
})

describe('element by element, by hand', () => {
  const left = tf.tensor2d([7, -7, 0, 0.5, NaN, 2], [2, 3])
  const row = tf.tensor2d([2, 3, 0], [1, 3])

  test.each([
    [
      'add',
      [
        [9, -4, 0],
        [2.5, NaN, 2],
      ],
    ],
    [
      'sub',
      [
        [5, -10, 0],
        [-1.5, NaN, 2],
      ],
    ],
    [
      'mul',
      [
        [14, -21, 0],
        [1, NaN, 0],
      ],
    ],
    [
      'div',
      [
        [3.5, -7 / 3, NaN],
        [0.25, NaN, Infinity],
      ],
    ],
    [
      'divNoNan',
      [
        [3.5, -7 / 3, 0],
        [0.25, NaN, 0],
      ],
    ],
    [
      'pow',
      [
        [49, -343, 1],
        [0.25, NaN, 1],
      ],
    ],
    [
      'mod',
      [
        [1, 2, NaN],
        [0.5, NaN, NaN],
      ],
    ],
    [
      'greater',
      [
        [1, 0, 0],
        [0, 0, 1],
      ],
    ],
    [
      'less',
      [
        [0, 1, 0],
        [1, 0, 0],
      ],
    ],
    [
      'greaterEqual',
      [
        [1, 0, 1],
        [0, 0, 1],
      ],
    ],
    [
      'lessEqual',
      [
        [0, 1, 1],
        [1, 0, 0],
      ],
    ],
    [
      'equal',
      [
        [0, 0, 1],
        [0, 0, 0],
      ],
    ],
    [
      'notEqual',
      [
        [1, 1, 0],
        [1, 1, 1],
      ],
    ],
  ])('%s', (operation, expected) => {
    expect(apply(left, operation, row)).toEqual(expected)
  })

  test('a column, a scalar and a plain number are spread over the rows', () => {
    const column = tf.tensor2d([10, 100], [2, 1])
    expect(apply(tf.tensor2d([1, 2, 3, 4], [2, 2]), 'mul', column)).toEqual([
      [10, 20],
      [300, 400],
    ])
    expect(apply(tf.tensor1d([1, 2]), 'add', tf.scalar(0.5))).toEqual([1.5, 2.5])
    expect(apply(tf.tensor1d([1, 2]), 'add', 0.5)).toEqual([1.5, 2.5])
    expect(apply(tf.scalar(4), 'sqrt')).toBe(2)
  })

  test('shapes that do not fit, and strings, are refused', () => {
    expect(() => apply(tf.tensor1d([1, 2]), 'add', tf.tensor1d([1, 2, 3]))).toThrow('lengths 2 and 3')
    expect(() => tf.tensor2d([1, 2, 3], [2, 2])).toThrow('holds 4 values')
    expect(() => apply(tf.tensor1d(['a']), 'add', 1)).toThrow('Strings')
  })
})

describe('shapes and summaries', () => {
  const matrix = tf.tensor2d([
    [1, 2, 3],
    [4, 6, 9],
  ])

  test('transpose, clone and reading back', () => {
    expect(matrix.transpose().arraySync()).toEqual([
      [1, 4],
      [2, 6],
      [3, 9],
    ])
    expect(matrix.transpose().shape).toEqual([3, 2])
    const copy = matrix.clone().arraySync() as number[][]
    copy[0]![0] = 99
    expect(matrix.arraySync()).toEqual([
      [1, 2, 3],
      [4, 6, 9],
    ])
    expect(matrix instanceof tf.Tensor).toBe(true)
  })

  test('mean and variance (divisor n), extremes and their places', () => {
    const { mean, variance } = tf.moments(matrix, 0)
    expect(mean.arraySync()).toEqual([2.5, 4, 6])
    expect(variance.arraySync()).toEqual([2.25, 4, 9])
    expect(tf.moments(tf.tensor1d([1, 2, 6])).variance.arraySync()).toBeCloseTo(14 / 3, 14)
    expect(apply(matrix, 'max', 0)).toEqual([4, 6, 9])
    expect(apply(matrix, 'min', 1)).toEqual([1, 4])
    expect(apply(tf.tensor1d([3, NaN, 8, 8]), 'argMax')).toBe(2)
    expect(apply(tf.tensor1d([3, NaN, 8, 1]), 'argMin')).toBe(3)
  })

  test('missing values are NaN, truth is 0 or 1', () => {
    expect(tf.tensor1d([null, undefined, true, false]).arraySync()).toEqual([NaN, NaN, 1, 0])
  })

  test('a seeded sample is a repeatable choice without repetition', async () => {
    const draw = (seed: string): Promise<number[]> =>
      tf.data.array([1, 2, 3, 4, 5, 6]).shuffle(6, seed).take(4).toArray()
    const first = await draw('1')
    expect(await draw('1')).toEqual(first)
    expect(await draw('2')).not.toEqual(first)
    expect(new Set(first).size).toBe(4)
  })
})

test("danfojs's scalers and encoders, by hand", () => {
  const scaled = new danfojs.StandardScaler().fitTransform([1, 2, 3])
  expect(scaled[0]).toBeCloseTo(-Math.sqrt(1.5), 14)
  expect(new danfojs.MinMaxScaler().fitTransform([1, 2, 5])).toEqual([0, 0.25, 1])
  expect(new danfojs.LabelEncoder().fitTransform(['b', 'a', 'b'])).toEqual([0, 1, 0])
})
