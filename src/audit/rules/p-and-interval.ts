import { type Bounds, bounds } from '../../evidence/bounds.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { testsEquality } from '../tests-equality.ts'
import { exampleEndpoint } from '../example-endpoint.ts'
import { type RatioInterval, ratioIntervals } from '../ratio-interval.ts'

/**
 * R10: the p-value is below 1 - level if and only if the interval excludes 1. Only a Wald test of the same model must agree with
 * its interval; a log-rank test, a test with other strata or an unstated number of sides may decide otherwise near the boundary,
 * which is a note; weighted tests and tests of a margin are
 * not compared. A one-sided p-value is doubled.
 */
export const pAndInterval: AuditRule = {
  id: 'R10',
  name: 'p-ci-decision',
  compares: 'the p-value with the interval of the hazard ratio',
  worst: 'fail',
  agree: 'p-values and intervals decide alike',
  tolerance: 'the rounding of both; a fail only for a Wald test of the same model, as other tests may decide otherwise',
  references: ['AltmanBland2011', 'Cox1972'],
  examples: { clean: [example('0.70 (0.53 to 0.92)')], firing: [example('0.80 (0.60 to 1.07)')] },
  run: (subject) => ratioIntervals(subject).flatMap(compared),
}

function compared(it: RatioInterval): readonly RuleFinding[] {
  const { between, contrast, ratio, level, figures } = it
  const printed = between.pValue && bounds(between.pValue.figure.quantity)
  if (!between.pValue || !printed || !testsEquality(between.pValue.test)) return []
  const p = twoSided(printed, contrast.p?.sides)
  const alpha = 1 - level
  const small = p.upper <= alpha * (1 + 1e-12)
  const large = p.lower > alpha
  const excludes = it.upper.upper < 1 || it.lower.lower > 1
  const contains = it.lower.upper < 1 && it.upper.lower > 1
  const sides = contrast.p?.sides === 1 ? 'one-sided ' : ''
  const limits = `${ratio.interval?.lower.printed ?? ''} to ${ratio.interval?.upper.printed ?? ''}`
  const message = `${sides}p ${between.pValue.figure.printed}, ${Number((level * 100).toFixed(6))}% interval ${limits}`
  const state =
    (small && contains) || (large && excludes) ? conflict(it) : decided(small || large, excludes || contains)
  const computation = `An interval of ${Number((level * 100).toFixed(6))}% excludes a ratio of 1 where the two-sided p-value is below ${Number(alpha.toFixed(6))}.`
  const found = { state, figures: [between.pValue.figure.id, ...figures], message, computation }
  if (state !== 'fail' && state !== 'note') return [found]
  const explanation =
    state === 'fail'
      ? 'They come from different analyses, the p-value has other sides than stated, or a digit is wrong.'
      : 'The test is not that of the model (log-rank against Cox, other strata, one side), or a digit is wrong.'
  return [{ ...found, explanation, resolve: 'The test with its strata and sides, and the model of the hazard ratio.' }]
}

function example(ratio: string): string {
  return exampleEndpoint(`arms: { new: {}, old: {} },
    contrast: { hazard ratio: { printed: ${ratio}, model: Cox, stratified: false, adjusted: false },
      p: { printed: 0.012, test: Wald, stratified: false, sides: 2 } }`)
}

function decided(byP: boolean, byInterval: boolean): 'pass' | 'uninformative' {
  return byP && byInterval ? 'pass' : 'uninformative'
}

function twoSided(p: Bounds, sides: 1 | 2 | 'not stated' | undefined): Bounds {
  return sides === 1 ? { lower: 2 * p.lower, upper: 2 * p.upper } : p
}

function conflict({ between, contrast, ratio }: RatioInterval): 'fail' | 'note' {
  const wald = /\bwald\b|\bcox\b/i.test(between.pValue?.test ?? '')
  const strata = ratio.stratified !== 'not stated' && between.pValue?.stratified === ratio.stratified
  return wald && strata && ratio.adjusted === false && typeof contrast.p?.sides === 'number' ? 'fail' : 'note'
}
