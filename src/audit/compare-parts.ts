import type { Path } from '../record/spans.ts'
import type { RuleFinding } from './audit-rule.ts'

/** A count that is part of another or the whole; `count` is null where it cannot be read, `id` where it is no figure. */
export interface Part {
  readonly id: string | null
  readonly count: number | null
  readonly path?: Path
}

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
      ...(!fits && { expected: complete ? String(whole.count) : `at most ${whole.count}`, found: String(sum) }),
    },
  ]
}
