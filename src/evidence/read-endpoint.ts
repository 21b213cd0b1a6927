import type { Path } from '../record/spans.ts'
import type { Trial, TrialEndpoint } from '../record/trial.ts'
import type { EndpointEvidence, FollowUpEvidence, PrintedEndpoint } from './evidence.ts'
import { FigureReader } from './figure-reader.ts'
import { readArm } from './read-arm.ts'
import { readContrasts } from './read-contrast.ts'
import { readEnrolment } from './read-enrolment.ts'
import { readFollowUp } from './read-follow-up.ts'
import type { RecordProblem } from './record-problem.ts'

export interface ReadEndpoint {
  /** What the figures say, to be compared with each other; `null` where something could not be read. */
  readonly printed: PrintedEndpoint | null
  /** The same, to be rebuilt from; `null` also where nothing says how many patients were analysed. */
  readonly evidence: EndpointEvidence | null
  readonly problems: readonly RecordProblem[]
  /** Where each figure stands in the record. */
  readonly paths: ReadonlyMap<string, Path>
}

const ORDER = { control: 0, experimental: 1, single: 0 } as const

/** Every figure of one endpoint, read; whether they can be true together is not asked here. */
export function readEndpoint(trial: Trial, id: string): ReadEndpoint {
  const endpoint = trial.endpoints[id]
  if (endpoint === undefined) {
    const known = Object.keys(trial.endpoints).join(', ')
    throw new RangeError(`an endpoint of the record is required (${known || 'it has none'}), got "${id}"`)
  }
  const reader = new FigureReader(trial, id, endpoint['time unit'] ?? trial['time unit'])
  const arms = Object.keys(endpoint.arms)
    .map((arm) => readArm(reader, trial, id, arm))
    .sort((a, b) => ORDER[a.role] - ORDER[b.role])
  const total = {
    measure: 'events',
    arm: 'all',
    path: ['endpoints', id, 'events', 'total'],
    within: [endpoint],
  } as const
  const events = reader.count(endpoint.events?.total, total)
  const contrasts = readContrasts(reader, trial, id)
  const followUp = readFollowUpOfAll(reader, trial, id, endpoint)
  if (arms.length === 0 && reader.problems.length === 0) reader.problems.push(noArms(id))
  const unread = reader.problems.some(({ severity, rule }) => severity === 'error' && rule !== 'unknown-patients')
  const printed = unread ? null : assemble(trial, id, endpoint, { arms, events, ...contrasts, followUp })
  return { printed, evidence: printed && counted(printed), problems: reader.problems, paths: reader.paths }
}

function counted(printed: PrintedEndpoint): EndpointEvidence | null {
  const arms = printed.arms.flatMap(({ patients, ...it }) => (patients === null ? [] : [{ ...it, patients }]))
  return arms.length < printed.arms.length ? null : { ...printed, arms }
}

type Figures = Pick<PrintedEndpoint, 'arms' | 'events' | 'contrasts' | 'restrictedMeanDifferences' | 'followUp'>

function assemble(trial: Trial, id: string, endpoint: TrialEndpoint, figures: Figures): PrintedEndpoint {
  const { label, event, clock, population } = endpoint
  const visits = endpoint.visits.words
  const enrolment = readEnrolment(trial, id)
  return {
    trial: trial.id,
    trialLabel: trial.trial,
    endpoint: id,
    label,
    event,
    clock,
    population,
    class: endpoint.class,
    ...figures,
    ...(enrolment !== null && { enrolment }),
    visits: visits === 'not stated' ? null : visits,
  }
}

/**
 * The endpoint's own follow-up, or that of the record if it starts at the same moment: a follow-up from randomisation says
 * nothing about how long responders were followed from their response.
 */
function readFollowUpOfAll(
  reader: FigureReader,
  trial: Trial,
  id: string,
  endpoint: TrialEndpoint,
): FollowUpEvidence | null {
  const own = endpoint['follow-up']
  const common = trial['follow-up']
  if (own !== undefined) {
    if (common !== undefined) reader.problems.push(ownFollowUp(id))
    return readFollowUp(reader, own, 'all', ['endpoints', id, 'follow-up'], [endpoint])
  }
  if (common === undefined) return null
  const { from = endpoint.clock } = common
  const open = from === 'not stated'
  if (from === endpoint.clock || open) {
    const months = new FigureReader(trial, id, trial['time unit'])
    const read = readFollowUp(months, common, 'all', ['follow-up'], [])
    for (const [figure, path] of months.paths) reader.paths.set(figure, path)
    reader.problems.push(...months.problems, ...(open && endpoint.clock !== from ? [openClock(endpoint.clock)] : []))
    return read
  }
  reader.problems.push({
    severity: 'note',
    rule: 'other-clock',
    path: ['endpoints', id, 'clock'],
    message: `the follow-up of the record is from ${from}, and the clock of this endpoint is ${endpoint.clock}: that follow-up is not used`,
    mend: 'give the endpoint a follow-up of its own if the paper prints one; where both start together, write the same words for "from" and "clock"',
  })
  return null
}

/** What is not stated is no contradiction; that somebody looked and did not find it is told. */
function openClock(clock: string): RecordProblem {
  return {
    severity: 'note',
    rule: 'assumed-clock',
    path: ['follow-up', 'from'],
    message: `from when the follow-up counts is not stated: it is taken to be from ${clock}, as the endpoint does`,
    mend: 'if it counts from another moment, say so in "from": it is then left out',
  }
}

function ownFollowUp(id: string): RecordProblem {
  const message = 'the follow-up of the record is not used here: this endpoint has its own'
  return { severity: 'note', rule: 'not-used', path: ['endpoints', id, 'follow-up'], atKey: true, message }
}

function noArms(id: string): RecordProblem {
  return {
    severity: 'error',
    rule: 'no-arms',
    path: ['endpoints', id, 'arms'],
    message: `the endpoint "${id}" has no arm`,
    expected: 'the figures of at least one arm',
    mend: 'add what the paper prints about each arm',
  }
}
