import { type Bounds, bounds, canBeAtMost } from '../../evidence/bounds.ts'
import { dayBounds } from '../../evidence/day-bounds.ts'
import { parseEstimate, parseRange, type PrintedNumber } from '../../evidence/parse-estimate.ts'
import { DAYS_PER_MONTH, type TimeUnit } from '../../evidence/time-unit.ts'
import { figureId } from '../../record/figure-id.ts'
import type { Path } from '../../record/spans.ts'
import type { Trial, TrialFollowUp } from '../../record/trial.ts'
import type { AuditRule, AuditSubject, RuleFinding } from '../audit-rule.ts'

/** Some papers divide days by 30 and not by 30.4375. */
const shortMonth = 30

/**
 * R30: nobody is followed for longer than from the first enrolment to the data cut-off: the longest follow-up (where none is printed the
 * median), and the last time with patients at risk, are at most cut-off - first enrolment; the shortest follow-up, where it counts all patients, at most cut-off - last
 * enrolment. Dates stand for all days that they can mean, a month for 30 to 30.4375 days. Follow-up whose start is not
 * stated may begin before enrolment, at diagnosis say: a note.
 */
export const followUpDates: AuditRule = {
  id: 'R30',
  name: 'fu-dates',
  compares: 'follow-up with the dates of enrolment and data cut-off',
  worst: 'fail',
  agree: 'lengths of follow-up fit the dates of enrolment and data cut-off',
  tolerance:
    'all days that a printed month can mean, half a unit of the last digit of the follow-up, a month of 30 to 30.4375 days',
  examples: {
    clean: [
      `
design: { enrolment: 2019-05 to 2022-04, cutoff: 2022-04-18 }
follow-up: { median: '18.6', range: 0.4 to 35.4, from: randomisation, definition: potential }`,
    ],
    firing: [
      `
design: { enrolment: 2019-05 to 2022-04, cutoff: 2022-04-18 }
follow-up: { median: '18.6', range: 0.4 to 38.4, from: randomisation, definition: potential }`,
    ],
  },
  run: (subject) =>
    [...ofFollowUp(subject.trial), ...ofRiskTables(subject)].flatMap((it) => compared(subject.trial, it)),
}

/** Words of a start that is not before enrolment. */
const starts = /random|enrol|inclu|regist|entry|apheresis|infus|treat|dos/iu
/** Definitions that count every patient, so that the last one enrolled has the shortest follow-up. */
const everybody: readonly string[] = ['potential', 'observed']

interface Span {
  readonly id: string
  readonly path: Path
  readonly what: string
  readonly printed: string
  /** Months. */
  readonly length: Bounds
  readonly since: 'first' | 'last'
  readonly worst: 'fail' | 'note'
  readonly cutoff: string | undefined
}

function compared({ design }: Trial, it: Span): readonly RuleFinding[] {
  const enrolled = design?.enrolment?.[it.since]
  const [from, to] = [enrolled, it.cutoff].map((date) => (date === undefined ? null : dayBounds(date)))
  if (!from || !to || enrolled === undefined || it.cutoff === undefined) return []
  const longest = (to.upper + 1 - from.lower) / shortMonth
  const fits = canBeAtMost(it.length, { lower: longest, upper: longest })
  const usual = Number(((to.upper + 1 - from.lower) / DAYS_PER_MONTH).toFixed(1))
  const computation = `From the ${it.since} enrolment (${enrolled}) to the data cut-off (${it.cutoff}) there are at most ${usual} months.`
  const message = `${it.what} ${it.printed}, ${it.since} enrolment ${enrolled}, data cut-off ${it.cutoff}`
  const about = { figures: [it.id], path: it.path, message, computation }
  if (fits) return [{ state: 'pass', ...about }]
  return [
    {
      state: it.worst,
      ...about,
      expected: `at most ${usual} months`,
      found: it.printed,
      explanation:
        it.worst === 'fail'
          ? 'A date or a length is misprinted, or follow-up was updated after the data cut-off that is printed.'
          : 'It may be counted from an earlier moment than enrolment, such as diagnosis.',
      resolve: 'The dates of the first and last enrolment, and of the cut-off that this follow-up belongs to.',
    },
  ]
}

/** Every follow-up of a record, with the cut-off that it belongs to. */
function followUps(trial: Trial): readonly (readonly [TrialFollowUp, Path, TimeUnit, string | undefined])[] {
  const unit = trial['time unit']
  const main = trial.design?.cutoff?.date
  const own = trial['follow-up'] === undefined ? [] : [[trial['follow-up'], ['follow-up'], unit, main] as const]
  const ofEndpoints = Object.entries(trial.endpoints).flatMap(([id, it]) => {
    const cutoff = it.cutoff?.date ?? main
    const at: Path = ['endpoints', id]
    const arms = Object.entries(it.arms).map(
      ([arm, { 'follow-up': own }]) => [own, [...at, 'arms', arm, 'follow-up']] as const,
    )
    return [[it['follow-up'], [...at, 'follow-up']] as const, ...arms].flatMap(([followUp, path]) =>
      followUp === undefined ? [] : [[followUp, path, it['time unit'] ?? unit, cutoff] as const],
    )
  })
  return [...own, ...ofEndpoints]
}

function ofFollowUp(trial: Trial): readonly Span[] {
  return followUps(trial).flatMap(([followUp, path, timeUnit, cutoff]): readonly Span[] => {
    const { median, range, from, definition } = followUp
    const context = { unit: 'months', timeUnit } as const
    const worst = from !== undefined && starts.test(from) ? 'fail' : 'note'
    const span = (
      field: 'median' | 'range',
      what: string,
      since: Span['since'],
      it: PrintedNumber,
    ): readonly Span[] => {
      const length = bounds(it.quantity)
      const at = [...path, field]
      if (length === null) return []
      return [{ id: figureId(trial, at), path: at, what, printed: it.printed, length, since, worst, cutoff }]
    }
    const read = range === undefined ? null : parseRange(range.printed, context)
    if (read?.kind === 'value') {
      const { lower, upper } = read.value
      const shortest = everybody.includes(definition) ? span('range', 'shortest follow-up', 'last', lower) : []
      return [...span('range', 'longest follow-up', 'first', upper), ...shortest]
    }
    const middle = median === undefined ? null : parseEstimate(median.printed, context)
    return middle?.kind === 'value' ? span('median', 'median follow-up', 'first', middle.value.estimate) : []
  })
}

/** The last time at which somebody is still at risk, of each arm. */
function ofRiskTables({ trial, endpoints }: AuditSubject): readonly Span[] {
  return endpoints.flatMap(({ endpoint, arms }) =>
    arms.flatMap(({ id, atRisk }): readonly Span[] => {
      const [last] = atRisk.filter(({ time, count }) => time > 0 && (bounds(count.quantity)?.lower ?? 0) > 0).slice(-1)
      if (last === undefined) return []
      const { count, time } = last
      const cutoff = trial.endpoints[endpoint]?.cutoff?.date ?? trial.design?.cutoff?.date
      const clock = trial.endpoints[endpoint]?.clock ?? ''
      return [
        {
          id: count.id,
          path: ['endpoints', endpoint, 'arms', id, 'at risk'],
          what: 'patients at risk at',
          printed: count.when ?? `${time} months`,
          length: { lower: time, upper: time },
          since: 'first',
          worst: starts.test(clock) ? 'fail' : 'note',
          cutoff,
        },
      ]
    }),
  )
}
