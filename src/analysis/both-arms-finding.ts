import { fixed, levelText, range, significant, trimmed } from '../result/format.ts'
import { formatInterval } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { secondParameter } from '../result/second-parameter.ts'
import type { DropOutOfBothArmsPlan } from './plan.ts'

/** What came out of a search over both deltas, in sentences. */
export function bothArmsFinding(
  scenario: DropOutOfBothArmsPlan,
  rows: readonly Row[],
  [ofControl, ofArm]: readonly [number, number],
  assumed: string,
): string {
  const { arm, control, imputations, 'drop-out': dropOut } = scenario
  const counted =
    dropOut.from === 'the reconstruction'
      ? 'a model’s numbers; the paper does not print them'
      : `by assumption: the paper does not say why patients were censored`
  const who = `Drop-outs of both arms, ${ofArm} of ${arm} and ${ofControl} of ${control} (${counted}), were followed on to their administrative times in ${imputations} imputations.`
  return [who, assumed, atRandom(rows), ...frontierSentences(scenario, rows)].filter((it) => it !== '').join(' ')
}

/** The cell in which both deltas are 1, where the grid has it. */
function atRandom(rows: readonly Row[]): string {
  const cell = rows.find((it) => it.origin === 'scenario' && it.value === 1 && secondParameter(it.variant)?.value === 1)
  if (cell === undefined || cell.estimate === null) return ''
  return `With censoring at random in both arms (delta 1 and 1) the hazard ratio is ${withLimits(cell)}.`
}

function withLimits({ estimate, lower, upper, level }: Row): string {
  const limits =
    lower === null || upper === null || level === null
      ? ''
      : ` (${levelText(level)} interval ${range(fixed(lower, 2), fixed(upper, 2))})`
  return `${fixed(estimate ?? 0, 2)}${limits}`
}

function frontierSentences({ delta, arm, control }: DropOutOfBothArmsPlan, rows: readonly Row[]): readonly string[] {
  const points = rows.filter((it) => it.origin === 'tipping')
  const asked = secondParameter(points[0]?.variant ?? '')?.asked ?? ''
  const searched = `deltas from ${trimmed(delta.arm.from, 3)} to ${trimmed(delta.arm.to, 3)} in ${arm} and from ${trimmed(delta.control.from, 3)} to ${trimmed(delta.control.to, 3)} in ${control}`
  const roots = points.flatMap((it) => {
    const at = secondParameter(it.variant)?.value
    return it.estimate === null || at === undefined ? [] : [{ at, row: it, root: it.estimate }]
  })
  if (roots.length === 0) {
    const whole = rows.find((it) => it.origin === 'bound' && it.variant === asked)
    const within = whole === undefined ? null : formatInterval(whole.measure, whole.lower, whole.upper)
    const reach = within === null ? '' : `; there it stays within ${within}`
    return [`For no pair of ${searched} does it happen that ${asked}${reach}.`]
  }
  const never = points.filter((it) => it.status === 'none-in-range').length
  const none =
    never === 0
      ? ''
      : ` At ${never} of the ${delta.cells} values of delta ${control} no delta ${arm} searched is enough.`
  const same = roots.find((it) => it.at === 1)
  const one =
    same === undefined
      ? ''
      : `, for instance with delta ${control} 1 at delta ${arm} ${about(same.root)}${spread(same.row)}`
  return [
    `Over ${searched}, ${asked} on a frontier${one}.${none}`,
    'Whether such a difference between those who left and those who stayed is plausible the data cannot say.',
  ]
}

function spread({ spreadLower, spreadUpper, assumption }: Row): string {
  if (spreadLower !== null && spreadUpper !== null)
    return ` (${range(about(spreadLower), about(spreadUpper))} over draws of the reconstruction)`
  const found = /exists in (\d+ of \d+) draws/u.exec(assumption)?.[1]
  return found === undefined ? '' : ` (there in ${found} draws of the reconstruction)`
}

/** Two digits: no tipping point of a model is known better. */
const about = (value: number): string => significant(value, 2)
