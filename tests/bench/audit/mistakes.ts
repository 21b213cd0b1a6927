import type { Summary } from '../reconstruction/summary-record.ts'

type Arm = Summary['arms'][number]

export interface Mistake {
  readonly name: string
  /** `null` where a paper does not print what it needs. */
  readonly make: (paper: Summary) => Summary | null
}

/** Mistakes that papers make with time-to-event figures; each changes one thing. */
export const mistakes: readonly Mistake[] = [
  { name: 'hazard ratio of the other arm, where its interval excludes 1', make: turnedRound },
  {
    name: 'hazard ratio 0.05 too large',
    make: ({ hr, ...it }) => ({ ...it, hr: { ...hr, value: moved(hr.value, 0.05) } }),
  },
  { name: 'upper limit of the ratio 0.05 too small', make: ({ hr, ...it }) => narrowed({ ...it, hr }) },
  { name: 'p-value ten times too large', make: largerP },
  { name: 'landmark of one arm 5 points too low', make: (it) => landmarkMoved(it, -5) },
  { name: 'landmark of one arm 10 points too low', make: (it) => landmarkMoved(it, -10) },
  { name: 'landmark of one arm 20 points too low', make: (it) => landmarkMoved(it, -20) },
  { name: 'landmarks of the two arms exchanged', make: landmarksExchanged },
  { name: 'median and interval of one arm half as long again', make: longerMedian },
  { name: 'three quarters of the events in total', make: (it) => ({ ...it, events: Math.round(0.75 * it.events) }) },
  { name: 'three quarters of the events of one arm', make: fewerEvents },
]

function turnedRound({ hr, ...it }: Summary): Summary | null {
  const [value, lo, hi] = [Number(hr.value), Number(hr.lo), Number(hr.hi)]
  if ((lo <= 1 && hi >= 1) || lo === 0) return null
  return { ...it, hr: { ...hr, value: (1 / value).toFixed(2), lo: (1 / hi).toFixed(2), hi: (1 / lo).toFixed(2) } }
}

function narrowed({ hr, ...it }: Summary): Summary | null {
  const upper = moved(hr.hi ?? '', -0.05)
  return Number(upper) > Number(hr.value) ? { ...it, hr: { ...hr, hi: upper } } : null
}

function largerP(it: Summary): Summary | null {
  const p = Number(it.logrank_p)
  return p > 0 && p < 0.1 ? { ...it, logrank_p: (10 * p).toFixed(2) } : null
}

function landmarkMoved(it: Summary, points: number): Summary | null {
  const [first, ...others] = it.arms[0]?.landmarks ?? []
  if (first === undefined || Number(first.percent) + points <= 0) return null
  const wrong = { time: first.time, percent: moved(first.percent, points) }
  return withArm(it, 0, (arm) => ({ ...arm, landmarks: [wrong, ...others] }))
}

function landmarksExchanged(it: Summary): Summary | null {
  const [one, other] = it.arms
  if (!one?.landmarks?.length || !other?.landmarks?.length) return null
  const exchanged = [
    { ...one, landmarks: other.landmarks },
    { ...other, landmarks: one.landmarks },
  ]
  return { ...it, arms: exchanged }
}

function longerMedian(it: Summary): Summary | null {
  const longer = (printed: string): string =>
    Number.isNaN(Number(printed)) ? printed : (1.5 * Number(printed)).toFixed(1)
  const { value, lo, hi } = it.arms[1]?.median ?? { value: 'NR' }
  if (lo === undefined || hi === undefined || value === 'NR') return null
  return withArm(it, 1, (arm) => ({ ...arm, median: { value: longer(value), lo: longer(lo), hi: longer(hi) } }))
}

function fewerEvents(it: Summary): Summary | null {
  return withArm(it, 1, ({ events = 0, ...arm }) => ({ ...arm, events: Math.round(0.75 * events) }))
}

function withArm(it: Summary, index: number, change: (arm: Arm) => Arm): Summary {
  return { ...it, arms: it.arms.map((arm, k) => (k === index ? change(arm) : arm)) }
}

function moved(printed: string, by: number): string {
  return (Number(printed) + by).toFixed(printed.split('.')[1]?.length ?? 0)
}
