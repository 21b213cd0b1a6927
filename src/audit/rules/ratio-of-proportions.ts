import { type Bounds, bounds, canBeEqual } from '../../evidence/bounds.ts'
import { parseEstimate, type PrintedEstimate } from '../../evidence/parse-estimate.ts'
import { figureId } from '../../record/figure-id.ts'
import type { Trial } from '../../record/trial.ts'
import { oddsRatio } from '../../statistics/odds-ratio.ts'
import { riskRatio } from '../../statistics/risk-ratio.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { type ArmProportion, type ComparedRow, comparedRows, isAdjusted } from '../compared-proportions.ts'

/**
 * R26: an odds ratio is ad/bc of the two counts, with Woolf's limits exp(log OR ± z sqrt(1/a + 1/b + 1/c + 1/d)) [Woolf1955]; a ratio of risks
 * is that of the percentages, with the limits of Katz [Katz1978]. A ratio over strata (Mantel-Haenszel) or of a model is near the crude one
 * and not equal to it: a note. So are other limits, of which there are many. It fails where the crude ratio lies outside the printed
 * interval and nothing is said of strata or a model; a rate ratio, which may count time, never fails.
 */
export const ratioOfProportions: AuditRule = {
  id: 'R26',
  name: 'or-2x2',
  compares: 'the odds ratio or risk ratio of a row with the counts of its arms',
  worst: 'fail',
  agree: 'ratios of odds or risks come from the counts of the arms',
  tolerance: 'half a unit of the last printed digit of the ratio and its limits',
  references: ['Woolf1955', 'Katz1978'],
  examples: { clean: [example('3.47 (2.24 to 5.39)')], firing: [example('7.43 (5.24 to 9.39)')] },
  run: ({ trial }) => comparedRows(trial).flatMap((it) => measures.flatMap((measure) => compared(trial, it, measure))),
}

function example(ratio: string): string {
  return `
tables:
  response:
    label: Response
    population: randomised
    columns: [{ arm: new, of: 254 }, { arm: old, of: 132 }]
    rows: { Response: { cells: [181 (71), 55 (42)], contrast: { odds ratio: ${ratio} } } }
`
}

interface Measure {
  readonly field: 'odds ratio' | 'rate ratio'
  readonly ratio: typeof oddsRatio
  readonly words: string
  readonly worst: 'fail' | 'note'
}

const measures: readonly Measure[] = [
  { field: 'odds ratio', ratio: oddsRatio, words: 'the odds ratio of the counts', worst: 'fail' },
  { field: 'rate ratio', ratio: riskRatio, words: 'the ratio of the percentages', worst: 'note' },
]

interface Crude {
  readonly value: Bounds
  readonly lower: Bounds
  readonly upper: Bounds
}

function compared(trial: Trial, it: ComparedRow, measure: Measure): readonly RuleFinding[] {
  const figure = it.contrast[measure.field]
  if (figure === undefined) return []
  const level = Number.parseFloat(figure.level ?? trial['interval level']) / 100
  const read = parseEstimate(figure.printed, { unit: 'ratio', level })
  const ratio = read.kind === 'value' ? bounds(read.value.estimate.quantity) : null
  if (read.kind === 'problems' || ratio === null) return []
  const { estimate, interval } = read.value
  const crude = crudeRatio(it.above, it.below, measure, interval?.level ?? level)
  if (crude === null) return []
  const path = [...it.path, measure.field]
  const about = {
    figures: [figureId(trial, path), it.above.id, it.below.id],
    path,
    message: `${it.row}: ${measure.field} ${figure.printed}; ${measure.words}, ${it.above.printed} and ${it.below.printed}, is ${shown(crude)}`,
  }
  const limits = limitsFit(interval, crude)
  if (canBeEqual(ratio, crude.value) && limits) return [{ ...about, state: 'pass' }]
  return [{ ...about, ...disagreement(it, measure, estimate, interval, crude) }]
}

function disagreement(
  it: ComparedRow,
  { worst }: Measure,
  { printed, quantity }: PrintedEstimate['estimate'],
  interval: PrintedEstimate['interval'],
  crude: Crude,
): Omit<RuleFinding, 'figures' | 'message'> {
  const ratio = bounds(quantity) ?? crude.value
  const swapped = { lower: 1 / crude.value.upper, upper: 1 / crude.value.lower }
  const adjusted = isAdjusted(it)
  const outside = interval !== null && !within(crude.value, interval)
  const same = canBeEqual(ratio, crude.value)
  return {
    state: outside && !adjusted ? worst : 'note',
    computation: 'From the patients with and without the event in both arms, as in a two-by-two table.',
    explanation: canBeEqual(ratio, swapped)
      ? 'It is the ratio of the arms the other way round.'
      : adjusted
        ? 'A ratio over strata or of a model is near the crude one and seldom equal to it.'
        : same
          ? 'The limits are of another method: exact, over strata, or of a model.'
          : 'A ratio over strata or of a model that is not named, or other counts than those printed.',
    resolve: 'How the ratio was computed: crude, over which strata, or by which model.',
    expected: shown(crude),
    found: interval === null ? printed : `${printed} (${interval.lower.printed} to ${interval.upper.printed})`,
  }
}

/** The ratio and its limits for the counts that are possible; each is extreme at an end of both. */
function crudeRatio(above: ArmProportion, below: ArmProportion, { ratio }: Measure, level: number): Crude | null {
  const ends = [above.least, above.most].flatMap((a) =>
    [below.least, below.most].map((b) => ratio({ count: a, total: above.of }, { count: b, total: below.of }, level)),
  )
  const values = ends.flatMap((it) => (it.kind === 'value' ? [it] : []))
  if (values.length < ends.length) return null
  const over = (numbers: readonly number[]): Bounds => ({ lower: Math.min(...numbers), upper: Math.max(...numbers) })
  return {
    value: over(values.map(({ value }) => value)),
    lower: over(values.map(({ lower }) => lower)),
    upper: over(values.map(({ upper }) => upper)),
  }
}

function limitsFit(interval: PrintedEstimate['interval'], crude: Crude): boolean {
  if (interval === null) return true
  const [lower, upper] = [bounds(interval.lower.quantity), bounds(interval.upper.quantity)]
  return (lower === null || canBeEqual(lower, crude.lower)) && (upper === null || canBeEqual(upper, crude.upper))
}

function within(value: Bounds, { lower, upper }: NonNullable<PrintedEstimate['interval']>): boolean {
  const [low, high] = [bounds(lower.quantity), bounds(upper.quantity)]
  return (low === null || value.upper >= low.lower) && (high === null || value.lower <= high.upper)
}

function shown({ value, lower, upper }: Crude): string {
  const range = (it: Bounds): string =>
    it.lower.toFixed(2) === it.upper.toFixed(2) ? it.lower.toFixed(2) : `${it.lower.toFixed(2)}-${it.upper.toFixed(2)}`
  return `${range(value)} (${range(lower)} to ${range(upper)})`
}
