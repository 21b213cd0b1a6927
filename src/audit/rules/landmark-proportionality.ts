import type { Landmark } from '../../evidence/evidence.ts'
import { whenOf } from '../../evidence/time-words.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'
import { type RatioArm, ratioArms } from '../ratio-arms.ts'
import { ratioIntervals } from '../ratio-interval.ts'
import { deviations, logHazard, logHazardBetween, minus, RARE, type Scatter } from '../scatter.ts'

/** Standard deviation on the log scale that hazards of real trials add to chance: see the calibration. */
const NOT_PROPORTIONAL = 0.25

/** Fewer events than this between two landmarks say nothing about a ratio of hazards. */
const FEW = 5

/**
 * R15: where hazards are proportional, the ratio of hazards is the same between any two landmarks. Each period is compared with the one
 * before: log of the quotient of their ratios of -log(S2 / S1), beyond rounding, against 2.58 standard deviations of chance (increments of a
 * cumulative hazard are independent; their least variances) and of hazards that are not quite proportional (0.25).
 */
export const landmarkProportionality: AuditRule = {
  id: 'R15',
  name: 'landmark-ph',
  compares: 'the ratio of hazards in one period between landmarks with that in the next',
  worst: 'note',
  agree:
    'pairs of periods between landmarks differ in their ratio of hazards by no more than chance and usual non-proportionality explain',
  tolerance:
    'rounding, and 2.58 standard deviations of chance and of hazards that are not quite proportional (0.25 on the log scale)',
  references: ['Aalen1978', 'Greenwood1926', 'GrambschTherneau1994'],
  examples: {
    clean: [example('70%, 24: 50%', '50%, 24: 25%')],
    firing: [example('70%, 24: 30%', '40%, 24: 35%')],
  },
  run: (subject) => ratioIntervals(subject).flatMap((it) => (it.ratio.comparable ? ofArms(ratioArms(it)) : [])),
}

function example(above: string, below: string): string {
  return exampleEndpoint(`arms: { new: { n: 200, survival: { 12: ${above} } }, old: { n: 200, survival: { 12: ${below} } } },
    contrast: { hazard ratio: 0.51 (0.39 to 0.67) }`)
}

/** A period between landmarks that both arms have; the first begins at 0. */
interface Period {
  readonly figures: readonly string[]
  readonly words: string
  readonly ratio: Scatter
}

function ofArms(arms: readonly [RatioArm, RatioArm] | null): readonly RuleFinding[] {
  if (arms === null) return []
  const [above, below] = arms
  if (above.size === null || below.size === null) return []
  const sizes = [above.size, below.size] as const
  const pairs = above.landmarks.flatMap((one) =>
    below.landmarks.filter(({ time }) => time === one.time).map((other) => [one, other] as const),
  )
  const periods = pairs.map((pair, index) => periodOf(pairs[index - 1], pair, sizes))
  return periods.slice(1).flatMap((later, index) => {
    const earlier = periods[index]
    return later && earlier ? [compared(earlier, later)] : []
  })
}

type Pair = readonly [Landmark, Landmark]

function periodOf(before: Pair | undefined, after: Pair, sizes: readonly [number, number]): Period | null {
  const [one, other] = [hazardOf(before?.[0], after[0], sizes[0]), hazardOf(before?.[1], after[1], sizes[1])]
  if (one === null || other === null) return null
  const figures = [...after, ...(before ?? [])].map(({ estimate }) => estimate.id)
  const from = before === undefined ? '0' : whenOf(before[0].estimate)
  return { figures, words: `from ${from} to ${whenOf(after[0].estimate)}`, ratio: minus(one, other) }
}

/** `null` where too few events lie in the period: its variance is about one over their number. */
function hazardOf(before: Landmark | undefined, after: Landmark, patients: number): Scatter | null {
  const found = before === undefined ? logHazard(after, patients) : logHazardBetween(before, after, patients)
  return found !== null && found.variance <= 1 / FEW ? found : null
}

function compared(earlier: Period, later: Period): RuleFinding {
  const difference = minus(later.ratio, earlier.ratio)
  const variance = difference.variance + NOT_PROPORTIONAL * NOT_PROPORTIONAL
  const far = deviations({ ...difference, variance })
  const [first, second] = [shown(earlier.ratio), shown(later.ratio)]
  const figures = [...new Set([...later.figures, ...earlier.figures])]
  const message = `${earlier.words} the ratio of hazards is ${first}, ${later.words} ${second}`
  const computation = `In each period, the logarithm of the share of patients who stay event-free, one arm divided by the other. Chance and hazards that are not quite proportional explain ratios that differ by a factor of up to ${Math.exp(RARE * Math.sqrt(variance)).toFixed(2)}, besides rounding.`
  if (far <= RARE) return { state: 'pass', figures, message, computation }
  const explanation =
    'The treatment works early or late, patients change treatment, or a landmark is a misprint. One hazard ratio does not describe such curves.'
  const resolve =
    'Look at the curves and their numbers at risk; ask for restricted means or the hazard ratio by period.'
  return { state: 'note', figures, message, computation, explanation, resolve }
}

function shown({ range: { lower, upper } }: Scatter): string {
  if (lower === -Infinity) return `at most ${Math.exp(upper).toFixed(2)}`
  return upper === Infinity ? `at least ${Math.exp(lower).toFixed(2)}` : Math.exp((lower + upper) / 2).toFixed(2)
}
