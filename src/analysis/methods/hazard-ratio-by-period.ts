import { fixed, range, trimmed } from '../../result/format.ts'
import type { Row } from '../../result/row.ts'
import { pairOfPatients } from '../../reconstruct/rebuilt-figure.ts'
import { type HazardRatioPart, hazardRatioByPeriod } from '../../scenario/hazard-ratio-by-period.ts'
import type { Patients } from '../../survival/patients.ts'
import { blankRow, type Case, estimateColumns, type ScenarioResult } from '../case.ts'
import { checkArms } from '../check-arms.ts'
import { checkAscending } from '../check-ascending.ts'
import { checkIdentification } from '../check-identification.ts'
import { leftOutEvents } from '../left-out-events.ts'
import { lastEvidenceOf } from '../last-evidence.ts'
import type { Method, MethodInput } from '../method.ts'
import type { HazardRatioByPeriodPlan } from '../plan.ts'
import { noSpread, spreadOf } from '../spread.ts'

/**
 * The hazard ratio over all events, over the events after each cut alone (a Cox model of those still at risk then: the same as censoring
 * earlier events at their own time), and in each period between cuts. Only those from time 0 on compare groups that randomisation made alike.
 */
export function hazardRatioByPeriodMethod(scenario: HazardRatioByPeriodPlan): Method {
  return {
    inMonths: (months) => ({ ...scenario, cuts: scenario.cuts.map(months) }),
    check: (input, report) => {
      checkArms(scenario, input, report)
      checkIdentification(scenario.identification, input, report)
      checkAscending('cuts', scenario.cuts, report)
    },
    run: (input) => runOn(input, scenario),
    references: ['Cox1972', 'Efron1977', 'Anderson1983'],
    onCurves: false,
    borrows: [],
  }
}

function runOn({ its, draws }: MethodInput, scenario: HazardRatioByPeriodPlan): ScenarioResult {
  const { arm, control } = scenario
  const partsOf = (patients: Patients): readonly HazardRatioPart[] => {
    const [one, zero] = [patients.arms.indexOf(arm), patients.arms.indexOf(control)]
    return hazardRatioByPeriod(pairOfPatients(patients, zero, one), scenario.cuts)
  }
  const found = partsOf(its.reconstruction.patients)
  const overDraws = draws.patients.map(partsOf)
  const rows = found.map((it, i): Row => {
    const columns = estimateColumns(it.estimate)
    const spread = it.estimate.kind === 'value' ? spreadOf(overDraws.map((draw) => numberOf(draw[i]))) : noSpread
    return {
      ...blankRow(its, scenario),
      ...columns,
      ...spread,
      variant: wordsOf(it),
      method: 'cox, efron',
      arm,
      versus: control,
      measure: 'hazard-ratio',
      ...(it.kind === 'all events' ? {} : { parameter: 'first month', value: it.from }),
      // Up to the first cut all who were randomised are compared, with later events left out of both arms.
      identification: it.from === 0 ? scenario.identification : 'none',
      status: columns.status === 'ok' && it.from >= pinned(its, scenario) ? 'extrapolated' : columns.status,
      assumption: [
        it.from === 0
          ? 'The ratio is constant in the period.'
          : `Compares those still event-free and followed after ${trimmed(it.from)} months: not the groups that were randomised.`,
        ...unprintedSentence(its, scenario, [it.from, it.to]),
      ].join(' '),
      nEvent: it.nEvent,
      draws: draws.patients.length,
    }
  })
  const leftOut = leftOutEvents(its, scenario, draws.patients)
  const finding = [leftOut.finding, findingOf(rows, scenario), ...unprintedSentence(its, scenario, scenario.cuts)]
    .filter((it) => it !== '')
    .join(' ')
  return { rows: [...rows, ...leftOut.rows], curves: [], finding }
}

/** The time after which no figure pins one of the two curves. */
function pinned({ reconstruction: { evidence } }: Case, { arm, control }: HazardRatioByPeriodPlan): number {
  return Math.min(...evidence.arms.filter(({ id }) => id === arm || id === control).map(lastEvidenceOf))
}

/**
 * Cuts at which an arm prints no survival. The smooth law between two figures shares early and late hazards out evenly, so that ratios come
 * out nearer to one another than they were; their sampling intervals do not know of it, the spread does.
 */
function unprintedSentence(
  { reconstruction: { evidence } }: Case,
  { arm, control }: HazardRatioByPeriodPlan,
  times: readonly number[],
): readonly string[] {
  const both = evidence.arms.filter(({ id }) => id === arm || id === control)
  const printed = (at: number): boolean =>
    both.every(({ landmarks }) => landmarks.some(({ time }) => Math.abs(time - at) < SAME))
  const open = times.filter((it) => it > 0 && it < Infinity && !printed(it))
  if (open.length === 0) return []
  return [
    `No survival is printed of both arms at ${open.map((it) => trimmed(it)).join(' and ')} months: how the events lie on the two sides of that cut is the model’s, which tends to draw the ratios there towards each other, and the interval does not know of it; the spread over the draws does in part.`,
  ]
}

/** A week, in months: a cut at 8 weeks is a landmark at 2 months. */
const SAME = 0.25

function wordsOf({ kind, from, to }: HazardRatioPart): string {
  if (kind === 'all events') return kind
  if (kind === 'events after') return `events after ${trimmed(from)} months alone`
  return to === Infinity ? `period after ${trimmed(from)} months` : `period ${trimmed(from)} to ${trimmed(to)} months`
}

const numberOf = (it: HazardRatioPart | undefined): number | null =>
  it?.estimate.kind === 'value' ? it.estimate.value : null

/** The periods first, with their events: the ratio over all events is an average over them. */
function findingOf(rows: readonly Row[], { cuts }: HazardRatioByPeriodPlan): string {
  const words = ({ estimate, lower, upper }: Row): string => {
    if (estimate === null) return 'not estimable'
    return `${fixed(estimate, 2)}${lower === null || upper === null ? '' : ` (${range(fixed(lower, 2), fixed(upper, 2))})`}`
  }
  const [all, ...others] = rows
  if (all === undefined) return ''
  const last = trimmed(cuts.at(-1) ?? 0)
  const periods = others.flatMap((row) => {
    const period = /^period (.*)$/u.exec(row.variant)?.[1]
    const rest = row.variant === `events after ${last} months alone` ? `after ${last} months` : undefined
    const name = period === undefined ? rest : `from ${period}`
    return name === undefined ? [] : [{ name, row }]
  })
  const inOrder = [...periods].sort((a, b) => (a.row.value ?? 0) - (b.row.value ?? 0))
  const each = inOrder.map(({ name, row }) => `${name} ${words(row)} with ${String(row.nEvent ?? 0)} events`)
  const late = others
    .filter((it) => it.variant.startsWith('events after') && !it.variant.includes(` ${last} `))
    .map((row) => `; ${row.variant} ${words(row)}`)
  const first = trimmed(cuts[0] ?? 0)
  return `Hazard ratio with its 95% interval, and rebuilt events: ${each.join('; ')}${late.join('')}. The ratio over all ${String(all.nEvent ?? 0)} events, ${words(all)}, is an average over these periods, weighted by where the events lie. Only that one and the first period compare the groups as assigned: after ${first} months those who are left are compared, and the treatment has changed who they are.`
}
