import type { ArmReadings } from '../reconstruct/reconstruction.ts'
import { terminalTable } from '../report/terminal-table.ts'
import { wrap } from '../report/wrap.ts'

/** How far the readings of digitised curves lie from the rebuilt ones, and what they say of events: a table within `width` characters, and what it means. */
export function curveReadingsText(readings: readonly ArmReadings[], width: number): readonly string[] {
  const rows = readings.map(({ label, points, mean, largest, at, allowed: { lower, upper }, followedAtEnd }) => [
    label,
    String(points),
    inPoints(mean, 2),
    at === null ? inPoints(largest, 1) : `${inPoints(largest, 1)} at ${at.toFixed(1)}`,
    lower === upper ? String(lower) : `${lower} to ${upper}`,
    String(followedAtEnd),
  ])
  return [...terminalTable(columns, rows, width), '', ...wrap(meaning, width)]
}

const columns = [
  { label: 'Readings', align: 'left' },
  { label: 'Points', align: 'right' },
  { label: 'Off, mean', align: 'right' },
  { label: 'Off, most, at months', align: 'right' },
  { label: 'Events allowed', align: 'right' },
  { label: 'Left at end', align: 'right' },
] as const

const meaning =
  'Off: how far the points that were read lie from the rebuilt curve, in points of survival; a step read a little early or late is no distance. Events allowed: what the points and the numbers at risk leave possible until the end of the picture, wherever between two of them patients were censored; numbers at risk are taken to count those of their very day, before its events. Left at end: the most patients who are still followed there; a total may count events that come later.'

const inPoints = (proportion: number, digits: number): string => (100 * proportion).toFixed(digits)

/** The same for a machine: proportions of five decimals, months of three. */
export function curveReadingsJson(readings: readonly ArmReadings[]): readonly object[] {
  const rounded = (value: number, unit: number): number => Math.round(value * unit) / unit
  return readings.map(({ arm, points, mean, largest, at, allowed, end, followedAtEnd, far }) => ({
    arm,
    points,
    meanDistance: rounded(mean, 1e5),
    largestDistance: rounded(largest, 1e5),
    largestAt: at === null ? null : rounded(at, 1e3),
    events: allowed,
    end: rounded(end, 1e3),
    followedAtEnd,
    isFar: far !== null,
  }))
}
