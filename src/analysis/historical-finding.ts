import { trimmed } from '../result/format.ts'
import { formatEstimate, formatInterval, measureFormat, measureLabel } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { clockOf } from './borrowed-arm.ts'
import type { Case } from './case.ts'
import type { BesideHistoricalControlPlan } from './plan.ts'

/** Variant of the rows of an arm by itself. */
export const onItsOwn = 'on its own clock'
/** Method of the rows on the earlier clock. */
export const movedByLag = 'curve moved by the lag'

/** What each side shows on its own clock, what immortal time does to the one, and why nothing is compared. */
export function historicalFinding(
  rows: readonly Row[],
  its: Case,
  other: Case,
  { arm, borrow, 'earlier clock': earlier }: BesideHistoricalControlPlan,
  reason: string,
): string {
  const at = ({ measure, time }: Row, test: (row: Row) => boolean): Row | undefined =>
    rows.find((it) => it.measure === measure && it.time === time && test(it))
  const sides = rows.filter((it) => it.variant === onItsOwn && it.arm === arm && it.measure !== 'events')
  const each = sides.map((it) => {
    const same = at(it, (row) => row.variant === onItsOwn && row.arm !== arm)
    return `${nameOf(it)} ${told(it)} beside ${same === undefined ? 'nothing' : told(same)}`
  })
  const head = `${sideOf(its, arm)} beside ${sideOf(other, borrow.arm)}, each on its own clock: ${each.join('; ')}.`
  if (earlier === undefined) return `${head} ${reason}`
  const { stage, of } = earlier.infused
  const moved = sides.flatMap((it) => {
    const alone = at(it, (row) => row.method === movedByLag)
    const all = at(it, (row) => row.origin === 'bound')
    if (alone === undefined || all === undefined) return []
    const percent = measureFormat(all.measure).kind === 'percent' ? '%' : ''
    const range = formatInterval(all.measure, all.lower, all.upper)
    return [
      `${nameOf(it)} ${told(alone)} of the ${stage}, ${range === null ? 'not reached' : `${range}${percent}`} of all ${of}`,
    ]
  })
  return (
    `${head} Counted from ${earlier.clock}, an assumed ${trimmed(earlier.lag)} months before, in which nobody of the ${stage} can have died and none is taken to have had another event, ` +
    `and whatever became of the others (sampling error apart): ${moved.join('; ')}. ${reason}`
  )
}

const nameOf = ({ measure, time }: Row): string =>
  measureLabel(measure, time)
    .replace(/ \(.*\)$/u, '')
    .toLowerCase()

/** A number with its unit and interval; one that no printed figure pins says so. */
function told(row: Row): string {
  const { unit } = measureFormat(row.measure)
  const beyond = row.status === 'extrapolated' ? ', extrapolated' : ''
  return `${formatEstimate({ ...row, status: 'ok' })}${unit === '' || row.estimate === null ? '' : ` ${unit}`}${beyond}`
}

/** "Cilta-cel of CARTITUDE-1 (infused, from a start that is not stated)". */
function sideOf({ record, reconstruction: { evidence } }: Case, arm: string): string {
  const label = evidence.arms.find((it) => it.id === arm)?.label ?? arm
  return `${label} of ${record.trial.trial} (${evidence.population}, counted from ${clockOf(evidence.clock)})`
}
