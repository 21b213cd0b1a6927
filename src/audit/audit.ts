import type { PrintedEndpoint } from '../evidence/evidence.ts'
import { readEndpoint } from '../evidence/read-endpoint.ts'
import type { RecordProblem } from '../evidence/record-problem.ts'
import { recordedFigures } from '../record/recorded-figures.ts'
import type { Path } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'
import type { AuditRule, AuditSubject, Finding, RuleFinding } from './audit-rule.ts'
import { armSum } from './rules/arm-sum.ts'
import { ciContains } from './rules/ci-contains.ts'
import { claimWords } from './rules/claim-words.ts'
import { composite } from './rules/composite.ts'
import { crossSource } from './rules/cross-source.ts'
import { crudeRatio } from './rules/crude-ratio.ts'
import { denominatorInference } from './rules/denominator-inference.ts'
import { differenceOfPercents } from './rules/difference-of-percents.ts'
import { duplicateKey } from './rules/duplicate-key.ts'
import { eventsPrecision } from './rules/events-precision.ts'
import { eventsTotalPrecision } from './rules/events-total-precision.ts'
import { fallingAtRisk } from './rules/falling-at-risk.ts'
import { followUpDates } from './rules/follow-up-dates.ts'
import { gradeNesting } from './rules/grade-nesting.ts'
import { informationFraction } from './rules/information-fraction.ts'
import { intervalOfProportion } from './rules/interval-of-proportion.ts'
import { intervalToP } from './rules/interval-to-p.ts'
import { labelOfSameValue } from './rules/label-of-same-value.ts'
import { landmarkFollowUp } from './rules/landmark-follow-up.ts'
import { landmarkHazardRatio } from './rules/landmark-hazard-ratio.ts'
import { landmarkProportionality } from './rules/landmark-proportionality.ts'
import { limits } from './rules/limits.ts'
import { logSymmetric } from './rules/log-symmetric.ts'
import { medianIntervalLandmark } from './rules/median-interval-landmark.ts'
import { medianLandmark } from './rules/median-landmark.ts'
import { medianRatio } from './rules/median-ratio.ts'
import { monotoneSurvival } from './rules/monotone-survival.ts'
import { nestedFlow } from './rules/nested-flow.ts'
import { oneCurve } from './rules/one-curve.ts'
import { overlapSum } from './rules/overlap-sum.ts'
import { pAndInterval } from './rules/p-and-interval.ts'
import { partitionSum } from './rules/partition-sum.ts'
import { percentOfCount } from './rules/percent-of-count.ts'
import { plannedPower } from './rules/planned-power.ts'
import { plausibleFollowUp } from './rules/plausible-follow-up.ts'
import { populationLabel } from './rules/population-label.ts'
import { possiblePercent } from './rules/possible-percent.ts'
import { powerOfPossible } from './rules/power-of-possible.ts'
import { rangeProvenance } from './rules/range-provenance.ts'
import { ratioDirection } from './rules/ratio-direction.ts'
import { ratioOfProportions } from './rules/ratio-of-proportions.ts'
import { reachedMedian } from './rules/reached-median.ts'
import { relativeReduction } from './rules/relative-reduction.ts'
import { responders } from './rules/responders.ts'
import { roundedTwice } from './rules/rounded-twice.ts'
import { sequentialBoundary } from './rules/sequential-boundary.ts'
import { subset } from './rules/subset.ts'
import { updateDirection } from './rules/update-direction.ts'
import { weightedTotal } from './rules/weighted-total.ts'
import { withinPatients } from './rules/within-patients.ts'
import { unreadCells } from './table-counts.ts'

/** Every rule, in the order of the published list; structural ones last. */
export const rules: readonly AuditRule[] = [
  percentOfCount,
  possiblePercent,
  powerOfPossible,
  denominatorInference,
  roundedTwice,
  intervalOfProportion,
  ciContains,
  logSymmetric,
  intervalToP,
  pAndInterval,
  relativeReduction,
  eventsPrecision,
  eventsTotalPrecision,
  landmarkHazardRatio,
  landmarkProportionality,
  medianLandmark,
  medianIntervalLandmark,
  medianRatio,
  monotoneSurvival,
  partitionSum,
  armSum,
  composite,
  subset,
  nestedFlow,
  overlapSum,
  ratioOfProportions,
  informationFraction,
  sequentialBoundary,
  plannedPower,
  followUpDates,
  duplicateKey,
  updateDirection,
  crossSource,
  labelOfSameValue,
  populationLabel,
  rangeProvenance,
  weightedTotal,
  limits,
  gradeNesting,
  crudeRatio,
  reachedMedian,
  claimWords,
  ratioDirection,
  differenceOfPercents,
  responders,
  oneCurve,
  plausibleFollowUp,
  withinPatients,
  landmarkFollowUp,
  fallingAtRisk,
]

export interface Audit {
  /** In the order of the rules, then of the record; a rule with nothing to compare says so once. */
  readonly findings: readonly Finding[]
  /** Figures that could not be read (the endpoints that hold them are not compared), and acceptances that accept nothing. */
  readonly problems: readonly RecordProblem[]
}

/** Compares the figures of a record with each other, by every rule; `related`: other records at hand, for what rests on them. */
export function audit(trial: Trial, related: readonly Trial[] = []): Audit {
  const { subject, paths, problems } = read(trial, related)
  const findings = rules.flatMap((rule) => findingsOf(rule, subject, paths))
  return { findings, problems: [...problems, ...unreadCells(trial), ...idle(trial, findings)] }
}

/**
 * What one rule of the audit, by its id or name, finds in a record.
 *
 * @param rule "R16", "median-landmark" or "R16 median-landmark"
 * @param related other records at hand, for rules that compare records
 * @returns one finding a comparison; one alone, `not-applicable`, where there is nothing to compare
 * @throws RangeError where no rule is called so
 * @example
 * ```ts
 * import { auditRule, parseTrial } from 'remeier'
 * const text = `
 * id: small-2024
 * trial: SMALL
 * time unit: months
 * sources: { paper: { citation: An invented paper, kind: primary } }
 * arms: { new: { label: New, role: single } }
 * flow: { new: { chains: [[enrolled: 100, treated: { count: 90, percent: 91% }]] } }
 * `
 * const read = parseTrial(text, 'small-2024.yaml')
 * if (read.kind === 'invalid') throw new Error('this record is valid')
 * auditRule('R01', read.trial).map(({ state }) => state) // => ['fail']
 * ```
 */
export function auditRule(rule: string, trial: Trial, related: readonly Trial[] = []): readonly Finding[] {
  const asked = rules.find((known) => named(known, rule))
  if (asked === undefined) throw new RangeError(`auditRule: a rule such as R16 is required, got ${rule}`)
  const { subject, paths } = read(trial, related)
  return findingsOf(asked, subject, paths)
}

interface ReadRecord {
  readonly subject: AuditSubject
  /** Place of each figure in the file, by id. */
  readonly paths: ReadonlyMap<string, Path>
  readonly problems: readonly RecordProblem[]
}

function read(trial: Trial, related: readonly Trial[]): ReadRecord {
  const endpoints = Object.keys(trial.endpoints).map((id) => readEndpoint(trial, id))
  const recorded = recordedFigures(trial).map(({ id, path }) => [id, path] as const)
  const paths = new Map<string, Path>([...recorded, ...endpoints.flatMap((it) => [...it.paths])])
  const printed = endpoints.flatMap((it) => (it.printed === null ? [] : asPrinted(it.printed)))
  // Notes of the reading are for those who rebuild from it.
  const problems = endpoints.flatMap((it) =>
    it.problems.flatMap((problem) => {
      if (problem.severity !== 'error') return []
      return [problem.rule === 'unknown-patients' ? notPrinted(problem) : problem]
    }),
  )
  return { subject: { trial, related, endpoints: printed }, paths, problems }
}

/** A paper that does not print how many patients were analysed is no mistake of its record; its figures are compared, but it cannot be rebuilt. */
function notPrinted(problem: RecordProblem): RecordProblem {
  return { ...problem, severity: 'note', message: `${problem.message}: the endpoint cannot be rebuilt` }
}

/** Figures are not compared with a number of patients that is assumed. */
function asPrinted(endpoint: PrintedEndpoint): PrintedEndpoint {
  const arms = endpoint.arms.map((arm) => (arm.patients?.basis === 'assumed' ? { ...arm, patients: null } : arm))
  return { ...endpoint, arms }
}

function findingsOf(rule: AuditRule, subject: AuditSubject, paths: ReadonlyMap<string, Path>): readonly Finding[] {
  const found = rule.run(subject)
  const given = found.length > 0 ? found : [notApplicable(rule)]
  return given.map((it) => {
    const path = it.path ?? paths.get(it.figures[0] ?? '') ?? []
    const reason = acceptance(subject.trial, rule, it)
    return { ...it, rule: rule.id, name: rule.name, path, ...(reason !== undefined && { accepted: reason }) }
  })
}

function notApplicable({ compares }: AuditRule): RuleFinding {
  return { state: 'not-applicable', figures: [], message: `not reported: ${compares}` }
}

/** An acceptance that nothing needs any more would silently cover the next contradiction of these figures. */
function idle(trial: Trial, findings: readonly Finding[]): readonly RecordProblem[] {
  return (trial.accepted ?? []).flatMap((it, index) => {
    const rule = rules.find((known) => named(known, it.rule))
    const used = findings.some(({ rule: id, accepted }) => id === rule?.id && accepted === it.reason)
    // "missed" and predictions are known only once the curves have been estimated.
    if (it.rule === 'missed' || /^P01\b|^predicted-from-others$/u.test(it.rule) || used) return []
    const about = it.figures.join(', ')
    const message =
      rule === undefined ? `no rule is called ${it.rule}` : `nothing is found by ${it.rule} about ${about}`
    const mend =
      rule === undefined
        ? 'write the id of the rule, such as R11, or missed'
        : 'remove the acceptance, or correct the figure ids'
    return [
      { severity: 'note', rule: 'idle-acceptance', path: ['accepted', index], message, mend, figures: it.figures },
    ]
  })
}

function named({ id, name }: AuditRule, rule: string): boolean {
  return [id, name, `${id} ${name}`].includes(rule)
}

/** The record accepts a finding if it names its rule (R19 or "R19 monotone-S") and every figure that it names belongs to it. */
function acceptance(trial: Trial, rule: AuditRule, { state, figures }: RuleFinding): string | undefined {
  if (state !== 'fail' && state !== 'note') return undefined
  return trial.accepted?.find((it) => named(rule, it.rule) && it.figures.every((figure) => figures.includes(figure)))
    ?.reason
}
