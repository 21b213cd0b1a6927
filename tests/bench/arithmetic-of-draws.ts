import { addTriangleTimes, packTriangle } from '../../src/numeric/packed-triangle.ts'
import { randomStream } from '../../src/numeric/random-stream.ts'
import type { Estimated } from '../../src/reconstruct/estimate.ts'
import { gridSize } from '../../src/reconstruct/grid.ts'

/** What curves of as many draws cannot do without; the sum keeps it from being left out. */
export function arithmeticOfCurves({ fit, grid }: Estimated, draws: number): number {
  const size = fit.posterior.state.length
  const arms = fit.model.arms.length
  const triangle = packTriangle(new Float64Array(size * size).fill(0.01), size)
  const noise = new Float64Array(size)
  const state = new Float64Array(size)
  let sum = 0
  for (let draw = 0; draw < draws; draw += 1) {
    randomStream(1, 'bench')(draw).normals(noise)
    state.fill(0)
    addTriangleTimes(triangle, noise, state)
    // theta, phi and their sum, twice; the hazard and the survival of each time.
    sum += exponentials(state, arms * (2 * 3 * gridSize + 2 * grid.length))
  }
  return sum
}

/** The same of patients along their curves. */
export function arithmeticOfPatients({ fit, grid }: Estimated, n: number, draws: number): number {
  const times = fit.model.arms.length * grid.length
  const hazards = Float64Array.from({ length: times }, (_, i) => 1 + i / times)
  let sum = 0
  for (let draw = 0; draw < draws; draw += 1) {
    const random = randomStream(1, 'bench')(draw)
    for (let k = 0; 2 * k < n; k += 1) sum += random.uniform()
    sum += exponentials(hazards, times)
  }
  return sum
}

function exponentials(of: Float64Array, count: number): number {
  let sum = 0
  for (let k = 0; k < count; k += 1) sum += Math.exp(-of[k % of.length]!)
  return sum
}
