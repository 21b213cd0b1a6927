import { type Bounds, bounds, canBeAtMost, countBounds, countCanBeAtMost } from '../../evidence/bounds.ts'
import { dayBounds } from '../../evidence/day-bounds.ts'
import { parseEstimate } from '../../evidence/parse-estimate.ts'
import { readEndpoint } from '../../evidence/read-endpoint.ts'
import type { Figure, PrintedEndpoint } from '../../evidence/evidence.ts'
import type { Path } from '../../record/spans.ts'
import type { Trial } from '../../record/trial.ts'
import type { AuditRule, AuditSubject, RuleFinding } from '../audit-rule.ts'
import { earlierReport, sameArms } from '../same-trial.ts'

/**
 * R32: from one report of a trial to its update the data only grow: the cut-off is later, median follow-up of the same definition is longer, events do not become fewer,
 * numbers at risk at the same time neither, and the number of patients assigned stays. Medians, percentages and hazard
 * ratios may move either way. A note: data are also cleaned, and events re-adjudicated.
 */
export const updateDirection: AuditRule = {
  id: 'R32',
  name: 'update-direction',
  compares: 'follow-up, events, numbers at risk and patients with those of the report that this one updates',
  worst: 'note',
  agree: 'figures moved as an update moves them',
  tolerance: 'half a unit of the last printed digit; counts exactly',
  examples: {
    clean: [
      'updates: earlier-2022\ndesign: { cutoff: 2024-01-31 }\nfollow-up: { median: 33.6 months, definition: unknown }',
      'id: earlier-2022\ndesign: { cutoff: 2022-01-31 }\nfollow-up: { median: 15.9 months, definition: unknown }',
    ],
    firing: [
      'updates: earlier-2022\ndesign: { cutoff: 2024-01-31 }\nfollow-up: { median: 13.6 months, definition: unknown }',
      'id: earlier-2022\ndesign: { cutoff: 2022-01-31 }\nfollow-up: { median: 15.9 months, definition: unknown }',
    ],
  },
  run: (subject) => {
    const earlier = earlierReport(subject.trial, subject.related)
    if (earlier === null) return []
    const { trial } = subject
    return [
      ...cutoffs(trial, earlier),
      ...followUps(trial, earlier),
      ...patients(trial, earlier),
      ...counts(subject, earlier),
    ]
  },
}

interface Moved {
  readonly figures: readonly string[]
  /** Where no figure leads to it. */
  readonly path?: Path
  readonly what: string
  readonly before: string
  readonly now: string
  readonly fits: boolean
  readonly wanted: string
}

function finding(earlier: Trial, { figures, path, what, before, now, fits, wanted }: Moved): RuleFinding {
  const message = `${what}: ${before} in ${earlier.id}, ${now} here`
  const about = { figures, message, ...(path && { path }) }
  if (fits) return { state: 'pass', ...about }
  return {
    state: 'note',
    ...about,
    expected: `${wanted} ${before}`,
    found: now,
    explanation:
      'The data were cleaned or events judged anew between the reports, the figures are defined differently, or one is misprinted.',
    resolve: 'Whether a definition changed between the two data cut-offs.',
  }
}

function cutoffs(trial: Trial, earlier: Trial): readonly RuleFinding[] {
  const [now, before] = [trial, earlier].map((it) => it.design?.cutoff?.date)
  const [a, b] = [now, before].map((date) => (date === undefined ? null : dayBounds(date)))
  if (!a || !b || now === undefined || before === undefined) return []
  const path = ['design', 'cutoff']
  const figures = ['design.cutoff', `${earlier.id}:design.cutoff`]
  const moved = { figures, path, what: 'data cut-off', before, now, fits: b.lower <= a.upper, wanted: 'not before' }
  return [finding(earlier, moved)]
}

function followUps(trial: Trial, earlier: Trial): readonly RuleFinding[] {
  const [now, before] = [trial['follow-up'], earlier['follow-up']]
  if (now?.median === undefined || before?.median === undefined) return []
  if (now.definition !== before.definition || (now.from ?? '') !== (before.from ?? '')) return []
  const [a, b] = [trial, earlier].map((it): Bounds | null => {
    const printed = it['follow-up']?.median?.printed ?? ''
    const read = parseEstimate(printed, { unit: 'months', timeUnit: it['time unit'] })
    return read.kind === 'value' ? bounds(read.value.estimate.quantity) : null
  })
  if (!a || !b) return []
  const figures = ['follow-up.all.median', `${earlier.id}:follow-up.all.median`]
  const printed = { before: before.median.printed, now: now.median.printed }
  const fits = canBeAtMost(b, a)
  const path = ['follow-up', 'median']
  return [finding(earlier, { figures, path, what: 'median follow-up', ...printed, fits, wanted: 'at least' })]
}

function patients(trial: Trial, earlier: Trial): readonly RuleFinding[] {
  const [now, before] = [trial, earlier].map((it) => it.design?.['sample size']?.count)
  if (now === undefined || before === undefined) return []
  const figures = ['design.all.sample-size', `${earlier.id}:design.all.sample-size`]
  const about = { figures, path: ['design', 'sample size'], what: 'patients' }
  const moved = { ...about, before: String(before), now: String(now), fits: now === before, wanted: 'as before:' }
  return [finding(earlier, moved)]
}

/** Events and numbers at risk of the endpoints that both reports have, for the same patients by the same assessor. */
function counts({ trial, endpoints }: AuditSubject, earlier: Trial): readonly RuleFinding[] {
  const arms = sameArms(trial, earlier)
  return endpoints.flatMap((now) => {
    const before = now.endpoint in earlier.endpoints ? readEndpoint(earlier, now.endpoint).printed : null
    if (before?.population !== now.population || !sameJudges(trial, earlier, now.endpoint)) return []
    const totals = pair(before.events, now.events, 'events')
    const perArm = before.arms.flatMap((it) => {
      const own = now.arms.find(({ id }) => id === arms.get(it.id))
      if (own === undefined) return []
      const risk = it.atRisk.flatMap(({ time, count }) =>
        pair(count, own.atRisk.find((other) => other.time === time)?.count, `at risk at ${count.when ?? time}`),
      )
      return [...pair(it.events, own.events, `events (${own.label})`), ...risk]
    })
    return [...totals, ...perArm].flatMap((it) => grown(earlier, now, it))
  })
}

type Pair = readonly [before: Figure, now: Figure, what: string]

function pair(before: Figure | null | undefined, now: Figure | null | undefined, what: string): readonly Pair[] {
  return before && now ? [[before, now, what]] : []
}

function grown(earlier: Trial, { label }: PrintedEndpoint, [before, now, what]: Pair): readonly RuleFinding[] {
  const [a, b] = [countBounds(before.quantity), countBounds(now.quantity)]
  if (!a || !b) return []
  const figures = [now.id, `${earlier.id}:${before.id}`]
  const fits = countCanBeAtMost(a, b)
  const about = { before: before.printed, now: now.printed, what: `${what}, ${label}`, wanted: 'at least' }
  return [finding(earlier, { figures, fits, ...about })]
}

function sameJudges(trial: Trial, earlier: Trial, endpoint: string): boolean {
  const [now, before] = [trial, earlier].map((it) => it.endpoints[endpoint])
  return now?.assessor.words === before?.assessor.words && now?.clock === before?.clock && now?.event === before?.event
}
