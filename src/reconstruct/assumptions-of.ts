import { adjustmentWords } from '../evidence/adjustment-words.ts'
import type { ContrastEvidence, EndpointEvidence } from '../evidence/evidence.ts'
import { onlyCounted } from '../evidence/informative-times.ts'
import type { Accrual } from './accrual.ts'
import { accrualSd, likeliest } from './accrual.ts'
import { followUpOf } from './administrative-law.ts'
import { unseenRisk } from './coverage-is-measured.ts'
import { datedFollowUp, isSilent } from './dated-follow-up.ts'
import { endsOf } from './drawn-ends.ts'
import { tiedFigures } from './drops-on-the-day.ts'
import { needsVisits } from './drawn-visits.ts'
import type { Horizon } from './horizon.ts'
import { isEndDated, show } from './horizon.ts'
import { intervalType } from './interval-type.ts'
import { printedNumber } from './printed-number.ts'
import type { Prior } from './prior.ts'
import type { EventSplit } from './split-events.ts'
import { usualBetween } from './visit-clock.ts'
import { pairTargets } from './ratio-target.ts'
import { meansEndBefore } from './watched-until.ts'
import { widthIsPlain } from './width-is-plain.ts'

/** What was assumed, in plain sentences. */
export function assumptionsOf(
  evidence: EndpointEvidence,
  horizon: Horizon,
  prior: Pick<Prior, 'name'> & { readonly calibrated: boolean },
  split: EventSplit,
  tried: readonly Accrual[] = [],
): string[] {
  const coverage = prior.calibrated
    ? `they are calibrated: on held-out comparisons with figures of this kind they covered as often as they say${unseenRisk(evidence)}`
    : 'for a trial with such figures their coverage has not been measured'
  const said = [
    ...patientSentences(evidence),
    `Between and beyond the reported figures the curves follow ${prior.name}. Bands are 95% model bands, pointwise, for the published Kaplan-Meier curve; ${coverage}.`,
  ]
  if (onlyCounted(evidence)) {
    said.push(
      'No figure says when the events happened: their numbers and the median follow-up fix about how far the curves fall; when they fall is the prior’s.',
    )
  }
  if (horizon.basis === 'assumed' || isEndDated(evidence)) said.push(horizon.statement)
  said.push(...drawSentences(evidence, horizon, tried))
  for (const arm of evidence.arms) {
    const empty = meansEndBefore(arm)
    if (empty < horizon.months)
      said.push(
        `${arm.label}: nobody is at risk at ${show(empty)} months. From there to ${show(horizon.months)} months, where the curves of all arms end, its curve and band are the model’s alone: what would be seen if patients of this arm were followed so long.`,
      )
  }
  const tied = tiedFigures(evidence.arms, horizon.months)
  if (tied.length > 0)
    said.push(
      `Events on the very days of some figures are assumed, because survival is printed for the same times below what they leave: ${tied.map(({ id, printed }) => `${id} (${printed})`).join(', ')}. Were times not tied there, they would be misprints.`,
    )
  said.push(...followUpSentences(evidence, tried))
  said.push(...visitSentences(evidence, tried))
  said.push(...splitSentences(evidence, split))
  said.push(...ratioSentences(evidence))
  if (evidence.arms.some((arm) => arm.median?.interval)) {
    said.push('Limits of medians are taken as Brookmeyer-Crowley limits on the log-log scale.')
  }
  for (const arm of evidence.arms) {
    if (!arm.landmarks.some((landmark) => landmark.interval !== null)) continue
    said.push(
      `${arm.label}: limits of survival percentages are taken as symmetric on the ${intervalType(arm.landmarks)} scale, which suits the reported ones best.`,
    )
  }
  return said
}

/** What plain hazard ratios are taken to be; each is named by its arms where there are several. */
function ratioSentences(evidence: EndpointEvidence): string[] {
  const { contrasts, arms } = evidence
  const plain = contrasts.filter(({ hazardRatio }) => hazardRatio?.comparable === true)
  const label = (id: string): string => arms.find((arm) => arm.id === id)?.label ?? id
  const said = plain.flatMap((it) => {
    const of = contrasts.length === 1 ? '' : ` of ${label(it.numerator)} against ${label(it.denominator)}`
    return adjustmentSentence(it, `hazard ratio${of}`)
  })
  if (plain.length > 0) {
    const subject = plain.length === 1 ? 'The hazard ratio is' : 'Hazard ratios are'
    const object = plain.length === 1 ? 'it' : 'them'
    said.push(
      `${subject} taken to count every event from the start of time, because no window of events is reported with ${object}.`,
    )
  }
  const closing = pairTargets(evidence).filter(({ target, bent }) => target !== null && bent.length === 0)
  for (const { numerator, denominator } of closing) {
    said.push(
      `The hazard ratio of ${arms[numerator]!.label} against ${arms[denominator]!.label} nearly follows from those of other pairs: it goes into the curves, and the rebuilt patients are fitted to the others.`,
    )
  }
  return said
}

function adjustmentSentence({ hazardRatio: ratio, pValue }: ContrastEvidence, name: string): string[] {
  if (ratio === null || ratio.adjustment === 'none') return []
  const open = ratio.stratified === 'not stated' && ratio.adjusted === 'not stated'
  const how = open
    ? `Whether the ${name} is stratified or adjusted is not stated`
    : `The ${name} is ${adjustmentWords(ratio)}`
  return [
    `${how}; the rebuilt one, from an unstratified Cox model with the arm alone, is made to print the same${widthIsPlain(ratio, pValue) ? '' : '; its limits are not, because strata and covariates change their width'}.`,
  ]
}

/** Of the numbers of patients that no document prints: which they are, what they rest on, what rests on them. */
export function patientSentences({ arms }: EndpointEvidence): string[] {
  return (['inferred', 'assumed'] as const).flatMap((basis) => {
    const own = arms.filter(({ patients }) => patients.basis === basis)
    if (own.length === 0) return []
    const each = own.map(({ label, patients }) => `${label} ${patients.printed} (${patients.id})`).join(', ')
    const from = [...new Set(own.flatMap(({ patients }) => patients.note ?? []))].join('; ')
    const rest =
      basis === 'inferred'
        ? ''
        : ' No figure determines them; numbers at risk, intervals, bands, tests and counts of events depend on them.'
    return [`The numbers of patients are ${basis}, not reported: ${each}, ${from}.${rest}`]
  })
}

function followUpSentences(evidence: EndpointEvidence, tried: readonly Accrual[]): string[] {
  const of = evidence.arms.map((_, arm) => followUpOf(evidence, arm))
  const followUp = evidence.followUp ?? of.find((it) => it !== null) ?? null
  const median = printedNumber(followUp?.median)
  if (followUp === null || median === null) {
    const entered = isSilent(followUp) ? entrySentence(evidence, tried) : null
    if (entered !== null) return [entered]
    const isUnread = tried.some(({ fit }) => fit.doubts.some(({ unread }) => unread !== undefined))
    return [
      `${isUnread ? 'The follow-up that is printed is not believed, and not used' : 'No median follow-up is reported for these figures'}: when patients were censored follows the prior as far as the other figures allow.`,
    ]
  }
  const value = `${show(median.value)} months`
  switch (followUp.definition) {
    case 'potential':
      return [
        `The follow-up of ${value} describes the time from entry to the cut-off only, through its minimum, median and maximum; how many dropped out before it is the model's.${shapeSentence(tried)}`,
      ]
    case 'unknown':
      return [
        `How the follow-up of ${value} was defined is not stated: it is taken, loosely, as the median time to censoring.`,
      ]
    case 'survivors only':
      return [`The follow-up of ${value} is that of survivors: it is taken, loosely, as the median time to censoring.`]
    case 'observed':
      return [`The follow-up of ${value} is taken as the median of all observed times, events included.`]
    case 'reverse Kaplan-Meier':
      return followUp.minimum === null && followUp.maximum === null
        ? []
        : ['The range of follow-up is taken as that of the censored patients.']
  }
}

/** Who entered when, where only dates say how long patients can have been followed. */
function entrySentence(evidence: EndpointEvidence, tried: readonly Accrual[]): string | null {
  const { range } = datedFollowUp(evidence)
  const law = tried[0]?.fit.model.arms.find((arm) => arm.law !== null)?.law
  if (range === null || law === undefined || law === null) return null
  const { first, last, cutoff } = range.dates
  return `No follow-up is reported. Patients are taken to have entered evenly from the first to the last enrolment (${first} to ${last}), so that the time from entry to the data cut-off (${cutoff}) runs from ${show(law.minimum)} to ${show(law.maximum)} months with its median half-way, at ${show(law.median)}: an assumption. How many dropped out before it is the model's.${shapeSentence(tried)}`
}

/** How potential follow-up spreads between its printed figures: what was tried, and what is believed. */
function shapeSentence(tried: readonly Accrual[]): string {
  if (tried.length < 2) return ''
  const shapes = tried.map(({ shape }) => shape)
  const range = `${show(Math.min(...shapes))} to ${show(Math.max(...shapes))}`
  return ` How it spreads between these is open: shapes of ${range} (1 is uniform on both sides of the median, a larger one has fewer censored early) were weighed by the other figures and a prior that is a judgement (log shape normal about 0 with sd ${accrualSd}); the curves and the rebuilt patients take the likeliest, ${show(likeliest(tried).shape)}, each draw one of all.`
}

/** What a schedule of visits is taken to mean, by arms that share one. */
/** What draws differ in beside the law of the curves. */
function drawSentences(evidence: EndpointEvidence, horizon: Horizon, tried: readonly Accrual[]): string[] {
  const ends = endsOf(evidence, horizon)
  const [from, to] = [show(Math.min(...ends)), show(Math.max(...ends))]
  return [
    ...(ends.length === 1
      ? []
      : [`The longest follow-up is not reported, so draws end at ${ends.length} times from ${from} to ${to} months.`]),
    ...(tried[0] === undefined || !needsVisits(evidence, tried[0].fit.model)
      ? []
      : [
          'No schedule of visits is used for the curves; each draw has one of its own, the same in all arms: six weeks to three months between two visits, and any share of events seen without one.',
        ]),
  ]
}

function visitSentences(evidence: EndpointEvidence, tried: readonly Accrual[]): string[] {
  const said = new Map<string, string[]>()
  for (const [index, { label, visits }] of evidence.arms.entries()) {
    if (visits === undefined || tried[0]?.fit.model.arms[index]?.clock === undefined) continue
    const phases = visits.phases.map(
      ({ every, until }) => `${show(every)}${until === null ? '' : ` until ${show(until)}`}`,
    )
    const window =
      visits.window === null
        ? 'a week to either side of its day, as is usual'
        : `${show(visits.window)} months to either side of its day, as reported`
    const between =
      visits.between === null ? `${100 * usualBetween}%, an assumption` : `${show(100 * visits.between)}%, as reported`
    const words = `events are seen at visits (months between two: ${phases.join(', then ')}); a visit may lie ${window}; events seen between visits, deaths first of all: ${between}`
    said.set(words, [...(said.get(words) ?? []), label])
  }
  const all = said.size === 1 && [...said.values()][0]!.length === evidence.arms.length
  return [...said].map(([words, labels]) =>
    all ? `${words.charAt(0).toUpperCase()}${words.slice(1)}.` : `${labels.join(', ')}: ${words}.`,
  )
}

function splitSentences(evidence: EndpointEvidence, split: EventSplit): string[] {
  if (split.basis === 'reported') return []
  const counts = split.events.join(' + ')
  const range = (count: number, arm: number): string => {
    const n = printedNumber(evidence.arms[arm]!.patients)?.value ?? count
    const reach = 1.959963984540054 * split.spread[arm]!
    return `${Math.max(0, Math.round(count - reach))} and ${Math.min(n, Math.round(count + reach))}`
  }
  if (split.basis === 'modelled') {
    // An arm whose printed number binds has no spread.
    const each = split.events.flatMap((count, arm) =>
      split.spread[arm] === 0 ? [] : [`${evidence.arms[arm]!.label} ${count} (95% between ${range(count, arm)})`],
    )
    const printed = evidence.events !== null || evidence.arms.some(({ events }) => events !== null)
    const which = printed
      ? 'No number of events that binds is reported for every arm'
      : 'No number of events is reported'
    return [`${which}: the rebuilt patients' is the model's, ${each.join(', ')}, and is not a finding.`]
  }
  const total = split.events.reduce((sum, count) => sum + count, 0)
  const labels = evidence.arms.map((arm) => arm.label).join(', ')
  return [
    `The paper prints ${total} events in all and no split between the arms: the split ${counts} (${labels}) is the model's. Other splits may agree with the printed figures as well.`,
  ]
}
