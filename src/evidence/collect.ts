import type { Diagnostic } from '../record/diagnostic.ts'
import type { Path } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'
import { bounds, countBounds, countCanBeAtMost, sumOf } from './bounds.ts'
import type { EndpointEvidence, Figure, Landmark, PrintedEndpoint } from './evidence.ts'
import { informativeTimes, untimed } from './informative-times.ts'
import { readEndpoint } from './read-endpoint.ts'
import { type RecordProblem, toDiagnostic, type TrialFile } from './record-problem.ts'
import { printedTime, whenOf } from './time-words.ts'
import { unusedFigures } from './unused-figures.ts'

export type Collected =
  | {
      readonly kind: 'evidence'
      readonly evidence: EndpointEvidence
      /** What the reader of a result should know: a landmark that is skipped, a figure that is not used. */
      readonly notes: readonly Diagnostic[]
    }
  /** Never empty; everything that is in the way, in the order of the file. */
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }

export interface CollectOptions {
  /** Whether digitised curves say when the events happened: then the record need not. */
  readonly curves?: boolean
}

/** Ids of the endpoints of a record, in its order. */
export function endpointsOf(trial: Trial): readonly string[] {
  return Object.keys(trial.endpoints)
}

/**
 * The evidence about one endpoint, ready to be rebuilt from; or why it cannot be. Figures that merely contradict each other are
 * no reason to refuse: the audit names them and the reconstruction says which one does not fit.
 *
 * @throws RangeError if the record has no such endpoint.
 */
export function collect(record: TrialFile, endpoint: string, { curves = false }: CollectOptions = {}): Collected {
  const { evidence, problems, paths } = readEndpoint(record.trial, endpoint)
  const refusals = evidence === null ? [] : refusalsOf(record.trial, evidence, paths, curves)
  const usable = evidence !== null && refusals.length === 0
  const unused = usable ? unusedFigures(record.trial, evidence, paths.values()) : []
  const notes = evidence === null ? [] : [...skipped(evidence, paths), ...unused]
  const all = [...problems, ...refusals, ...notes].map((it) => toDiagnostic(it, record))
  const diagnostics = all.sort((a, b) => a.line - b.line || a.column - b.column)
  if (evidence === null || refusals.length > 0) return { kind: 'refused', diagnostics }
  return { kind: 'evidence', evidence, notes: diagnostics }
}

type Paths = ReadonlyMap<string, Path>

function refusalsOf(trial: Trial, evidence: EndpointEvidence, paths: Paths, curves: boolean): readonly RecordProblem[] {
  const path = ['endpoints', evidence.endpoint]
  const found: RecordProblem[] = eventsAbovePatients(evidence).map(({ events, patients }) => ({
    severity: 'error',
    rule: 'events-above-patients',
    path: paths.get(events.id) ?? path,
    message: `${events.printed} events among ${patients} patients`,
    expected: `at most ${patients}`,
    found: events.printed,
    mend: 'check both numbers against the paper; events count patients with the event, not events of one patient',
    figures: [events.id],
  }))
  if (trial.endpoints[evidence.endpoint]?.estimator === 'descriptive') {
    const why = `cannot be rebuilt: ${evidence.label} is summarised among those who had the event, which is no survival curve`
    found.push({ severity: 'error', rule: 'no-curve', path: [...path, 'estimator'], message: why })
  }
  const message = curves ? null : untimed(evidence)
  if (message !== null) {
    found.push({
      severity: 'error',
      rule: 'no-time',
      path,
      atKey: true,
      message,
      expected: 'at least one figure that says when the events happened',
      mend: 'add what the paper prints: a median, survival at a time, a restricted mean, numbers at risk, or the events of each arm and a median follow-up above 0',
    })
  }
  found.push(...countsOutOfRange(evidence, paths, path))
  return found
}

/** A trial arm of nobody cannot be rebuilt; one of more than this many is a slip of the pen, or a register that needs other methods. */
const mostPatients = 100_000

function countsOutOfRange(evidence: EndpointEvidence, paths: Paths, path: Path): readonly RecordProblem[] {
  return evidence.arms.flatMap(({ label, patients }): readonly RecordProblem[] => {
    const count = patients.quantity.kind === 'number' ? patients.quantity.value : NaN
    if (count >= 1 && count <= mostPatients) return []
    return [
      {
        severity: 'error',
        rule: 'patients-out-of-range',
        path: paths.get(patients.id) ?? path,
        message: `cannot be rebuilt: ${label} has ${patients.printed} patients`,
        expected: `1 to ${mostPatients}`,
        found: patients.printed,
        mend: 'check the number of patients against the paper',
        figures: [patients.id],
      },
    ]
  })
}

/** Counts of events that are larger than the patients who could have had them. */
export function eventsAbovePatients(
  evidence: EndpointEvidence,
): readonly { readonly events: Figure; readonly patients: number }[] {
  const groups = evidence.arms.map((arm) => ({ events: arm.events, among: [arm.patients] }))
  const all = { events: evidence.events, among: evidence.arms.map(({ patients }) => patients) }
  return [...groups, all].flatMap(({ events, among }) => {
    const patients = sumOf(among.flatMap(({ quantity }) => countBounds(quantity) ?? []))
    const size = events && countBounds(events.quantity)
    return !size || countCanBeAtMost(size, patients) ? [] : [{ events, patients: patients.upper }]
  })
}

/** The longest printed follow-up of an arm, and where its rounding ends; null where none is printed. */
function endOfFollowUp(
  evidence: PrintedEndpoint,
  arm: string,
): { readonly longest: Figure; readonly end: number } | null {
  const own = evidence.arms.find(({ id }) => id === arm)?.followUp
  const longest = own?.maximum ?? evidence.followUp?.maximum
  const end = longest && bounds(longest.quantity)?.upper
  return longest && typeof end === 'number' ? { longest, end } : null
}

/** Landmarks later than the longest follow-up: nobody was watched that long, so they are skipped, never stretched to. */
export function beyondFollowUp(
  evidence: PrintedEndpoint,
): readonly { readonly landmark: Landmark; readonly longest: Figure; readonly message: string }[] {
  return evidence.arms.flatMap(({ id, landmarks }) => {
    const last = endOfFollowUp(evidence, id)
    if (last === null) return []
    const { longest, end } = last
    return landmarks
      .filter(({ time }) => time > end)
      .map((landmark) => {
        const when = whenOf(landmark.estimate)
        const message = `survival at ${when} is later than the longest follow-up (${printedTime(longest)}): it is skipped`
        return { landmark, longest, message }
      })
  })
}

function skipped(evidence: EndpointEvidence, paths: Paths): readonly RecordProblem[] {
  const note = (rule: string, message: string, figures: readonly [string, string]): RecordProblem => {
    const path = paths.get(figures[0]) ?? ['endpoints', evidence.endpoint]
    return { severity: 'note', rule, path, message, figures }
  }
  // A number at risk or a median at a later time takes the end of the curves there.
  const reach = Math.max(0, ...informativeTimes(evidence).certain)
  const past = ({ time = 0 }: Figure): boolean => time > reach
  return [
    ...beyondFollowUp(evidence)
      .filter(({ landmark }) => past(landmark.estimate))
      .map(({ landmark, longest, message }) =>
        note('landmark-beyond-follow-up', message, [landmark.estimate.id, longest.id]),
      ),
    ...meansBeyondFollowUp(evidence)
      .filter(({ estimate }) => past(estimate))
      .map(({ estimate, longest }) =>
        note(
          'mean-beyond-follow-up',
          `the restricted mean up to ${whenOf(estimate)} goes beyond the longest follow-up (${printedTime(longest)}): it is skipped`,
          [estimate.id, longest.id],
        ),
      ),
  ]
}

/** Restricted means, and differences of them, up to a time that nobody was watched to. */
function meansBeyondFollowUp(
  evidence: EndpointEvidence,
): readonly { readonly estimate: Figure; readonly longest: Figure }[] {
  const { restrictedMeanDifferences = [] } = evidence
  const beyond = (arm: string, tau: number, estimate: Figure) => {
    const last = endOfFollowUp(evidence, arm)
    return last !== null && tau > last.end ? [{ estimate, longest: last.longest }] : []
  }
  return [
    ...evidence.arms.flatMap(({ id, restrictedMeans = [] }) =>
      restrictedMeans.flatMap(({ tau, estimate }) => beyond(id, tau, estimate)),
    ),
    ...restrictedMeanDifferences.flatMap(({ tau, estimate, numerator, denominator }) =>
      [numerator, denominator].flatMap((arm) => beyond(arm, tau, estimate)).slice(0, 1),
    ),
  ]
}
