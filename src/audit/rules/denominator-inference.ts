import { printedArmSize } from '../../evidence/arm-size.ts'
import type { Path } from '../../record/spans.ts'
import type { Trial } from '../../record/trial.ts'
import type { ArmPair, ArmSizes } from '../arm-sizes.ts'
import { attainable } from '../attainable.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { type InferenceBasis, divisions, inferenceBasis } from '../inference-basis.ts'
import type { WholeArmShare } from '../whole-arm-shares.ts'

/**
 * R04: where only the total of two arms is printed, the divisions of it of which every percentage of a whole arm can be one, to the
 * nearest and exactly; and whether the numbers that the record has as inferred are what comes out [BrownHeathers2017].
 */
export const denominatorInference: AuditRule = {
  id: 'R04',
  name: 'denom-infer',
  compares: 'percentages of whole arms with the total, where the patients of each arm are not printed',
  worst: 'fail',
  agree: 'reports have arms of which every percentage can be one',
  tolerance: 'half a unit of the last printed digit of every percentage, exactly',
  references: ['BrownHeathers2017'],
  examples: { clean: [example(208, 211)], firing: [example(214, 205)] },
  run: (subject) => {
    const { trial } = subject
    const open = Object.keys(trial.arms).some((arm) => printedArmSize(trial, arm) === null)
    const basis = inferenceBasis(subject)
    if (basis !== null && basis !== 'not at hand' && open) return [inference(trial, basis)]
    const recorded = Object.keys(trial.arms).find((arm) => trial.arms[arm]?.inferred !== undefined)
    if (recorded === undefined) return []
    const path = ['arms', recorded, 'inferred']
    const figures = [`arms.${recorded}.inferred`]
    if (basis === 'not at hand') {
      const message = 'the record that the numbers of patients are inferred from is not at hand: they are not checked'
      return [{ state: 'note', figures, path, message }]
    }
    const message = open
      ? 'nothing infers the patients of the arms: that takes two arms, their total, and percentages of all their patients'
      : 'patients of the arms are recorded as inferred, and the record has them as printed'
    return [{ state: 'fail', figures, path, message }]
  },
}

/** CARTITUDE-4 2023: 419 patients, percentages of 208 and 211. */
function example(first: number, second: number): string {
  return `
arms:
  new: { label: New, role: experimental, inferred: { n: ${first}, by: R04 } }
  old: { label: Old, role: control, inferred: { n: ${second}, by: R04 } }
design: { sample size: 419 }
tables:
  response:
    label: Response
    population: randomised
    columns: [new, old]
    form: percent
    rows: { Response: [84.6%, 67.3%], Complete response: [73.1%, 21.8%], MRD negative: [60.6%, 15.6%] }
`
}

function inference(trial: Trial, basis: InferenceBasis): RuleFinding {
  const { arms, total, shares } = basis
  const found = divisions(basis, shares)
  const recorded = arms.map((arm) => trial.arms[arm]?.inferred?.n)
  const some = recorded.some((n) => n !== undefined)
  const [only, ...more] = found.pairs
  const unique = only !== undefined && more.length === 0 ? only : null
  const agrees = unique !== null && recorded.every((n, arm) => n === undefined || n === unique[arm])
  const left = shown(found.pairs, arms)
  const path = some ? ['arms', arms.find((arm) => trial.arms[arm]?.inferred) ?? arms[0], 'inferred'] : designPath
  const doubtful = shares.filter(({ declared }) => !declared)
  const computation = found.pairs.length === found.possible ? '' : inDetail(trial, basis, found, doubtful)
  const about = {
    figures: ['design.all.sample-size', ...shares.map(({ id }) => id)],
    path,
    message: [outcome(basis, found), ...restsOn(basis, found, doubtful)].join(' '),
    ...(computation !== '' && { computation }),
  }
  if (some && !agrees) {
    const [a, b] = recorded.map((n) => (n === undefined ? 'none' : String(n)))
    const resolve = 'Record what is left if it is one division, and nothing as inferred otherwise.'
    return { ...about, state: 'fail', resolve, expected: left, found: `inferred: ${arms[0]} ${a}, ${arms[1]} ${b}` }
  }
  const resolve = 'The number of patients of each arm.'
  if (found.pairs.length === 0) {
    // Rows of which the population is not stated may be of other patients; that is no contradiction.
    const open = doubtful.length > 0 && divisions(basis, firmOf(basis)).pairs.length > 0
    const expected = `percentages of two arms of ${total} patients together`
    const explanation = open
      ? 'The rows whose population is not stated are of other patients than the whole arms.'
      : 'A mistyped percentage, or percentages of evaluable patients only.'
    return { ...about, state: open ? 'note' : 'fail', explanation, resolve, expected }
  }
  if (found.pairs.length === found.possible) return { ...about, state: 'uninformative' }
  return some ? { ...about, state: 'pass' } : { ...about, state: 'note', resolve }
}

const designPath: Path = ['design', 'sample size']

function outcome({ total, arms, shares, from }: InferenceBasis, { pairs, possible }: ArmSizes): string {
  const listed = shares.length > mostListed ? '' : ` (${shares.map(({ printed }) => printed).join(', ')})`
  const percentages = `${shares.length} ${shares.length === 1 ? 'percentage' : 'percentages'}${listed}`
  const whose = from === null ? percentages : `${percentages} of this record and ${from}`
  if (pairs.length === possible) return `${whose} can be of any division of ${total} patients into two arms.`
  if (pairs.length === 0) return `no division of ${total} patients into two arms has ${whose}, rounded to the nearest.`
  const many = pairs.length > 1
  return `only ${pairs.length} of the ${possible} divisions of ${total} patients into two arms ${many ? 'have' : 'has'} ${whose}: ${shown(pairs, arms)}.`
}

/** Percentages that the record declares to be of whole arms. */
function firmOf({ shares }: InferenceBasis): readonly WholeArmShare[] {
  return shares.filter(({ declared }) => declared)
}

/** What the inference takes for granted, and what would be left without it. */
function restsOn(basis: InferenceBasis, found: ArmSizes, doubtful: readonly WholeArmShare[]): readonly string[] {
  if (doubtful.length === 0 || found.pairs.length === found.possible) return []
  const rows = [...new Set(doubtful.map(({ row }) => row))].join(', ')
  const firm = firmOf(basis)
  const left = divisions(basis, firm).pairs
  const without = firm.length === 0 ? 'nothing would be left' : `it would be ${shown(left, basis.arms)}`
  return [`This rests on rows of which it is not stated whose percentages they are: ${rows}; without them ${without}.`]
}

/** How little it owes to chance, and what other ways of rounding would leave. */
function inDetail(trial: Trial, basis: InferenceBasis, found: ArmSizes, doubtful: readonly WholeArmShare[]): string {
  const { arms, total } = basis
  const also = (words: string, pairs: readonly ArmPair[]): readonly string[] =>
    pairs.every(([n]) => found.pairs.some(([m]) => m === n))
      ? []
      : [`If percentages were ${words}: ${shown(pairs, arms)}.`]
  return [
    `Every division of ${total} was tried.`,
    ...(found.pairs.length === 0
      ? []
      : [`As many percentages at random would leave ${percent(found.byChance)} of the divisions.`]),
    ...notOfStages(trial, doubtful),
    ...also('cut off', found.truncated),
    ...also('rounded either way', found.any),
  ].join(' ')
}

/** Smaller printed groups of which percentages of unstated denominator cannot be. */
function notOfStages(trial: Trial, doubtful: readonly WholeArmShare[]): readonly string[] {
  return Object.keys(trial.arms).flatMap((arm) => {
    const own = doubtful.filter((it) => it.arm === arm)
    const stages = (trial.flow?.[arm]?.chains ?? []).flat()
    return stages.flatMap(({ stage, count }) => {
      const cannot = own.filter(({ share }) => !attainable(share, count.count))
      if (cannot.length === 0) return []
      const which = cannot.map(({ printed }) => printed).join(', ')
      return [`${which} (${arm}) can be no percentage of ${count.count} ${stage}.`]
    })
  })
}

const mostShown = 6
const mostListed = 12

function shown(pairs: readonly ArmPair[], arms: readonly [string, string]): string {
  if (pairs.length === 0) return 'none'
  const each = pairs.slice(0, mostShown).map(([n, m]) => `${n} + ${m}`)
  const rest = pairs.length > mostShown ? `, and ${pairs.length - mostShown} more` : ''
  return `${each.join(', ')}${rest} (${arms.join(' + ')})`
}

/** Two significant digits of an exact fraction, in percent. */
function percent({ numerator, denominator }: ArmSizes['byChance']): string {
  const millionths = 1_000_000n
  if (numerator * millionths < denominator) return 'less than 0.0001%'
  const share = Number((numerator * millionths * millionths) / denominator) / 1e12
  return `${Number((100 * share).toPrecision(2))}%`
}
