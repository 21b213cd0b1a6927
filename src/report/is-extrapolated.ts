import { lastFigure } from '../chart/curve-layers.ts'
import { fixed } from '../result/format.ts'
import type { Results } from '../result/frames.ts'
import type { Row } from '../result/row.ts'

/**
 * Whether a number lies past the last printed figure of an arm that it needs. A median that is not reached does so by its lower limit; where
 * the paper does not print that it is not reached, that rests on the whole curve.
 */
export function isExtrapolated({ endpoints }: Pick<Results, 'endpoints'>, row: Row): boolean {
  if (row.status !== 'not-reached') return row.status === 'extrapolated'
  const endpoint = endpoints.find((it) => it.trial === row.trial && it.id === row.endpoint)
  if (endpoint === undefined) return false
  const last = lastFigure(endpoint, row.arm)
  return row.reported === '' ? last < endpoint.horizon : row.lower !== null && asPrinted(row.lower, row.reported) > last
}

/** To as many decimals as the limit has that is printed, "17" in "NR (17 to NR)": a rebuilt 17.3 is the figure that went in, and not past it. */
function asPrinted(lower: number, reported: string): number {
  const limit = /\(\d+(?:\.(\d+))?/u.exec(reported)
  return Number(fixed(lower, limit === null ? 1 : (limit[1]?.length ?? 0)))
}
