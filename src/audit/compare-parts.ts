import { type Bounds, bounds, canBeEqual, sumOf } from '../evidence/bounds.ts'
import type { Path } from '../record/spans.ts'
import type { RuleFinding } from './audit-rule.ts'
import type { PrintedPercent } from './printed-percent.ts'

/** A count that is part of another or the whole; `count` is null where it cannot be read, `id` where it is no figure. */
export interface Part {
  readonly id: string | null
  readonly count: number | null
  readonly path?: Path
  readonly percent?: PrintedPercent | null
}

const resolve = 'The rows in the table or the flow chart of the paper.'

/** Whether parts add up to a whole; where some cannot be read, only too large a sum tells. */
export function compareParts(
  whole: Part | null,
  parts: readonly (Part | null)[],
  what: string,
  path = parts[0]?.path,
): readonly RuleFinding[] {
  const known = parts.flatMap((it) => (it !== null && it.count !== null ? [it.count] : []))
  if (typeof whole?.count !== 'number' || known.length === 0) return []
  const sum = known.reduce((total, it) => total + it, 0)
  const complete = known.length === parts.length
  const fits = complete ? sum === whole.count : sum <= whole.count
  const missing = complete ? '' : ` without ${parts.length - known.length} that cannot be read`
  return [
    {
      state: fits ? (complete ? 'pass' : 'uninformative') : 'fail',
      figures: [whole, ...parts].flatMap((it) => it?.id ?? []),
      message: `${known.join(' + ')} = ${sum}${missing}, of ${whole.count} ${what}`,
      ...(path && { path }),
      ...(!fits && {
        explanation:
          sum > whole.count
            ? 'A count that is too large, or patients in more than one part.'
            : 'A count that is too small, or patients in none of the parts.',
        resolve,
        expected: complete ? String(whole.count) : `at most ${whole.count}`,
        found: String(sum),
      }),
    },
  ]
}

/** The same for percentages of the same patients, where no counts are printed: every one of them may be rounded. `whole` may be all, 100%. */
export function comparePercents(
  whole: Part | 'all',
  parts: readonly (Part | null)[],
  what: string,
  path: Path | undefined,
): readonly RuleFinding[] {
  const total = whole === 'all' ? { lower: 1, upper: 1 } : rangeOf(whole)
  const ranges = parts.flatMap((it) => (it && rangeOf(it)) ?? [])
  if (total === null || ranges.length < parts.length || ranges.length === 0) return []
  const sum = sumOf(ranges)
  const fits = canBeEqual(total, sum)
  const added = parts.map((it) => it?.percent?.printed ?? '').join(' + ')
  const shown = whole === 'all' ? '100%' : (whole.percent?.printed ?? '')
  const between = `${(100 * sum.lower).toFixed(1)}% to ${(100 * sum.upper).toFixed(1)}%`
  return [
    {
      state: fits ? 'pass' : 'fail',
      figures: [...(whole === 'all' ? [] : [whole]), ...parts].flatMap((it) => it?.id ?? []),
      message: `${added}, of ${shown} ${what}`,
      computation: `Allowing for the rounding of every percentage, they add up to ${between}.`,
      ...(path && { path }),
      ...(!fits && {
        explanation: 'A mistyped percentage, or percentages of different patients.',
        resolve,
        expected: shown,
        found: between,
      }),
    },
  ]
}

function rangeOf({ percent }: Part): Bounds | null {
  return percent ? bounds(percent.quantity) : null
}
