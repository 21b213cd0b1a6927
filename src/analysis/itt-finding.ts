import { fixed, range } from '../result/format.ts'
import { formatEstimate, formatInterval, intervalName, measureFormat, measureLabel } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { targetsOf, targetWords, type Tipped } from './itt-tip-rows.ts'
import { rowMeasure } from './itt-mixtures.ts'
import { parseMeasure } from './plan-measure.ts'
import type { IttFromInfusedPlan } from './plan.ts'

interface Tips {
  readonly tips: readonly Tipped[]
  /** One a target, in their order. */
  readonly lagTips: readonly Row[]
}

/**
 * What came out with each lag: what the measure can be at all, and what brings it to each target. Where a target is asked for, of its measure alone;
 * the others stand in the table.
 */
export function ittFinding(
  rows: readonly Row[],
  scenario: IttFromInfusedPlan,
  counts: { readonly infused: number; readonly randomised: number },
  { tips, lagTips }: Tips,
): string {
  const { lags, clock, infused, tip } = scenario
  const others = counts.randomised - counts.infused
  const asked = tip === undefined ? null : parseMeasure(tip.measure)
  const bounds = rows.filter(
    (it) =>
      it.origin === 'bound' &&
      it.identification === 'bounded' &&
      (asked === null || (it.measure === rowMeasure(asked) && it.time === asked.time)),
  )
  const each = lags.map(({ label }) => {
    const own = bounds.filter((it) => it.variant.endsWith(`; ${label}`))
    return `${label}, ${own.map((bound) => oneMeasure(rows, bound, label)).join(', ')}`
  })
  const drawn = bounds.some((it) => it.spreadLower !== null || it.spreadUpper !== null)
    ? ' (in brackets over the draws of the reconstruction)'
    : ''
  return [
    `Of all ${counts.randomised} ${infused.of}, counted from ${clock}, whatever became of the ${others} not infused${drawn}: ${each.join('; ')}.`,
    ...(tip === undefined
      ? []
      : targetsOf(tip).flatMap((target, i) => [
          targetSentence(tip, target, tips),
          ...lagTips.slice(i, i + 1).map((it) => lagSentence(it, targetWords(tip, target))),
        ])),
    `Share and lag are taken as given. ${samplingSentence(rows, bounds, lags)}`,
  ].join(' ')
}

/** "median 7.1–10.0 months (6.0–11.5)": what can be at all, its spread over the draws; what was tried where that is less. */
function oneMeasure(rows: readonly Row[], bound: Row, label: string): string {
  const { measure, time, lower, upper, spreadLower, spreadUpper } = bound
  const { unit } = measureFormat(measure)
  const name = measureLabel(measure, time)
    .replace(/ \(.*\)$/u, '')
    .toLowerCase()
  const all = formatInterval(measure, lower, upper)
  if (all === null) return `${name} not reached`
  const values = triedOf(rows, bound, label).map((it) => (it.status === 'not-reached' ? null : it.estimate))
  const known = values.flatMap((it) => it ?? [])
  const most = values.some((it) => it === null) ? null : Math.max(...known)
  const tried = known.length === 0 ? null : formatInterval(measure, Math.min(...known), most)
  const drawn = formatInterval(measure, spreadLower, spreadUpper)
  const remarks = [
    ...(tried === null || tried === all ? [] : [`${tried} under the assumptions tried`]),
    ...(drawn === null ? [] : [drawn]),
  ].join('; ')
  const percent = measureFormat(measure).kind === 'percent' ? '%' : ''
  const inUnit =
    unit === '' ? all : all.includes(' to not reached') ? all.replace(' to', ` ${unit} to`) : `${all} ${unit}`
  return `${name} ${inUnit}${percent}${remarks === '' ? '' : ` (${remarks})`}`
}

const triedOf = (rows: readonly Row[], { parameter, measure, time }: Row, label: string): readonly Row[] =>
  rows.filter(
    (it) =>
      it.parameter === parameter &&
      it.origin === 'scenario' &&
      it.measure === measure &&
      it.time === time &&
      it.variant.endsWith(`; ${label}`),
  )

/** What those not infused would have to be like, lag by lag. */
function targetSentence(tip: NonNullable<IttFromInfusedPlan['tip']>, target: number, tips: readonly Tipped[]): string {
  const each = tips.filter((it) => it.target === target).map((it) => `${it.label}, ${needed(it)}`)
  return `For the ${tip.measure} to be down to ${targetWords(tip, target)}, were their times exponential: ${each.join('; ')}.`
}

/** Of the draws: where more of them have another answer, the printed figures do not settle which is right. */
const settled = 0.05

/** The draws in which the answer is another one are counted. */
function needed({ row, draws: { all, reached, below } }: Tipped): string {
  const among = (...others: readonly (readonly [number, string])[]): string => {
    const some = others.flatMap(([number, what]) => (number === 0 ? [] : [`in ${number} of ${all} draws ${what}`]))
    const otherwise = others.reduce((sum, [number]) => sum + number, 0)
    const open = otherwise > settled * all ? ': the printed figures do not settle it' : ''
    return some.length === 0 ? '' : ` (${some.join(', ')}${open})`
  }
  const above = all - reached - below
  if (row.estimate !== null) {
    const spread = drawnRange(row)
    return `their median at most ${fixed(row.estimate, 1)} months${spread}${among([above, 'none is low enough'], [below, 'any is'])}`
  }
  const some = [reached, 'one does it'] as const
  if (row.status !== 'none-in-range') return `not estimable${among(some)}`
  return below > above && below >= reached
    ? `any median of theirs${among(some, [above, 'none'])}`
    : `no median of theirs is low enough${among(some, [below, 'any is'])}`
}

/** "0.0–2.0", or nothing. */
function ofDraws({ spreadLower, spreadUpper }: Row): string {
  return spreadLower === null || spreadUpper === null ? '' : range(fixed(spreadLower, 1), fixed(spreadUpper, 1))
}

function drawnRange(row: Row): string {
  const text = ofDraws(row)
  return text === '' ? '' : ` (${text} over the draws)`
}

function lagSentence(row: Row, target: string): string {
  if (row.estimate === null) return `No lag is long enough to keep it above ${target} whatever became of them.`
  if (row.estimate > 0)
    return `With a lag above ${fixed(row.estimate, 1)} months${drawnRange(row)} it is above ${target} whatever became of them.`
  const above = `above ${target} whatever became of them even without a lag`
  return (row.spreadUpper ?? 0) > 0
    ? `In the rebuilt curve it is ${above} (over the draws that takes a lag of ${ofDraws(row)} months).`
    : `It is ${above}.`
}

/** How wide sampling error is under the assumption that gives the lowest number, with the first lag. */
function samplingSentence(rows: readonly Row[], [bound]: readonly Row[], [lag]: IttFromInfusedPlan['lags']): string {
  if (bound === undefined || lag === undefined) return 'Sampling error comes on top.'
  const lowest = triedOf(rows, bound, lag.label)
    .filter((it) => it.estimate !== null && it.level !== null)
    .sort((a, b) => (a.estimate ?? 0) - (b.estimate ?? 0))[0]
  if (lowest === undefined) return 'Sampling error comes on top.'
  return `Sampling error comes on top: ${lowest.variant.replace('; ', ', ')}, ${measureText(lowest)}.`
}

/** "7.1 months (95% CI 4.8–10.0)". */
function measureText(row: Row): string {
  const { unit } = measureFormat(row.measure)
  const value = formatEstimate({ ...row, lower: null, upper: null })
  return `${value}${unit === '' ? '' : ` ${unit}`} (${intervalName(row.level)} ${formatInterval(row.measure, row.lower, row.upper) ?? ''})`
}
