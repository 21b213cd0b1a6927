import { trimmed } from '../result/format.ts'
import type { Row } from '../result/row.ts'
import { type Case, isExtrapolated } from './case.ts'
import { pinnedStretch } from './last-evidence.ts'

/** A sentence for a finding whose numbers lie beyond the last figure that pins a curve; empty where none does. */
export function unpinnedWords(its: Case, rows: readonly Row[]): string {
  const beyond = rows.filter((it) => it.status === 'extrapolated' && it.time !== null)
  const times = [...new Set(beyond.flatMap((it) => it.time ?? []))].sort((a, b) => a - b)
  const last = times.at(-1)
  if (last === undefined) return ''
  const { arms } = its.reconstruction.evidence
  const whose = arms.filter(
    ({ id }) => beyond.some((it) => it.arm === id || it.versus === id) && isExtrapolated(its, [id], last),
  )
  // Not extrapolated, but before all that is printed of the arm.
  const before = arms.flatMap((arm) => {
    const { first } = pinnedStretch(arm)
    const concerned = beyond.some((it) => it.arm === arm.id || it.versus === arm.id)
    return concerned && first !== null && first > last ? [`, nor that of ${arm.label} before ${trimmed(first, 1)}`] : []
  })
  const when = times.map((it) => trimmed(it)).join(', ')
  return `No printed figure pins the curve of ${whose.map((it) => it.label).join(' or ')} as late as ${when} months${before.join('')}: the number there is the model's alone.`
}
