import type { Information } from '../reconstruct/information.ts'

/** What a machine reads of an information grade; numbers with four significant digits. */
export function informationJson(it: Information): object {
  const { arms, timeline, stretches, missing, ask, until, longestPrinted, calibrated } = it
  const short = (row: object): unknown =>
    JSON.parse(JSON.stringify(row, (_, value: unknown) => (typeof value === 'number' ? rounded(value) : value)))
  return {
    calibrated,
    lastFigure: Object.fromEntries(arms.map(({ arm, lastFigure }) => [arm, lastFigure])),
    timeline: timeline.map(short),
    stretches: stretches.map(short),
    missing: missing.map(short),
    ask: ask.map(short),
    until: rounded(until),
    longestFollowUpPrinted: longestPrinted,
  }
}

const rounded = (x: number): number => Number(x.toPrecision(4))
