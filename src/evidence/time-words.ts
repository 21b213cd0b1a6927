import type { Figure } from './evidence.ts'
import { rounded } from './print.ts'
import { namedUnit, printedTimeUnit } from './printed-time-unit.ts'

/** When a figure at a time was measured, as its paper counts: "26 weeks"; of converted times no more than two decimals. */
export function whenOf({ time, when }: Figure): string {
  if (when !== undefined) return when
  return time === undefined ? '' : `${rounded(time, 2).replace(/\.?0+$/, '')} months`
}

/** A printed time with its unit: "13.3 months", "58 weeks", "NR". */
export function printedTime(figure: Figure): string {
  return namedUnit(figure.printed, printedTimeUnit(figure, [figure]))
}
