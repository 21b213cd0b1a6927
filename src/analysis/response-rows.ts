import type { Row } from '../result/row.ts'
import {
  type ResponseByDenominator,
  responseByDenominator,
  type ResponseGiven,
  responderRange,
  type ResponseTip,
  responseTip,
} from '../scenario/response-by-denominator.ts'
import type { Counts } from '../scenario/outcome.ts'
import { clopperPearson } from '../statistics/clopper-pearson.ts'
import { newcombeDifference } from '../statistics/newcombe-difference.ts'
import type { Proportion } from '../statistics/proportion.ts'
import type { Statistic } from '../statistics/statistic.ts'
import { wilson } from '../statistics/wilson.ts'
import { blankRow, type Case, type ScenarioResult } from './case.ts'
import type { ResponseByDenominatorPlan } from './plan.ts'
import { countedCells, countedIn, responseGiven } from './response-counts.ts'
import { responseFinding } from './response-finding.ts'

export const responseParameter = 'responders among those not infused'

const proportion = ({ events, patients }: Counts): Proportion => ({ count: events, total: patients })
const lowerOf = (it: Statistic): number => (it.kind === 'value' ? it.lower : NaN)

/** Both proportions for each number of responders among those not infused, their difference from the control arm, and what tips. */
export function responseRows(its: Case, scenario: ResponseByDenominatorPlan): ScenarioResult {
  const { trial } = its.record
  const given = responseGiven(trial, scenario)
  if (typeof given === 'string') throw new RangeError(`responseRows: ${given}`)
  const cells = countedCells(trial)
  const control = cells.get(scenario['control figure'] ?? '')
  const against = control === undefined ? null : countedIn(control)
  const { lower, upper } = responderRange(given)
  const numbers = scenario.responders ?? (lower === upper ? [lower] : [lower, upper])
  const cell = cells.get(scenario.figure)
  const printed = cell?.printed ?? ''
  const blank: Row = {
    ...blankRow(its, scenario),
    clock: '',
    seed: null,
    arm: scenario.arm,
    parameter: responseParameter,
    assumption: 'So many of those not infused responded; the reported responders are as printed.',
  }
  const populations = { infused: scenario.infused.stage, all: scenario.infused.of } as const
  const [first = lower] = numbers
  const denominator = (who: 'infused' | 'all', k: number, own: Own): readonly Row[] => {
    const counts = responseByDenominator(given, k)
    return oneDenominator(blank, counts[who], { population: `${populations[who]} (${counts[who].patients})`, ...own })
  }
  const contrast = (k: number, own: Own): readonly Row[] =>
    against === null
      ? []
      : [difference({ ...blank, ...own }, responseByDenominator(given, k), against, control?.arm ?? '')]
  // What is printed moves with nothing that is assumed.
  const asReported = { parameter: '', value: null, assumption: 'As reported.' }
  const other = given.among === 'all' ? 'infused' : 'all'
  const rows = [
    ...denominator(given.among, first, { ...asReported, reported: printed }),
    ...(given.among === 'all' ? contrast(first, asReported) : []),
    ...numbers.flatMap((k) => [
      ...denominator(other, k, { value: k }),
      ...(given.among === 'all' ? [] : contrast(k, { value: k })),
    ]),
  ]
  const ends = [lower, upper].map((k) => responseByDenominator(given, k))
  const shares = ends.map((it) => it[other].events / it[other].patients)
  const bound: Row = {
    ...blank,
    origin: 'bound',
    identification: 'bounded',
    method: 'bounds over those not infused',
    measure: 'proportion',
    population: `${populations[other]} (${ends[0]?.[other].patients ?? 0})`,
    lower: Math.min(...shares),
    upper: Math.max(...shares),
    assumption: 'Any number of those not infused responded.',
  }
  const tips = tipRows(blank, scenario, given, against)
  const what = cells.get(scenario.figure)?.row ?? scenario.figure
  const finding = responseFinding(rows, bound, tips, scenario, given, what)
  return { rows: [...rows, bound, ...tips], curves: [], finding }
}

type Own = Partial<Row>

function oneDenominator(blank: Row, counts: Counts, own: Own): readonly Row[] {
  const of = proportion(counts)
  const row = { ...blank, ...own, measure: 'proportion', nEvent: of.count }
  return [
    { ...row, ...columns(clopperPearson(of)), method: 'clopper-pearson' },
    { ...row, ...columns(wilson(of)), method: 'wilson' },
  ]
}

function difference(blank: Row, { all }: ResponseByDenominator, against: Proportion, versus: string): Row {
  return {
    ...blank,
    ...columns(newcombeDifference(proportion(all), against)),
    population: `all (${all.patients}) against ${against.total}`,
    versus,
    measure: 'proportion-difference',
    method: 'newcombe, from wilson limits',
  }
}

function columns(it: Statistic): Pick<Row, 'estimate' | 'lower' | 'upper' | 'level' | 'status'> {
  if (it.kind !== 'value') return { estimate: null, lower: null, upper: null, level: null, status: 'not-estimable' }
  return { estimate: it.value, lower: it.lower, upper: it.upper, level: it.level, status: 'ok' }
}

/** The first number of responders at which a lower limit among all has crossed its target. */
function tipRows(
  blank: Row,
  { target }: ResponseByDenominatorPlan,
  given: ResponseGiven,
  against: Proportion | null,
): readonly Row[] {
  // Reported of all, that proportion moves with nothing.
  if (given.among === 'all') return []
  const row = (variant: string, method: string, tip: ResponseTip): Row => ({
    ...blank,
    origin: 'tipping',
    variant,
    method,
    measure: 'tipping-value',
    population: `all (${given.all})`,
    estimate: tip.kind === 'found' ? tip.k : null,
    status: tip.kind === 'found' ? 'ok' : 'none-in-range',
  })
  const ofShare = (at: number): Row =>
    row(
      `lower limit among all crosses ${at}`,
      'clopper-pearson',
      responseTip(given, at, ({ all }) => lowerOf(clopperPearson(proportion(all)))),
    )
  const ofDifference = (control: Proportion): Row =>
    row(
      'lower limit of the difference crosses 0',
      'newcombe, from wilson limits',
      responseTip(given, 0, ({ all }) => lowerOf(newcombeDifference(proportion(all), control))),
    )
  return [...(target === undefined ? [] : [ofShare(target)]), ...(against === null ? [] : [ofDifference(against)])]
}
