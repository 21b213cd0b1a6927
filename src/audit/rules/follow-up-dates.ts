import { type Bounds, bounds, canBeAtMost } from '../../evidence/bounds.ts'
import { dayBounds } from '../../evidence/day-bounds.ts'
import { parseEstimate, parseRange, type PrintedNumber } from '../../evidence/parse-estimate.ts'
import { DAYS_PER_MONTH, type TimeUnit } from '../../evidence/time-unit.ts'
import { figureId } from '../../record/figure-id.ts'
import { isWholeArm } from '../../record/population.ts'
import type { Path } from '../../record/spans.ts'
import type { Trial, TrialFollowUp } from '../../record/trial.ts'
import type { AuditRule, AuditSubject, RuleFinding } from '../audit-rule.ts'
import { latestTimes } from '../latest-times.ts'
import { orderOfDates } from '../order-of-dates.ts'

/** Some papers divide days by 30 and not by 30.4375. */
const shortMonth = 30

/**
 * R30: nobody is followed for longer than from the first enrolment to the data cut-off: the longest follow-up (where none is printed the
 * median), the last time with patients at risk or survival above 0, and the last median or limit of one that is reached, are at most cut-off - first enrolment. Of follow-up that counts all patients enrolled, from
 * enrolment or randomisation on, the shortest is at most cut-off - last enrolment; and the longest, where it is potential follow-up to the cut-off, is
 * cut-off - first enrolment: up to two months less (enrolment before randomisation) is a note. Dates stand for all days that they can mean, a
 * month for 30 to 30.4375 days. Follow-up whose start is not stated may begin before enrolment, at diagnosis say: a note. A data cut-off lies
 * before the publication of the source that prints it. Enrolment begins before it ends, and before the data do; a cut-off before the last
 * enrolment is a note [SchemperSmith1996].
 */
export const followUpDates: AuditRule = {
  id: 'R30',
  name: 'fu-dates',
  compares:
    'follow-up and times of the curves with the dates of enrolment and data cut-off, and these with each other and the publication',
  worst: 'fail',
  agree: 'lengths of follow-up, times of curves and dates fit together',
  tolerance:
    'all days that a printed month can mean, half a unit of the last digit of the follow-up, a month of 30 to 30.4375 days; up to two months of screening are a note',
  references: ['SchemperSmith1996'],
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
  run: (subject) => [
    ...[...ofFollowUp(subject.trial), ...ofCurves(subject)].flatMap((it) => compared(subject.trial, it)),
    ...orderOfDates(subject.trial),
    ...ofPublication(subject.trial),
  ],
}

/** Words of a start that is not before enrolment. */
const starts = /random|enrol|inclu|regist|entry|apheresis|infus|treat|dos/iu
/** Words of a start at which every enrolled patient enters, those who are never treated too. */
const assigned = /random|enrol|inclu|regist|entry/i
/** Definitions that count every patient, so that the last one enrolled has the shortest follow-up. */
const everybody: readonly string[] = ['potential', 'observed']
/** Months that may lie between enrolment and randomisation. */
const screening = 2

interface Span {
  readonly id: string
  /** Where no figure of an endpoint leads to it. */
  readonly path?: Path
  readonly what: string
  readonly printed: string
  /** Months. */
  readonly length: Bounds
  readonly since: 'first' | 'last'
  /** True where it is the whole time, and not only at most that. */
  readonly whole: boolean
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
  const about = { figures: [it.id], ...(it.path && { path: it.path }), message, computation }
  const least = (from: number): number => (to.lower - from) / DAYS_PER_MONTH
  const shortfall = it.whole ? least(from.upper) - it.length.upper : 0
  if (fits && shortfall > 0) return [tooShort(about, it, { least: least(from.upper), usual, shortfall })]
  if (fits) return [{ state: 'pass', ...about }]
  return [
    {
      state: it.worst,
      ...about,
      expected: `at most ${usual} months`,
      found: it.printed,
      explanation:
        it.worst === 'fail'
          ? 'A date or a time is misprinted or in another unit, or follow-up was updated after the data cut-off that is printed.'
          : 'It may be counted from an earlier moment than enrolment, such as diagnosis.',
      resolve: 'The dates of the first and last enrolment, and of the cut-off that this figure belongs to.',
    },
  ]
}

/** Potential follow-up of the first patient is the whole time to the cut-off. */
function tooShort(
  about: Pick<RuleFinding, 'figures' | 'message'>,
  { printed }: Span,
  { least, usual, shortfall }: { readonly least: number; readonly usual: number; readonly shortfall: number },
): RuleFinding {
  const expected = `${Math.max(0, least).toFixed(1)} to ${usual} months`
  return {
    ...about,
    state: shortfall > screening ? 'fail' : 'note',
    computation: `Potential follow-up runs to the data cut-off whatever happens, so that of the first patient is the whole time from the first enrolment to it: ${expected}.`,
    expected,
    found: printed,
    explanation:
      shortfall > screening
        ? 'A date or a length is misprinted, or it is not the potential follow-up of all patients.'
        : 'The first patient may have been randomised some weeks after enrolment.',
    resolve: 'The dates of the first enrolment and of the cut-off, and how follow-up was computed.',
  }
}

/** A cut-off later than the day on which its source was published. */
function ofPublication({ design, endpoints, sources }: Trial): readonly RuleFinding[] {
  const own = [
    { it: design?.cutoff, path: ['design', 'cutoff'], above: design?.source },
    ...Object.entries(endpoints).map(([id, { cutoff, source }]) => ({
      it: cutoff,
      path: ['endpoints', id, 'cutoff'],
      above: source,
    })),
  ]
  return own.flatMap(({ it, path, above }): readonly RuleFinding[] => {
    const name = it?.source ?? above ?? Object.keys(sources)[0] ?? ''
    const published = sources[name] && publicationOf(sources[name])
    const [cutoff, print] = [it && dayBounds(it.date), published && dayBounds(published)]
    if (!it || !cutoff || !print || !published) return []
    const message = `data cut-off ${it.date}, published ${published}`
    const about = { figures: [path.join('.')], path, message }
    if (cutoff.lower <= print.upper) return [{ state: 'pass', ...about }]
    return [
      {
        state: 'fail',
        ...about,
        computation: 'A report cannot hold data from after its publication.',
        explanation: 'A year or a month is mistyped, or the cut-off is that of a later report.',
        resolve: 'The data cut-off that the source prints.',
        expected: `no later than ${published}`,
        found: it.date,
      },
    ]
  })
}

/** The date of publication, else the year before the volume or at the end of the citation. */
function publicationOf({ published, citation }: Trial['sources'][string]): string | null {
  return published ?? /\b((?:19|20)\d{2})(?=;|\.?$)/u.exec(citation)?.[1] ?? null
}

interface FollowUpAt {
  readonly followUp: TrialFollowUp
  readonly path: Path
  readonly timeUnit: TimeUnit
  readonly cutoff: string | undefined
  /** Of all patients of the trial, and not of one arm or a part of them. */
  readonly ofAll: boolean
}

/** Every follow-up of a record, with the cut-off that it belongs to. */
function followUps(trial: Trial): readonly FollowUpAt[] {
  const unit = trial['time unit']
  const main = trial.design?.cutoff?.date
  const shared = { followUp: trial['follow-up'], path: ['follow-up'], timeUnit: unit, cutoff: main, ofAll: true }
  const ofEndpoints = Object.entries(trial.endpoints).flatMap(([id, it]) => {
    const at: Path = ['endpoints', id]
    const about = { timeUnit: it['time unit'] ?? unit, cutoff: it.cutoff?.date ?? main }
    const ofAll = isWholeArm(it.population)
    const arms = Object.entries(it.arms).map(([arm, { 'follow-up': own }]) => {
      return { ...about, followUp: own, path: [...at, 'arms', arm, 'follow-up'], ofAll: false }
    })
    return [{ ...about, followUp: it['follow-up'], path: [...at, 'follow-up'], ofAll }, ...arms]
  })
  return [shared, ...ofEndpoints].flatMap(({ followUp, ...about }) =>
    followUp === undefined ? [] : [{ ...about, followUp }],
  )
}

function ofFollowUp(trial: Trial): readonly Span[] {
  return followUps(trial).flatMap(({ followUp, path, timeUnit, cutoff, ofAll }): readonly Span[] => {
    const { median, range, from, to, definition } = followUp
    const context = { unit: 'months', timeUnit } as const
    const worst = from !== undefined && starts.test(from) ? 'fail' : 'note'
    const isEverybody = ofAll && from !== undefined && assigned.test(from) && everybody.includes(definition)
    const isWhole = isEverybody && definition === 'potential' && (to === undefined || /cut-?off|clos/i.test(to))
    const span = (
      field: 'median' | 'range',
      what: string,
      since: Span['since'],
      it: PrintedNumber,
      whole = false,
    ): readonly Span[] => {
      const length = bounds(it.quantity)
      const at = [...path, field]
      if (length === null) return []
      return [{ id: figureId(trial, at), path: at, what, printed: it.printed, length, since, whole, worst, cutoff }]
    }
    const read = range === undefined ? null : parseRange(range.printed, context)
    if (read?.kind === 'value') {
      const { lower, upper } = read.value
      const shortest = isEverybody ? span('range', 'shortest follow-up', 'last', lower) : []
      return [...span('range', 'longest follow-up', 'first', upper, isWhole), ...shortest]
    }
    const middle = median === undefined ? null : parseEstimate(median.printed, context)
    return middle?.kind === 'value' ? span('median', 'median follow-up', 'first', middle.value.estimate) : []
  })
}

/** The last times that the curve of each arm speaks of. */
function ofCurves({ trial, endpoints }: AuditSubject): readonly Span[] {
  return endpoints.flatMap(({ endpoint, arms }) => {
    const stated = trial.endpoints[endpoint]
    if (stated === undefined) return []
    const { clock, cutoff } = stated
    const worst = starts.test(clock) ? 'fail' : 'note'
    const about = { since: 'first', whole: false, worst, cutoff: cutoff?.date ?? trial.design?.cutoff?.date } as const
    return arms.flatMap((arm) => latestTimes(arm).map(({ figure, ...it }) => ({ id: figure.id, ...it, ...about })))
  })
}
