import { nearestName } from '../record/nearest-name.ts'

const timeless = ['events', 'median', 'hazard ratio', 'log-rank'] as const
const timed = ['milestone', 'milestone difference', 'rmst', 'rmst difference'] as const

export type PlanMeasureKind = (typeof timeless)[number] | (typeof timed)[number]

/** What a plan asks for, taken apart: "median", "milestone 12", "rmst difference 18", "hazard ratio". */
export interface PlanMeasure {
  readonly kind: PlanMeasureKind
  /** In the time unit in which it stands; null where the measure has no time. */
  readonly time: number | null
}

/** Every measure as a plan writes it. */
export const measuresInWords = `${[...timeless, ...timed.map((it) => `${it} TIME`)].join(' | ')}, TIME above 0`

/** A measure taken apart; null for anything else. Its time is above 0: at 0 nothing has happened yet. */
export function readMeasure(text: string): PlanMeasure | null {
  const plain = timeless.find((it) => it === text)
  if (plain !== undefined) return { kind: plain, time: null }
  const [, name, time = ''] = /^([a-z ]+) ((?:0|[1-9]\d{0,5})(?:\.\d{1,20})?)$/u.exec(text) ?? []
  const kind = timed.find((it) => it === name)
  return kind === undefined || Number(time) === 0 ? null : { kind, time: Number(time) }
}

/** The same for text that a plan holds already. Throws a RangeError for what is no measure. */
export function parseMeasure(text: string): PlanMeasure {
  const read = readMeasure(text)
  if (read === null) throw new RangeError(`parseMeasure: a measure such as "milestone 12" is required, got "${text}"`)
  return read
}

/** Whether a measure needs two arms. */
export function comparesArms({ kind }: PlanMeasure): boolean {
  return kind === 'hazard ratio' || kind === 'log-rank' || kind.endsWith('difference')
}

/** The measure that was probably meant, its time kept. */
export function nearestMeasure(text: string): string | null {
  const [, name = text, time = ''] = /^(.*?)(?: (\d[\d.]*))?$/u.exec(text) ?? []
  const near = nearestName(name, time === '' ? timeless : timed)
  const whole = near === null ? null : time === '' ? near : `${near} ${time}`
  // "rmst 0" is spelt right: its time is wrong.
  return whole === text ? null : whole
}
