import type { ArmEvidence, EndpointEvidence, HazardRatioEvidence } from '../evidence/evidence.ts'
import { onlyCounted } from '../evidence/informative-times.ts'
import { followUpOf } from './administrative-law.ts'
import { datedFollowUp, isSilent } from './dated-follow-up.ts'
import { tiedFigures } from './drops-on-the-day.ts'
import type { Estimated } from './estimate.ts'
import { isEndDated, show } from './horizon.ts'
import { areTimesHeaped } from './are-times-heaped.ts'
import type { Prior } from './prior.ts'
import { printedNumber } from './printed-number.ts'

/**
 * Whether coverage has been measured for trials and figures of this kind: of death or a progression-like endpoint, on curves of 8 to 240 months, no figure in doubt; two arms whose numbers of patients are not assumed, each with its median and limits (reached or not), a number of events, follow-up that is
 * not reported or that of the reverse Kaplan-Meier curve, and a ratio with limits that is said to be neither stratified nor adjusted; landmarks and numbers at risk or none. With fewer the bands cover less than they say: docs/accuracy-sparse.md. On such figures the 95% bands of the prior that ships covered as docs/accuracy.md says, out of fold, and so did
 * the predictions of each figure from the others. For anything else there is no such warrant.
 */
export function coverageIsMeasured(evidence: EndpointEvidence, estimated: Estimated, prior: Prior): boolean {
  return whyNotMeasured(evidence).length === 0 && whyUnlike(estimated, prior).length === 0
}

/** What would undo the warrant although nothing in the figures shows it, as a clause for behind it; empty where nothing of the kind is known. */
export function unseenRisk({ class: of }: Pick<EndpointEvidence, 'class'>): string {
  return of === 'progression-like'
    ? '; if progression was seen at punctual visits that the record does not state, bands cover less: 86 to 93% in simulated trials with visits every two months (docs/accuracy-doubts.md)'
    : ''
}

/** Ends of the curves of the comparisons on which coverage was measured, months. */
const ends = { shortest: 8, longest: 240 } as const

/**
 * What sets a trial apart from the comparisons on which coverage was measured, as clauses: curves of days or of many decades, follow-up of which the prior knows nothing, figures in doubt (each is a
 * misprint, or the trial is of a kind of its own) or that exclude each other.
 */
export function whyUnlike(
  { horizon, prior: held, fit, believed, agree }: Estimated,
  prior: Prior,
  patientsInDoubt: readonly string[] = [],
): readonly string[] {
  const doubted = [...fit.doubts.map(({ figure }) => figure), ...patientsInDoubt]
  return [
    ...(horizon.months >= ends.shortest && horizon.months <= ends.longest
      ? []
      : [
          `its curves last ${show(horizon.months)} months, and those of the measurement ${ends.shortest} to ${ends.longest}`,
        ]),
    ...(held === prior ? [] : ['its follow-up is unlike that of the comparisons on which coverage was measured']),
    ...(tiedFigures(believed.arms, horizon.months).length > 0
      ? ['events on the very days of its figures are assumed']
      : []),
    ...(areTimesHeaped(believed)
      ? [
          'its medians and their limits stand on multiples of one step (visits, or whole months), which the model does not know',
        ]
      : []),
    ...(doubted.length === 0 ? [] : [`figures are in doubt (${doubted.join(', ')})`]),
    ...(agree ? [] : ['no curve agrees with all figures']),
  ]
}

/** What about the figures is of another kind than those on which coverage was measured, as clauses. */
export function whyNotMeasured(evidence: EndpointEvidence): readonly string[] {
  const { class: of, arms, followUp, contrasts } = evidence
  const own = [followUp, ...arms.map((arm) => arm.followUp)].flatMap((it) => it?.definition ?? [])
  const other = own.filter((it) => it !== 'reverse Kaplan-Meier')
  return [
    ...(arms.length === 2 ? [] : [`it has ${arms.length === 1 ? 'one arm' : `${arms.length} arms`}, not two`]),
    ...(of === 'other' ? ['the endpoint is neither death nor progression-like'] : []),
    ...(onlyCounted({ arms, followUp }) ? ['no figure says when the events happened'] : []),
    ...(arms.some(({ patients }) => patients.basis === 'assumed') ? ['a number of patients is assumed'] : []),
    ...new Set(other.map((it) => `the definition of follow-up is "${it}", not reverse Kaplan-Meier`)),
    ...datedReasons(evidence),
    ...(arms.some(({ restrictedMeans }) => (restrictedMeans?.length ?? 0) > 0) ? ['a restricted mean is used'] : []),
    ...(of === 'progression-like' && arms.some(({ visits }) => visits !== undefined)
      ? ['its schedule of visits is used']
      : []),
    ...sparseReasons(evidence),
    ...new Set(contrasts.flatMap(({ hazardRatio }) => (hazardRatio === null ? [] : ratioReasons(hazardRatio)))),
  ]
}

function datedReasons(evidence: EndpointEvidence): readonly string[] {
  const dated = (datedFollowUp(evidence).range?.shortest ?? null) !== null
  if (dated && evidence.arms.some((_, arm) => isSilent(followUpOf(evidence, arm))))
    return ['follow-up is taken from the dates of enrolment and cut-off']
  return isEndDated(evidence) ? ['the end of the curves is taken from the dates of enrolment and cut-off'] : []
}

/** The smallest arms of the comparisons on which coverage was measured have as many patients; in simulated arms of 8 to 20 predictions hold too (docs/decisions.md). */
const smallestArm = 8

/** What every comparison of the measurement printed, and this evidence does not. */
function sparseReasons({ arms, events, contrasts }: EndpointEvidence): readonly string[] {
  const named = (of: readonly ArmEvidence[]): string => of.map(({ label }) => label).join(', ')
  const ratios = contrasts.flatMap(({ hazardRatio }) => hazardRatio ?? [])
  const bare = arms.filter(({ median }) => median === null)
  const limitless = arms.filter(({ median }) => median !== null && median.interval === null)
  const small = arms.filter(({ patients }) => (printedNumber(patients)?.value ?? 0) < smallestArm)
  return [
    ...(bare.length === 0 ? [] : [`no median is reported (${named(bare)})`]),
    ...(limitless.length === 0 ? [] : [`a median is reported without limits (${named(limitless)})`]),
    ...(events === null && arms.some((arm) => arm.events === null) ? ['no number of events is reported'] : []),
    ...(arms.length === 2 && ratios.length === 0 ? ['no hazard ratio is reported'] : []),
    ...(ratios.some(({ interval }) => interval === null) ? ['the hazard ratio is reported without limits'] : []),
    ...(small.length === 0 ? [] : [`an arm has fewer than ${smallestArm} patients (${named(small)})`]),
  ]
}

function ratioReasons({ comparable, adjustment, stratified, adjusted }: HazardRatioEvidence): readonly string[] {
  if (!comparable) return ['the hazard ratio is not a plain Cox ratio over all events']
  if (adjustment === 'none') return []
  if (adjustment !== 'not stated') return [`the hazard ratio is ${adjustment}`]
  const open = [
    ...(stratified === 'not stated' ? ['stratified'] : []),
    ...(adjusted === 'not stated' ? ['adjusted'] : []),
  ]
  const fields = open.map((it) => `"${it}: false"`).join(' and ')
  return [
    `the record leaves open whether the hazard ratio is ${open.join(' or ')} (${fields} where the paper says that it is not)`,
  ]
}
