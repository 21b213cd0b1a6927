import type { Bounds } from './bounds.ts'

const milliseconds = 86_400_000

/** The days that "2022-04-18", "2022-04" or "2022" can stand for, counted from 1970-01-01; `null` for what is no date. */
export function dayBounds(date: string): Bounds | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/u.exec(date) ?? []
  if (year === undefined) return null
  const first = Date.UTC(Number(year), month === undefined ? 0 : Number(month) - 1, Number(day ?? 1))
  // The day before the next month or year begins.
  const last =
    day !== undefined
      ? first
      : month === undefined
        ? Date.UTC(Number(year), 12, 0)
        : Date.UTC(Number(year), Number(month), 0)
  return { lower: first / milliseconds, upper: last / milliseconds }
}
