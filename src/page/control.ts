import { hundredfold, significant, trimmed } from '../result/format.ts'

/** Something that a reader of a live page may change. */
export type Control = RangeControl | ChoiceControl

export interface RangeControl {
  readonly kind: 'range'
  readonly id: string
  readonly label: string
  readonly min: number
  readonly max: number
  readonly step: number
  /** `log`: equal moves multiply. */
  readonly scale: 'linear' | 'log'
  readonly value: number
  readonly unit: 'months' | 'patients' | 'times' | 'percent'
}

export interface ChoiceControl {
  readonly kind: 'choice'
  readonly id: string
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly value: string
}

/** What the reader has chosen so far, by the id of the control. */
export type Settings = Readonly<Record<string, number | string>>

const places = 1000

/** A slider has whole positions: 0 to this. */
export function positions(control: RangeControl): number {
  return control.scale === 'log' ? places : Math.round((control.max - control.min) / control.step)
}

/** The value at a position of the slider. */
export function valueAt(control: RangeControl, position: number): number {
  const { min, max, step, scale } = control
  const share = Math.min(1, Math.max(0, position / positions(control)))
  if (scale === 'linear') return Number((min + Math.round(share * positions(control)) * step).toFixed(6))
  return Number(Math.exp(Math.log(min) + share * Math.log(max / min)).toPrecision(3))
}

/** The position of the slider that is nearest to a value. */
export function positionOf(control: RangeControl, value: number): number {
  const { min, max, step, scale } = control
  const inside = Math.min(max, Math.max(min, value))
  return Math.round(
    scale === 'linear' ? (inside - min) / step : (places * Math.log(inside / min)) / Math.log(max / min),
  )
}

/** "12 months", "29 patients", "1.5 times", "50%". */
export function shownValue({ unit }: RangeControl, value: number): string {
  switch (unit) {
    case 'months':
      return `${trimmed(value)} ${value === 1 ? 'month' : 'months'}`
    case 'patients':
      return `${value} ${value === 1 ? 'patient' : 'patients'}`
    case 'times':
      return `${significant(value, 3)} times`
    case 'percent':
      return `${hundredfold(value, 0)}%`
  }
}

/** The settings with every control in its range: what was chosen, else where the control stands at first. */
export function settled(controls: readonly Control[], settings: Settings): Settings {
  return Object.fromEntries(
    controls.map((it): readonly [string, number | string] => {
      const chosen = settings[it.id]
      if (it.kind === 'choice')
        return [it.id, it.options.some(({ value }) => value === chosen) ? String(chosen) : it.value]
      return [it.id, typeof chosen === 'number' ? Math.min(it.max, Math.max(it.min, chosen)) : it.value]
    }),
  )
}

export function numberOf(settings: Settings, id: string): number {
  const value = settings[id]
  if (typeof value !== 'number') throw new RangeError(`${id}: a number is required, got ${String(value)}`)
  return value
}
