import { randomStream } from '../../src/numeric/random-stream.ts'

/** An arm whose patients are known and whose curve somebody digitised: times in months. */
export interface SimulatedArm {
  readonly id: string
  readonly n: number
  readonly events: number
  readonly patients: readonly (readonly [time: number, event: number])[]
  readonly points: readonly (readonly [time: number, survival: number])[]
  readonly atRisk: { readonly times: readonly number[]; readonly counts: readonly number[] }
}

/** How curves get read: every corner of the steps; some of them; along the line; the lower corners alone; each column of pixels. */
export const readings = ['corners', 'some corners', 'along the line', 'lower corners', 'pixel columns'] as const
export type Reading = (typeof readings)[number]

export const shapes = [
  { name: 'exponential', time: (e: number) => 14 * e },
  { name: 'early', time: (e: number) => 10 * Math.exp(1.5 * Math.log(e)) },
  { name: 'late', time: (e: number) => 22 * Math.sqrt(e) },
  { name: 'plateau', time: (e: number) => (e > 0.8 ? 1e9 : 12 * e) },
  // Progression is seen at visits every two months.
  { name: 'visits', time: (e: number) => Math.max(2, Math.ceil((9 * e) / 2) * 2) + 0.13 * ((e * 97) % 1) },
] as const

const sizes = [25, 45, 80, 150, 300, 700] as const

/** Deterministic: the same cases every time. Noise as of a hand at a screen: time 0.1% of the axis, survival sd 0.0015, then half pixels. */
export function simulatedDigitised(count: number): SimulatedArm[] {
  return Array.from({ length: count }, (_, index) => simulate(index))
}

function simulate(index: number): SimulatedArm {
  const random = randomStream(20261121, 'simulated digitised arm')(index)
  const n = sizes[index % sizes.length]!
  const shape = shapes[Math.floor(index / sizes.length) % shapes.length]!
  const reading = readings[index % readings.length]!
  const rows = Array.from({ length: n }, (): [number, number] => {
    const until = shape.time(random.exponential())
    const cutOff = 12 + 30 * random.uniform()
    const dropOut = random.uniform() < 0.12 ? 40 * random.uniform() : Infinity
    return seen(until, Math.min(cutOff, dropOut))
  })
  return { ...readArm(rows, reading, careful, random), id: `${shape.name}, ${reading}, n ${n}` }
}

/** A patient: who has the event, or is censored first. */
export function seen(until: number, censored: number): [time: number, event: number] {
  return [Math.max(0.001, Number(Math.min(until, censored).toFixed(3))), until <= censored ? 1 : 0]
}

/** How well somebody reads: sd of survival, and the most that a time is off, as a share of the axis. */
export interface Hand {
  readonly survival: number
  readonly time: number
}
export const careful: Hand = { survival: 0.0015, time: 0.001 }

/** What somebody reads off the curve of these patients, and the numbers at risk under it. */
export function readArm(
  patients: readonly (readonly [time: number, event: number])[],
  reading: Reading,
  hand: Hand,
  random: { uniform: () => number; normal: () => number },
): Omit<SimulatedArm, 'id'> {
  const rows = [...patients].sort((a, b) => a[0] - b[0])
  const end = rows.at(-1)![0]
  const axis = Math.ceil(end / 6) * 6
  const steps = stepsOf(rows)
  const at = (t: number): number => steps.findLast((step) => step.time <= t)?.below ?? 1
  const places = placesOf(reading, steps, end, axis, at, random)
  const half = (x: number, size: number): number => Math.round(x * size * 2) / (size * 2)
  const points = places.map(([t, s]): [number, number] => {
    const time = t + axis * hand.time * (2 * random.uniform() - 1)
    const most = 2 * hand.survival
    const wobble = Math.max(-most, Math.min(most, hand.survival * random.normal()))
    return [axis * half(time / axis, 1200), half(s + wobble, 800)]
  })
  const every = axis > 30 ? 6 : 4
  const times = Array.from({ length: Math.floor(end / every) + 1 }, (_, j) => j * every)
  return {
    n: rows.length,
    events: rows.reduce((sum, row) => sum + row[1], 0),
    patients: rows,
    points,
    atRisk: { times, counts: times.map((t) => rows.filter((row) => row[0] >= t).length) },
  }
}

interface StepOfCurve {
  readonly time: number
  readonly above: number
  readonly below: number
}

/** Kaplan-Meier's steps, from (0, 1). */
function stepsOf(rows: readonly (readonly [number, number])[]): StepOfCurve[] {
  const steps = [{ time: 0, above: 1, below: 1 }]
  for (const [time] of rows) {
    const above = steps.at(-1)!.below
    const d = rows.filter((row) => row[0] === time && row[1] === 1).length
    const below = above * (1 - d / rows.filter((row) => row[0] >= time).length)
    if (d > 0 && steps.at(-1)!.time < time) steps.push({ time, above, below })
  }
  return steps
}

function placesOf(
  reading: Reading,
  steps: readonly StepOfCurve[],
  end: number,
  axis: number,
  at: (t: number) => number,
  random: { uniform: () => number },
): [number, number][] {
  const corners = steps.flatMap(({ time, above, below }): [number, number][] => [
    [time, above],
    [time, below],
  ])
  const last: [number, number] = [end, at(end)]
  switch (reading) {
    case 'corners':
      return [...corners, last]
    case 'lower corners':
      return [...steps.map(({ time, below }): [number, number] => [time, below]), last]
    case 'some corners': {
      const share = Math.min(1, 80 / corners.length)
      return [...corners.filter(() => random.uniform() < share), last]
    }
    case 'along the line': {
      const length = end / axis + 1 - at(end)
      const places: [number, number][] = []
      const wanted = 95
      let gone = 0
      let next = 0
      steps.forEach((step, i) => {
        const until = steps[i + 1]?.time ?? end
        const riser = step.above - step.below
        for (; next <= gone + riser; next += length / wanted) places.push([step.time, step.above - (next - gone)])
        gone += riser
        const tread = (until - step.time) / axis
        for (; next <= gone + tread; next += length / wanted)
          places.push([step.time + (next - gone) * axis, step.below])
        gone += tread
      })
      return [...places, last]
    }
    case 'pixel columns':
      return Array.from({ length: 240 }, (_, i): [number, number] => {
        const t = (i / 239) * end
        return [t, at(t)]
      })
  }
}
