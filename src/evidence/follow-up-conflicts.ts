import { bounds, canBeAtMost, countBounds } from './bounds.ts'
import type { Figure, FollowUpEvidence, PrintedArm, PrintedEndpoint } from './evidence.ts'
import { informativeTimes } from './informative-times.ts'
import { rounded } from './print.ts'
import { printedTime, whenOf } from './time-words.ts'

/** A length of follow-up that other figures exclude, or that no trial is known to have. */
export interface FollowUpConflict {
  readonly figure: Figure
  /** The figures that it is held against; none where it is told by itself. */
  readonly beside: readonly Figure[]
  /** The figures cannot be true together, if they count the same patients from the same start to the same cut-off. */
  readonly isProof: boolean
  /** "at least 6 months". */
  readonly expected: string
  /** What stands against it, in words: "112 of 200 patients are at risk at 6 months". */
  readonly because: string
}

/** Months: the longest trials, of screening and of vaccines, follow their patients for thirty years. */
const ever = 480
/** Follow-up beside the latest time of the other figures, as a multiple: of 171 comparisons the median of none is beyond 0.19 to 5.1 times. */
const most = 20
const least = 1 / 8

/** Definitions under which half of the patients are followed for at least as long as more than half are at risk. */
const watched: readonly FollowUpEvidence['definition'][] = ['reverse Kaplan-Meier', 'observed', 'potential']

/**
 * Lengths of follow-up that cannot be, or that are not to be expected, beside the other figures of an endpoint, one conflict a length. Where more than half of the patients are at risk at a time, each of them was followed
 * until then, so that the median of observed time, of potential follow-up, and of the reverse Kaplan-Meier curve (G is never below Y / n) is no shorter.
 */
export function followUpConflicts(evidence: Pick<PrintedEndpoint, 'arms' | 'followUp'>): readonly FollowUpConflict[] {
  const { arms, followUp } = evidence
  const all = [{ arms, followUp }, ...arms.map((arm) => ({ arms: [arm], followUp: arm.followUp }))]
  return all.flatMap(({ arms: own, followUp: it }) => {
    if (it === null) return []
    const lengths = [it.median, it.maximum].flatMap((figure) => figure ?? [])
    const found = [...outOfOrder(it), ...tooShort(own, it), ...lengths.flatMap((figure) => unusual(own, it, figure))]
    return found.filter(({ figure }, k) => found.findIndex((other) => other.figure === figure) === k)
  })
}

function outOfOrder({ minimum, median, maximum }: FollowUpEvidence): readonly FollowUpConflict[] {
  const pairs = [
    [minimum, median, 'shortest', 'median'],
    [median, maximum, 'median', 'longest'],
    [minimum, maximum, 'shortest', 'longest'],
  ] as const
  return pairs.flatMap(([shorter, longer, first, second]) => {
    const [a, b] = [shorter, longer].map((it) => (it === null ? null : bounds(it.quantity)))
    if (!a || !b || shorter === null || longer === null || canBeAtMost(a, b)) return []
    const because = `the ${first} follow-up is ${printedTime(shorter)}, the ${second} ${printedTime(longer)}`
    const expected = `${first} at most the ${second}`
    return [
      {
        figure: second === 'median' ? longer : shorter,
        beside: [second === 'median' ? shorter : longer],
        isProof: true,
        expected,
        because,
      },
    ]
  })
}

/** A median before a time at which more than half of the patients are at risk. */
function tooShort(arms: readonly PrintedArm[], { definition, median }: FollowUpEvidence): readonly FollowUpConflict[] {
  const printed = median === null ? null : bounds(median.quantity)
  if (median === null || printed === null || definition === 'survivors only') return []
  const last = arms[0]?.atRisk
    .map(({ time }) => ({ time, ...stillAtRisk(arms, time) }))
    .filter(({ count, of }) => count > of / 2)
    .at(-1)
  if (last === undefined || canBeAtMost({ lower: last.time, upper: last.time }, printed)) return []
  const [first] = last.figures
  const when = first === undefined ? '' : whenOf(first)
  const because = `${last.count} of ${last.of} patients are at risk at ${when}`
  return [
    {
      figure: median,
      beside: last.figures,
      isProof: watched.includes(definition),
      expected: `at least ${when}`,
      because,
    },
  ]
}

/** How many of all patients of some arms are at risk at a time; none where an arm does not print it. */
function stillAtRisk(arms: readonly PrintedArm[], time: number) {
  const own = arms.flatMap((arm) => {
    const count = arm.atRisk.find((it) => it.time === time)?.count
    const all = arm.atRisk.find((it) => it.time === 0)?.count
    const [at, of, start] = [count, arm.patients, all].map((it) =>
      it ? (countBounds(it.quantity)?.lower ?? null) : null,
    )
    // More at risk at the start than patients: then it is the number of patients that is too small.
    return count && typeof at === 'number' && typeof of === 'number'
      ? [{ count, at, of: Math.max(of, start ?? 0) }]
      : []
  })
  const sum = (of: (it: (typeof own)[number]) => number): number => own.reduce((total, it) => total + of(it), 0)
  const isWhole = time > 0 && own.length === arms.length
  return { count: isWhole ? sum(({ at }) => at) : 0, of: sum(({ of }) => of), figures: own.map(({ count }) => count) }
}

/**
 * A length that no trial is known to have, or that is far from the other times without anything that explains it. Potential follow-up has nothing to do with when events happen; a longest follow-up, or numbers at risk, say how
 * few may have been followed to the latest time; and the observed time of most patients ends with their event.
 */
function unusual(
  arms: readonly PrintedArm[],
  { definition, maximum }: FollowUpEvidence,
  figure: Figure,
): readonly FollowUpConflict[] {
  const printed = bounds(figure.quantity)
  if (printed === null) return []
  const conflict = (expected: string, because: string) => [{ figure, beside: [], isProof: false, expected, because }]
  if (printed.lower > ever) return conflict(`at most ${ever} months`, 'no trial follows its patients for so long')
  if (figure.quantity.kind === 'number' && figure.quantity.value === 0)
    return conflict('more than 0', 'nobody would have been followed')
  const { certain, landmarks } = informativeTimes({ arms })
  const [reached, latest] = [Math.max(0, ...certain), Math.max(0, ...certain, ...landmarks)]
  const shown = (months: number): string => `${rounded(months, 1).replace(/\.0$/, '')} months`
  if (definition !== 'potential' && reached > 0 && printed.lower > most * reached)
    return conflict(
      `at most ${shown(most * reached)}`,
      `no median, limit or number at risk is later than ${shown(reached)}`,
    )
  const longest = maximum === null ? null : bounds(maximum.quantity)
  const isReached = longest !== null && longest.upper >= least * latest
  const ofEvents = definition === 'observed' || definition === 'survivors only'
  const isExplained = figure !== maximum && (isReached || ofEvents || arms.some(({ atRisk }) => atRisk.length > 0))
  if (!isExplained && latest > 0 && printed.upper < least * latest)
    return conflict(`at least ${shown(least * latest)}`, `figures are reported up to ${shown(latest)}`)
  return []
}
