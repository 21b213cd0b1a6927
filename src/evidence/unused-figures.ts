import { recordedFigures } from '../record/recorded-figures.ts'
import type { Path } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'
import { bounds } from './bounds.ts'
import { type EndpointEvidence, type Figure, figures } from './evidence.ts'
import { parseEstimate } from './parse-estimate.ts'
import type { Quantity } from './quantity.ts'
import type { RecordProblem } from './record-problem.ts'
import type { TimeUnit } from './time-unit.ts'

/** Why a figure of an endpoint does not go in, by the innermost of these names on its path. */
const REASONS: Readonly<Record<string, string>> = {
  'further contrasts': 'of contrasts the first of each pair of arms goes in, where the endpoint has both arms',
  'odds ratio': 'an odds ratio says nothing about when the events happened',
  'rate ratio': 'a ratio of risks or rates is not a hazard ratio',
  difference: 'a difference follows from the figures of the arms, which go in',
  range: 'the shortest and the longest time of an arm may end in an event or in a censoring',
  censored: 'numbers censored until a time are not read; numbers at risk are',
}

/**
 * Every printed figure of an endpoint that its evidence does not hold, as a note with the reason: nothing that somebody typed is
 * dropped without a word. A further print that says the same as the first is none. `used` is where the figures of the evidence stand.
 */
export function unusedFigures(
  trial: Trial,
  evidence: EndpointEvidence,
  used: Iterable<Path>,
): readonly RecordProblem[] {
  const { endpoint } = evidence
  const read = new Set([...used].map(place))
  const known = new Map(figures(evidence).map((it) => [it.id, it]))
  const timeUnit = trial.endpoints[endpoint]?.['time unit'] ?? trial['time unit']
  return recordedFigures(trial).flatMap(({ id, class: kind, path, prints }): readonly RecordProblem[] => {
    if (path[0] !== 'endpoints' || path[1] !== endpoint || kind === 'words') return []
    const [first, ...others] = prints.map(({ printed }) => printed)
    const not = (printed: string, reason: string): RecordProblem => ({
      severity: 'note',
      rule: 'not-used',
      path,
      message: `${id} ${printed} is not used: ${reason}`,
      figures: [id],
    })
    if (!read.has(place(path))) return [not([first, ...others].join('; '), reasonFor(path))]
    return others
      .filter((other) => !repeats(other, id, known, timeUnit))
      .map((other) => not(other, `the first print of this figure is, ${first ?? ''}`))
  })
}

/** The same number, with the same limits if it has any, at the same rounding. */
function repeats(printed: string, id: string, known: ReadonlyMap<string, Figure>, timeUnit: TimeUnit): boolean {
  const figure = known.get(id)
  const read = figure && parseEstimate(printed, { unit: figure.unit, timeUnit })
  if (read?.kind !== 'value') return false
  const { estimate, interval } = read.value
  const same = ({ quantity }: { readonly quantity: Quantity }, of: string): boolean =>
    alike(quantity, known.get(of)?.quantity)
  return (
    same(estimate, id) &&
    (interval === null || (same(interval.lower, limitOf(id, 'lower')) && same(interval.upper, limitOf(id, 'upper'))))
  )
}

/** Time and ordinal of a figure stand after its measure. */
const limitOf = (id: string, side: 'lower' | 'upper'): string => id.replace(/[@#].*$|$/u, (rest) => `-${side}${rest}`)

function alike(a: Quantity, b: Quantity | undefined): boolean {
  if (a.kind !== b?.kind) return false
  const [x, y] = [bounds(a), bounds(b)]
  return x?.lower === y?.lower && x?.upper === y?.upper
}

function reasonFor(path: Path): string {
  const name = path
    .map(String)
    .reverse()
    .find((it) => it in REASONS)
  return name === undefined ? 'no figure of this kind goes in' : (REASONS[name] ?? '')
}

/** A figure stands where its print does. */
function place(path: Path): string {
  return JSON.stringify(path.at(-1) === 'printed' ? path.slice(0, -1) : path)
}
