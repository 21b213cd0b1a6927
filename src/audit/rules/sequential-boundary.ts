import { type Bounds, bounds } from '../../evidence/bounds.ts'
import { normalUpperTail } from '../../numeric/normal-distribution.ts'
import { normalUpperQuantile } from '../../numeric/normal-quantile.ts'
import { figureId } from '../../record/figure-id.ts'
import type { Trial } from '../../record/trial.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'
import { boundaryRange, type Calculation, oneSidedAlpha, plannedShare } from '../planned-number.ts'

/**
 * R28: with the O'Brien-Fleming type of spending function of Lan and DeMets, 2(1 - Phi(z(alpha/2) / sqrt(t))), alpha one-sided, is spent at the information fraction t
 * [LanDeMets1983]; at the first look for efficacy that is the boundary of the p-value itself. Later looks also depend on the earlier ones, and other rules of spending give other
 * boundaries: they are not compared. A note, because software and the classical boundaries of O'Brien and Fleming differ in the third decimal.
 */
export const sequentialBoundary: AuditRule = {
  id: 'R28',
  name: 'gs-boundary',
  compares: 'the boundary of an interim analysis with its information fraction and alpha',
  worst: 'note',
  agree: 'boundaries of interim analyses are those of their information fractions',
  tolerance: 'rounding of the fraction and of the boundary',
  references: ['LanDeMets1983', 'OBrienFleming1979'],
  examples: { clean: [example('<0.014')], firing: [example('<0.021')] },
  run: ({ trial }) =>
    (trial.calculations ?? []).flatMap((calculation, index) => ofCalculation(trial, calculation, index)),
}

function example(boundary: string): string {
  const look = `label: interim for efficacy, reached: 84%, boundary: ${boundary}, sides: 1, spending: O'Brien-Fleming`
  return `${exampleEndpoint('arms: {}')}
calculations: [{ endpoint: os, alpha: 2.5%, sides: 1, looks: [{ ${look} }] }]`
}

function ofCalculation(trial: Trial, calculation: Calculation, index: number): readonly RuleFinding[] {
  const { looks = [] } = calculation
  const rank = looks.findIndex((look) => look.boundary !== undefined || /efficacy/i.test(look.label))
  const look = looks[rank]
  const alpha = oneSidedAlpha(calculation)
  const fraction = plannedShare(look?.reached ?? look?.planned)
  const t = fraction?.kind === 'number' ? bounds(fraction) : null
  if (!look?.boundary || !ofObrienFleming(look.spending?.words) || alpha === null || t === null) return []
  const printed = boundaryRange(look.boundary)
  if (printed === null || look.sides === undefined || t.lower <= 0) return []
  const spent = {
    lower: look.sides * spending(t.lower, alpha),
    upper: look.sides * spending(Math.min(1, t.upper), alpha),
  }
  const path = ['calculations', index, 'looks', rank]
  const when = look.reached === undefined ? 'planned' : 'reached'
  const figures = [
    [...path, 'boundary'],
    [...path, when],
    ['calculations', index, 'alpha'],
  ].map((it) => figureId(trial, it))
  const sides = look.sides === 1 ? 'one-sided' : 'two-sided'
  const at = (look.reached ?? look.planned)?.printed ?? ''
  const message = `the ${sides} boundary is ${look.boundary.printed} at an information fraction of ${at}; the O'Brien-Fleming type of alpha spending gives ${shown(spent)}`
  const computation = `Of a one-sided alpha of ${Number((100 * alpha).toFixed(4))}%, as much is spent by then as 2 x (1 - Phi(z / root of the fraction)) says, with z the normal quantile of half of alpha.`
  const place = { figures, message, computation, path: [...path, 'boundary'] }
  if (printed.lower <= spent.upper && printed.upper >= spent.lower) return [{ state: 'pass', ...place }]
  const explanation =
    'Alpha may be split between endpoints, an earlier look may have spent some, the boundary may be two-sided where it is taken as one-sided, or it was fixed at the planned fraction.'
  return [
    { state: 'note', ...place, explanation, resolve: 'The spending function and the looks of the analysis plan.' },
  ]
}

function ofObrienFleming(spending: string | undefined): boolean {
  return (
    spending !== undefined && /o.?brien/i.test(spending) && !/pocock|haybittle|peto|gamma family|hwang/i.test(spending)
  )
}

function spending(t: number, alpha: number): number {
  return 2 * normalUpperTail(normalUpperQuantile(alpha / 2) / Math.sqrt(t))
}

function shown({ lower, upper }: Bounds): string {
  return `${lower.toFixed(4)} to ${upper.toFixed(4)}`
}
