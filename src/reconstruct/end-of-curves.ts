import type { EndpointEvidence } from '../evidence/evidence.ts'
import { followUpConflicts } from '../evidence/follow-up-conflicts.ts'
import type { Accrual } from './accrual.ts'
import { accruals, likeliest, oddsOfRight } from './accrual.ts'
import { believed } from './believed.ts'
import type { Doubt } from './doubts-of.ts'
import { freedFollowUp } from './freed-follow-up.ts'
import { gridFraction } from './grid.ts'
import type { Horizon } from './horizon.ts'
import { commonEnd, horizonOf, latestTime, noFollowUp, show } from './horizon.ts'
import { onlyDropOut } from './only-drop-out.ts'
import type { Prior } from './prior.ts'
import { usableTicks } from './read-at-risk.ts'
import { pathOf } from './state.ts'

/** An end of the curves, and what the figures say up to there. */
export interface Ended {
  readonly horizon: Horizon
  readonly accruals: readonly Accrual[]
  /** The prior that held. */
  readonly prior: Prior
  /** The figures that were read: without lengths of follow-up that cannot be, or that no trial is known to have. */
  readonly evidence: EndpointEvidence
}

/** A law of follow-up like those learnt from is so many times as likely as another, and an end somewhere after the last figure as one at it, before any figure is read. */
const odds = { usualLaw: 4, laterEnd: 10 } as const
/** Surprise, in standard deviations, from which other follow-up is thought of. */
const strained = 2.5
/** sd of the log of a median follow-up about what is expected of it, as that of the end about 1.7 times the median (drawn-ends.ts). */
const medianSd = 0.3

const leftOut = 'Figures in doubt have no part in this end.'

/**
 * The end of the curves and what the figures say up to there. Before a figure is called in doubt, what is believed of follow-up is: that it may end for all at the latest time of which a figure
 * tells, where the longest is not printed, and that its law may be unlike those that were learnt from (nobody censored before a minimum, all on one day). These are tried where a figure surprises and numbers
 * at risk tell of follow-up, and wherever the median follow-up is the latest time of all, as it is where all are followed to the same day and hardly ever elsewhere. What is believed most by the evidence of all
 * figures is taken, if it leaves no more of them in doubt. Null where nothing tells of time.
 */
export function endOfCurves(printed: EndpointEvidence, prior: Prior): Ended | null {
  const unread = followUpConflicts(printed).map(({ figure, because, expected }) => ({
    figure: figure.id,
    z: Infinity,
    unread: `${because}; expected: ${expected}`,
  }))
  const ended = likeliestEnd(believed(printed, unread), prior)
  if (ended === null) return null
  const late = returning(ended, prior)
  return late === null ? doubting(ended, unread) : doubting(late.ended, [...unread, ...late.doubts])
}

function doubting(ended: Ended, doubts: readonly Doubt[]): Ended {
  if (doubts.length === 0) return ended
  const more = ({ fit }: Accrual) => ({ ...fit, doubts: [...doubts, ...fit.doubts] })
  const { horizon } = ended
  const told = horizon.statement.replace(noFollowUp, 'no follow-up that is printed is believed')
  const statement = told.includes(leftOut) ? told : `${told} ${leftOut}`
  return {
    ...ended,
    horizon: { ...horizon, statement },
    accruals: ended.accruals.map((it) => ({ ...it, fit: more(it) })),
  }
}

/** Patients who are no longer followed do not come back: G that rises by more than this share again has no other reason than a median follow-up that is too late. */
const mostRise = 0.25

/** What is left without the median follow-up, where more patients would have to be followed at it than before. */
function returning(ended: Ended, prior: Prior): { readonly ended: Ended; readonly doubts: readonly Doubt[] } | null {
  if (riseOf(ended) <= mostRise) return null
  const { evidence } = ended
  const medians = [evidence.followUp, ...evidence.arms.map((arm) => arm.followUp)].flatMap((it) => it?.median ?? [])
  const bare = medians.map(({ id }) => ({ figure: id, z: Infinity }))
  const again = medians.length === 0 ? null : likeliestEnd(believed(evidence, bare), prior)
  if (again === null || riseOf(again) > mostRise) return null
  const until = show(Math.round(halfFollowed(again)))
  const unread = `by the other figures fewer than half of the patients are still followed after about ${until} months`
  return { ended: again, doubts: bare.map((it) => ({ ...it, unread })) }
}

/** G of an arm over the grid. */
function followedIn({ accruals: tried }: Ended): Float64Array[] {
  const { model, posterior } = likeliest(tried).fit
  return model.arms.map((_, arm) => pathOf(model, posterior.state, arm).censoring.map((hazard) => Math.exp(-hazard)))
}

function riseOf(ended: Ended): number {
  const rises = followedIn(ended).map((followed) => {
    let [least, most] = [1, 0]
    for (const share of followed) {
      most = Math.max(most, share - least)
      least = Math.min(least, share)
    }
    return most
  })
  return Math.max(...rises)
}

/** When fewer than half are followed in every arm, months. */
function halfFollowed(ended: Ended): number {
  const arms = followedIn(ended)
  const at = Array.from(gridFraction).findIndex((_, j) => arms.every((followed) => followed[j + 1]! < 0.5))
  return ended.horizon.months * (at < 0 ? 1 : gridFraction[at]!)
}

function likeliestEnd(evidence: EndpointEvidence, prior: Prior): Ended | null {
  const horizon = horizonOf(evidence, prior)
  if (horizon === null) return null
  const usual = settledEnd(evidence, horizon, prior)
  const common = commonEnd(evidence, horizon)
  const counted = evidence.arms.every((arm) => usableTicks(arm, horizon.months).length > 0)
  const isOpen = counted && isStrained(usual)
  const byChance = common === null ? 1 : chanceOfMedian(evidence, latestTime(evidence))
  if (!isOpen && byChance === 1) return usual
  const freed = freedFollowUp(prior)
  const tried = [
    ...(isOpen ? [{ end: horizon, law: freed, price: Math.log(odds.usualLaw) }] : []),
    ...(common === null
      ? []
      : [
          { end: common, law: onlyDropOut(prior), price: Math.log(odds.laterEnd * byChance) },
          { end: common, law: freed, price: Math.log(odds.laterEnd * odds.usualLaw * byChance) },
        ]),
  ]
  const inDoubt = doubtsOf(usual)
  const first = { ended: usual, belief: beliefIn(usual) }
  return tried
    .map(({ end, law, price }) => {
      const ended = upTo(evidence, end, law)
      return { ended, belief: doubtsOf(ended) > inDoubt ? -Infinity : beliefIn(ended) - price }
    })
    .reduce((best, it) => (it.belief > best.belief ? it : best), first).ended
}

/** How often a median follow-up is printed as the very latest time of all other figures by chance; 1 where it is not. */
function chanceOfMedian({ followUp, arms }: EndpointEvidence, latest: number): number {
  const medians = [followUp, ...arms.map((arm) => arm.followUp)].map((it) => it?.median?.quantity)
  const chances = medians.flatMap((it) =>
    it?.kind === 'number' && it.lower <= latest && latest <= it.upper
      ? [Math.min(1, (it.upper - it.lower) / (latest * medianSd * Math.sqrt(2 * Math.PI)))]
      : [],
  )
  return Math.min(1, ...chances)
}

function isStrained(ended: Ended): boolean {
  const { observations, posterior } = likeliest(ended.accruals).fit
  if (doubtsOf(ended) > 0) return true
  const { surprise } = posterior.surprise()
  return observations.some(({ tested }, k) => tested && Math.abs(surprise[k]!) > strained)
}

const mostEnds = 4

/**
 * Where figures in doubt had a part in the end, a misprinted follow-up say, it is taken from the others until it stays: until those in doubt up to an end have no part in it. Where it does not
 * stay, all figures have theirs.
 */
function settledEnd(evidence: EndpointEvidence, horizon: Horizon, prior: Prior): Ended {
  const first = upTo(evidence, horizon, prior)
  let last = first
  for (let tried = 1; tried < mostEnds; tried += 1) {
    const { doubts } = likeliest(last.accruals).fit
    const end = doubts.length === 0 ? horizon : horizonOf(believed(evidence, doubts), prior)
    if (end === null) return first
    if (end.months === last.horizon.months) return last
    last = upTo(evidence, end === horizon ? end : { ...end, statement: `${end.statement} ${leftOut}` }, prior)
  }
  return first
}

const upTo = (evidence: EndpointEvidence, horizon: Horizon, prior: Prior): Ended => ({
  horizon,
  accruals: accruals(evidence, horizon.months, prior),
  prior,
  evidence,
})

const doubtsOf = ({ accruals: tried }: Ended): number => likeliest(tried).fit.doubts.length

/** Log of it: the evidence of all figures, each doubt at its price. An inequality has no density: it counts by how far it holds. */
function beliefIn(ended: Ended): number {
  const { observations, posterior } = likeliest(ended.accruals).fit
  const held = observations.reduce((sum, { tested, look }) => {
    if (tested) return sum
    const { residual, variance, logChance } = look(posterior.state)
    return logChance === undefined
      ? sum
      : sum + logChance + (residual * residual) / (2 * variance) + Math.log(variance) / 2
  }, 0)
  return posterior.evidence + held - doubtsOf(ended) * Math.log(oddsOfRight)
}
