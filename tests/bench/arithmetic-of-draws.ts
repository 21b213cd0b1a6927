import { randomStream } from '../../src/numeric/random-stream.ts'
import type { Estimated } from '../../src/reconstruct/estimate.ts'
import { gridSize } from '../../src/reconstruct/grid.ts'

/** What curves of as many draws cannot do without; the sum keeps it from being left out. */
export function arithmeticOfCurves({ fit, grid }: Estimated, draws: number): number {
  const size = fit.posterior.state.length
  const arms = fit.model.arms.length
  const triangle = new Float64Array(size * size).fill(0.01)
  const noise = new Float64Array(size)
  let sum = 0
  for (let draw = 0; draw < draws; draw += 1) {
    const random = randomStream(1, 'bench')(draw)
    for (let i = 0; i < size; i += 1) noise[i] = random.normal()
    for (let i = 0; i + 4 <= size; i += 4) sum += fourRows(triangle, noise, i)
    // theta, phi and their sum, twice; the hazard and the survival of each time.
    sum += exponentials(noise, arms * (2 * 3 * gridSize + 2 * grid.length))
  }
  return sum
}

/** Rows `i` to `i` + 3 of a triangle times a vector. */
function fourRows(triangle: Float64Array, vector: Float64Array, i: number): number {
  const size = vector.length
  let [a, b, c, d] = [0, 0, 0, 0]
  for (let j = 0; j < i + 4; j += 1) {
    const x = vector[j]!
    a += triangle[i * size + j]! * x
    b += triangle[(i + 1) * size + j]! * x
    c += triangle[(i + 2) * size + j]! * x
    d += triangle[(i + 3) * size + j]! * x
  }
  return a + b + c + d
}

/** The same of patients along their curves. */
export function arithmeticOfPatients({ fit, grid }: Estimated, n: number, draws: number): number {
  const times = fit.model.arms.length * grid.length
  const logs = Float64Array.from({ length: times }, (_, i) => 1 + i / times)
  let sum = 0
  for (let draw = 0; draw < draws; draw += 1) {
    const random = randomStream(1, 'bench')(draw)
    for (let k = 0; 2 * k < n; k += 1) sum += random.uniform()
    for (let k = 0; k < times; k += 1) sum += Math.log(logs[k]!)
    sum += exponentials(logs, 2 * times)
  }
  return sum
}

function exponentials(of: Float64Array, count: number): number {
  let sum = 0
  for (let k = 0; k < count; k += 1) sum += Math.exp(-of[k % of.length]!)
  return sum
}
