import type { EndpointEvidence, Figure } from '../evidence/evidence.ts'
import { figures } from '../evidence/evidence.ts'
import { namedUnit, printedTimeUnit } from '../evidence/printed-time-unit.ts'
import { whenOf } from '../evidence/time-words.ts'
import type { EvidenceRow } from '../result/information-row.ts'
import { measureFormat } from '../result/measure-format.ts'
import { bandsOf, meanWidths } from './bands-of.ts'
import type { Estimated } from './estimate.ts'
import { solve } from './posterior.ts'
import { pairTargets } from './ratio-target.ts'

/** Figures that are one: an estimate with its limits, an arm's numbers at risk, all that is said of follow-up. */
interface Group {
  readonly kind: string
  readonly arm: string
  readonly figures: readonly Figure[]
}

/**
 * Each printed figure with the time of which it speaks and what it takes away from the band: the groups are left out one by one and the state
 * is solved again without them: horizon, prior and the likeliest shape of potential follow-up as they are. By arm as the evidence lists them, then by time.
 */
export function evidenceTimeline(evidence: EndpointEvidence, estimated: Estimated): EvidenceRow[] {
  const { fit, grid, believed } = estimated
  const { horizon } = fit.model
  const observed = new Set(fit.observations.map((it) => it.figure))
  const asked = new Set(pairTargets(believed).map(({ target }) => target?.pValue?.figure))
  const { state, covarianceAt } = fit.posterior
  const width = meanWidths(bandsOf(believed, fit.model, state, covarianceAt, grid), horizon)
  const rows = groupsOf(evidence).map((group): EvidenceRow => {
    const informs = group.figures.some(({ id }) => observed.has(id))
    const without = informs ? widthWithout(estimated, new Set(group.figures.map(({ id }) => id))) : null
    const share = without === null ? null : Math.max(0, 1 - width / without)
    const used = informs || carried.has(group.kind) || group.figures.some((it) => asked.has(it))
    return { ...about(evidence, group, horizon), used, share }
  })
  const place = (arm: string): number => {
    const index = evidence.arms.findIndex((it) => it.id === arm)
    return index < 0 ? evidence.arms.length : index
  }
  return rows.sort((a, b) => place(a.arm) - place(b.arm) || order(a) - order(b))
}

/** These go in without being an observation of the state: as its size, its end and its administrative law. */
const carried: ReadonlySet<string> = new Set(['patients', 'follow-up'])

/** Figures of no time first, then by the first time of which they speak. */
const order = ({ from }: EvidenceRow): number => from ?? -1

function groupsOf(evidence: EndpointEvidence): Group[] {
  const groups = new Map<string, { kind: string; arm: string; figures: Figure[] }>()
  for (const figure of figures(evidence)) {
    const kind = figure.measure.replace(/-(lower|upper|minimum|maximum)$/, '').replace('follow-up-median', 'follow-up')
    const time = kind === 'at-risk' ? '' : (figure.time ?? '')
    const key = `${kind} ${figure.arm} ${time}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { kind, arm: figure.arm, figures: [figure] })
    else group.figures.push(figure)
  }
  return [...groups.values()]
}

function about(
  evidence: EndpointEvidence,
  { kind, arm, figures: members }: Group,
  horizon: number,
): Omit<EvidenceRow, 'used' | 'share'> {
  const { trial, endpoint } = evidence
  const [first] = members
  const times = kind === 'patients' ? [] : timesOf(kind, members)
  const whole = times.length === 0 && kind !== 'patients' && kind !== 'follow-up'
  return {
    trial,
    endpoint,
    arm,
    kind,
    from: whole ? 0 : times.length === 0 ? null : Math.min(...times),
    to: whole ? horizon : times.length === 0 ? null : Math.max(...times),
    figure: first!.id,
    numbers: members.length,
    label: labelOf(kind, first!),
    reported: reportedAs(kind, members, figures(evidence)),
  }
}

/** Months of which figures tell: where they stand, or the times that they print. */
function timesOf(kind: string, members: readonly Figure[]): number[] {
  return members.flatMap(({ time, quantity }) => {
    // A restricted mean tells of all that lies before its tau.
    if (time !== undefined) return kind.startsWith('rmst') ? [0, time] : [time]
    return (kind === 'median' || kind === 'follow-up') && quantity.kind === 'number' ? [quantity.value] : []
  })
}

function labelOf(kind: string, figure: Figure): string {
  if (kind === 'at-risk') return 'Numbers at risk'
  if (kind === 'follow-up') return 'Follow-up'
  const { name } = measureFormat(kind)
  const at = kind.startsWith('rmst') ? ' up to' : kind === 'survival' ? ' at' : null
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${at === null ? '' : `${at} ${whenOf(figure)}`}`
}

/** As printed; beside times in months another unit is named. */
function reportedAs(kind: string, members: readonly Figure[], all: readonly Figure[]): string {
  const named = (figure: Figure): string => {
    const unit = printedTimeUnit(figure, all)
    return unit === 'months' ? figure.printed : namedUnit(figure.printed, unit)
  }
  if (kind === 'follow-up')
    return members.map((it) => `${it.measure.replace('follow-up-', '')} ${named(it)}`).join(', ')
  const rest = members.slice(1).map(({ printed }) => printed)
  const first = named(members[0]!)
  if (rest.length === 0) return first
  return kind === 'at-risk' ? [first, ...rest].join(', ') : `${first} (${rest.join(' to ')})`
}

/** Mean width of the band as it would be had these figures not been printed. */
function widthWithout({ fit, grid, believed }: Estimated, left: ReadonlySet<string>): number {
  const { model, moments, observations, posterior, inflate } = fit
  const rest = observations.filter((it) => !left.has(it.figure))
  const law = solve(model, moments, rest, { passes: 3, from: posterior.state, inflate })
  return meanWidths(bandsOf(withoutFigures(believed, left), model, law.state, law.covarianceAt, grid), model.horizon)
}

/** The arms without these figures: what they alone prove goes too. */
function withoutFigures(evidence: EndpointEvidence, left: ReadonlySet<string>): EndpointEvidence {
  const arms = evidence.arms.map((arm) => ({
    ...arm,
    median: arm.median !== null && left.has(arm.median.estimate.id) ? null : arm.median,
    landmarks: arm.landmarks.filter((it) => !left.has(it.estimate.id)),
    atRisk: arm.atRisk.filter((it) => !left.has(it.count.id)),
    events: arm.events !== null && left.has(arm.events.id) ? null : arm.events,
  }))
  return { ...evidence, arms }
}
