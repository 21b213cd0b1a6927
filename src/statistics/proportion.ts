/** `count` of `total` patients had the event. Whole numbers, 0 <= count <= total. */
export interface Proportion {
  readonly count: number
  readonly total: number
}

/** Throws a RangeError unless the counts are whole numbers with 0 <= count <= total. */
export function checkProportion(caller: string, { count, total }: Proportion): void {
  if (Number.isSafeInteger(count) && Number.isSafeInteger(total) && count >= 0 && count <= total) return
  throw new RangeError(`${caller}: needs whole numbers with 0 <= count <= total, got ${count} of ${total}`)
}

/** Throws a RangeError unless the confidence level is a proportion strictly between 0 and 1. */
export function checkLevel(caller: string, level: number): void {
  if (level > 0 && level < 1) return
  throw new RangeError(`${caller}: level must lie strictly between 0 and 1 (0.95, say), got ${level}`)
}
