import { bounds, type Bounds, countBounds, sumOf, timeBounds } from '../../evidence/bounds.ts'
import { type CurveLimits, curveLimits, type CurveQuestion } from '../../evidence/curve-limits.ts'
import type { Figure, PrintedArm, PrintedEndpoint } from '../../evidence/evidence.ts'
import { print } from '../../evidence/print.ts'
import { printedTime, whenOf } from '../../evidence/time-words.ts'
import type { Trial } from '../../record/trial.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'

/**
 * R46: whether one Kaplan-Meier curve can give survival, median, restricted means, numbers at risk and events of an arm together, and the arms the total of events; `curveLimits` says by which inequalities. S(t) is
 * never below Y / n, Y those at risk at a later time; a restricted mean lies between the areas under the lowest and the highest curve through the landmarks, and so does the difference of two. What is named is a smallest set of
 * figures: without any one of them the others agree. A number at risk may count those whose event falls on its very day, or leave them out: what only the second excludes is a note. Figures
 * that another rule compares with each other (R16, R19, R41, S01, S03) are left to it. Not where competing events are stated, as 1 minus a cumulative incidence follows other bounds.
 */
export const oneCurve: AuditRule = {
  id: 'R46',
  name: 'one-curve',
  compares: 'survival, medians and restricted means with each other, with numbers at risk and with events',
  worst: 'fail',
  agree: 'arms have figures that one curve can give together',
  tolerance: 'the rounding of all; what takes events on the very day of a number at risk is a note',
  references: ['KaplanMeier1958'],
  examples: { clean: [example('52%')], firing: [example('20%')] },
  run: ({ trial, endpoints }) =>
    endpoints
      .filter(({ endpoint }) => isSurvivalCurve(trial.endpoints[endpoint]))
      .flatMap((endpoint) => ofEndpoint(endpoint)),
}

function example(survival: string): string {
  return exampleEndpoint(`arms: { new: { n: 200, survival: { 6: ${survival} }, at risk: { 0: 200, 6: 100, 9: 80 } } }`)
}

function isSurvivalCurve(endpoint: Trial['endpoints'][string] | undefined): boolean {
  return endpoint?.estimator !== 'descriptive' && endpoint?.competing === undefined
}

/** Figures of these kinds alone are compared by another rule: R19, R16, S03, S01, R21, R41. */
const COMPARED_ELSEWHERE: ReadonlySet<string> = new Set([
  'survival',
  'median survival',
  'at-risk',
  'at-risk patients',
  'events',
  'events patients',
  'at-risk median patients',
  'events median patients',
])

function ofEndpoint({ arms, events }: PrintedEndpoint): readonly RuleFinding[] {
  const found = arms.flatMap((arm) => ofFigures({ arms: [arm], events: null }))
  const fails = found.some(({ state }) => state === 'fail')
  const together = events === null || arms.length < 2 || fails ? [] : contradictions({ arms, events }, false)
  return [...found, ...together]
}

/** One arm alone, or all of them with their total of events. */
type Group = Pick<PrintedEndpoint, 'arms' | 'events'>

function ofFigures(group: Group): readonly RuleFinding[] {
  const fails = contradictions(group, false)
  if (fails.length > 0) return fails
  const notes = contradictions(group, true)
  if (notes.length > 0) return notes
  const figures = inOrder(figuresOf(group))
  const has = (measure: Figure['measure']): boolean => figures.some((it) => it.measure === measure && it.time !== 0)
  if (!has('rmst') && !(has('at-risk') && (has('survival') || has('median')))) return []
  const message = `one curve can give all ${figures.length} figures, as far as their inequalities tell`
  return [{ state: 'pass', figures: figures.map(({ id }) => id), message }]
}

/** Sets of figures that exclude each other, no two with a survival percentage, mean, median or number at risk in common. */
function contradictions(group: Group, afterEvents: boolean): readonly RuleFinding[] {
  const found: RuleFinding[] = []
  let figures = figuresOf(group)
  for (let set = conflict(figures, group, afterEvents); set !== null; set = conflict(figures, group, afterEvents)) {
    const named = set
    if (!COMPARED_ELSEWHERE.has(kindsOf(set))) found.push(contradiction(inOrder(set), group, afterEvents))
    const rest = figures.filter((it) => !named.includes(it) || it.measure === 'patients' || it.measure === 'events')
    figures = rest.length < figures.length ? rest : figures.filter((it) => !named.includes(it))
  }
  return found
}

function kindsOf(figures: readonly Figure[]): string {
  return [...new Set(figures.map(({ measure }) => measure))].sort().join(' ')
}

/** Those of which the curve can do without are left out first. */
function figuresOf({ arms, events }: Group): readonly Figure[] {
  const estimates = arms.flatMap(({ restrictedMeans = [], landmarks, median }) => [
    ...[...restrictedMeans, ...landmarks].reverse().map(({ estimate }) => estimate),
    ...(median === null ? [] : [median.estimate]),
  ])
  const counts = arms.flatMap(({ atRisk }) => atRisk.map(({ count }) => count)).reverse()
  return [
    events,
    ...arms.map((arm) => arm.events),
    ...counts,
    ...arms.map(({ patients }) => patients),
    ...estimates,
  ].filter((it) => it !== null)
}

/**
 * A smallest set of figures that no curve gives together, or `null` where one may give all. From the first on, figures are left out as long as
 * the others still exclude each other; the first that cannot be spared belongs to the set. It is found by halving.
 */
function conflict(figures: readonly Figure[], group: Group, afterEvents: boolean): readonly Figure[] | null {
  const named: Figure[] = []
  const mayBe = (others: readonly Figure[]): boolean => arePossible(new Set([...named, ...others]), group, afterEvents)
  if (mayBe(figures)) return null
  let rest = figures
  while (rest.length > 0 && mayBe([])) {
    let [spared, tooMany] = [0, rest.length]
    while (tooMany - spared > 1) {
      const middle = Math.floor((spared + tooMany) / 2)
      if (mayBe(rest.slice(middle))) tooMany = middle
      else spared = middle
    }
    named.push(...rest.slice(spared, tooMany))
    rest = rest.slice(tooMany)
  }
  return named
}

function arePossible(kept: ReadonlySet<Figure>, { arms, events }: Group, afterEvents: boolean): boolean {
  const limits = arms.map((arm) => limitsOf(arm, kept, { afterEvents }))
  const parts = limits.flatMap((it) => (it === null ? [] : [it.events]))
  if (parts.length < arms.length) return false
  const total = events !== null && kept.has(events) ? countBounds(events.quantity) : null
  // Without its number of patients an arm may have had any number of events.
  if (total === null || arms.some(({ patients }) => patients === null || !kept.has(patients))) return true
  const sum = sumOf(parts)
  return sum.lower <= total.upper && total.lower <= sum.upper
}

function limitsOf(arm: PrintedArm, kept: ReadonlySet<Figure>, question: CurveQuestion): CurveLimits | null {
  const among = <T extends Bounds>(figure: Figure | null, of: (quantity: Figure['quantity']) => T | null): T | null =>
    figure !== null && kept.has(figure) ? of(figure.quantity) : null
  const figures = {
    patients: exactly(among(arm.patients, countBounds)),
    events: among(arm.events, countBounds),
    median: among(arm.median?.estimate ?? null, timeBounds),
    atRisk: arm.atRisk.flatMap(({ time, count: figure }) => {
      const count = exactly(among(figure, countBounds))
      return count === null ? [] : [{ time, count }]
    }),
    survival: arm.landmarks.flatMap(({ time, estimate }) => {
      const range = among(estimate, bounds)
      return range === null ? [] : [{ time, ...range }]
    }),
    means: (arm.restrictedMeans ?? []).flatMap(({ tau, estimate }) => {
      const range = among(estimate, bounds)
      return range === null ? [] : [{ tau, ...range }]
    }),
  }
  return curveLimits(figures, question)
}

const exactly = (count: Bounds | null): number | null => (count?.lower === count?.upper ? (count?.lower ?? null) : null)

function contradiction(figures: readonly Figure[], group: Group, afterEvents: boolean): RuleFinding {
  const expected = expectedOf(figures, group, afterEvents)
  const [first] = figures
  return {
    state: afterEvents ? 'note' : 'fail',
    figures: figures.map(({ id }) => id),
    message: `${impossible(figures)}${afterEvents ? ', unless many events fall on the very day of a number at risk' : ''}`,
    computation:
      'Survival is never below the share of patients still at risk later; who leaves between two numbers at risk had the event or was censored; a restricted mean is the area under the curve.',
    explanation: 'They come from different curves (arm, population, assessor or data cut-off), or a digit is wrong.',
    resolve: 'The curve at these times, and the numbers beneath it.',
    ...(expected !== null && first && { expected, found: first.printed }),
  }
}

/** One figure alone may be out of the question: an arm of nobody. */
function impossible(figures: readonly Figure[]): string {
  const [only, second] = figures
  if (only !== undefined && second === undefined)
    return only.measure === 'patients'
      ? `an arm of ${only.printed} patients has no curve`
      : `no curve gives ${wordsOf(only)}`
  return `no curve gives ${inWords(figures)} together`
}

/** What the others of the set leave of the first: a survival percentage or a restricted mean. */
function expectedOf([figure, ...others]: readonly Figure[], { arms }: Group, afterEvents: boolean): string | null {
  const arm = arms.find(({ id }) => id === figure?.arm)
  if (figure?.time === undefined || arm === undefined || figure.measure === 'at-risk') return null
  const limits = limitsOf(arm, new Set(others), { afterEvents, at: figure.time })
  if (limits === null) return null
  const [range, most] =
    figure.measure === 'rmst' ? [limits.meanTo(figure.time), figure.time] : [limits.survivalAt(figure.time), 1]
  // The others leave all open; it is the number of patients that is too small for the figure.
  if (range.lower <= 0 && range.upper >= most) return null
  const [low, high] = [print(range.lower, figure), print(range.upper, figure)]
  return range.upper >= most ? `at least ${low}` : range.lower <= 0 ? `at most ${high}` : `${low} to ${high}`
}

const ORDER: readonly Figure['measure'][] = ['survival', 'rmst', 'median', 'at-risk', 'events', 'patients']

function inOrder(figures: readonly Figure[]): readonly Figure[] {
  return ORDER.flatMap((measure) =>
    figures.filter((it) => it.measure === measure).sort((a, b) => (a.time ?? 0) - (b.time ?? 0)),
  )
}

function inWords(figures: readonly Figure[]): string {
  const words = figures.map(wordsOf)
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}

function wordsOf(figure: Figure): string {
  const { measure, printed } = figure
  switch (measure) {
    case 'survival':
      return `survival of ${printed} at ${whenOf(figure)}`
    case 'rmst':
      return `a restricted mean of ${printedTime(figure)} up to ${whenOf(figure)}`
    case 'median':
      return `a median of ${printedTime(figure)}`
    case 'at-risk':
      return `${printed} at risk at ${whenOf(figure)}`
    case 'events':
      return `${printed} events${figure.arm === 'all' ? ' in all' : ''}`
    default:
      return printed === '1' ? '1 patient' : `${printed} patients`
  }
}
