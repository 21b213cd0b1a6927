import type { Path } from '../record/spans.ts'
import type { Trial, TrialEndpointArm } from '../record/trial.ts'
import { armSize, type ArmSize } from './arm-size.ts'
import type { Figure } from './evidence.ts'
import type { FigureReader } from './figure-reader.ts'
import { stageNamed } from './flow-stages.ts'
import { isPartOfArm, isWholeArm } from '../record/population.ts'

type Problem = FigureReader['problems'][number]

/**
 * Patients analysed in an arm, by the first of these that the record has: `n` of the arm at this endpoint; the stage of the flow that
 * the population names; where it is everybody who was randomised, assigned or enrolled, the patients of the arm (printed, inferred by
 * the audit, or assumed from the total of all arms, with a note); the number at risk at the start; the patients of the arm again, said
 * in a note. A population that is clearly a part of the arm and has no number is a problem: every number would be a guess.
 */
export function readPatients(reader: FigureReader, trial: Trial, endpointId: string, arm: string): Figure | null {
  const endpoint = trial.endpoints[endpointId]
  const it = endpoint?.arms[arm]
  if (endpoint === undefined || it === undefined) return null
  const path = ['endpoints', endpointId, 'arms', arm]
  const within = [it, endpoint]
  const slot = { measure: 'patients', arm, within } as const
  const { population } = endpoint
  if (it.n !== undefined) return reader.count(it.n, { ...slot, path: [...path, 'n'] })
  const stage = stageNamed(trial, arm, population)
  if (stage !== null) return reader.count(stage.count, { ...slot, ...stage })
  const group = possibleSize(trial, endpointId, arm)
  const take = ({ count, basis, ...place }: ArmSize): Figure | null => {
    const figure = reader.count(count, { ...slot, ...place })
    if (figure === null || basis === undefined) return figure
    reader.problems.push(notPrinted({ ...figure, basis }, place.path))
    return { ...figure, basis }
  }
  if (group !== null && isWholeArm(population)) return take(group)
  const start = it['at risk']?.['0']
  if (start !== undefined) return reader.count(start, { ...slot, path: [...path, 'at risk', '0'] })
  if (group === null || isPartOfArm(population)) {
    reader.problems.push(unknownPatients(path, arm, population, group))
    return null
  }
  const where = ['endpoints', endpointId, 'population']
  reader.problems.push(assumedPatients(where, arm, population, group.count.count))
  return take(group)
}

/** No number is assumed that the figures of the endpoint contradict, in this arm or, as they share one total, in another. */
function possibleSize(trial: Trial, endpointId: string, arm: string): ArmSize | null {
  const size = armSize(trial, arm)
  if (size?.basis !== 'assumed') return size
  const arms = Object.entries(trial.endpoints[endpointId]?.arms ?? {})
  return arms.some(([name, it]) => (armSize(trial, name)?.count.count ?? 0) < fewest(it)) ? null : size
}

function fewest({ events, 'at risk': atRisk }: TrialEndpointArm): number {
  return Math.max(events?.count ?? 0, ...Object.values(atRisk ?? {}).map(({ count }) => count))
}

/** Of a number that no document prints: that it is none, and what it rests on. */
function notPrinted({ id, arm, printed, basis, note = '' }: Figure, path: Path): Problem {
  const message =
    basis === 'assumed'
      ? `the number of patients of "${arm}" is not printed: ${printed} are assumed (${note})`
      : `the number of patients of "${arm}" is not printed: ${printed} are inferred (${note})`
  const mend = 'add n to the arm, with its source, if a document prints it'
  return { severity: 'note', rule: `${basis ?? 'inferred'}-size`, path, message, mend, figures: [id] }
}

function unknownPatients(path: Path, arm: string, population: string, group: ArmSize | null): Problem {
  const other = population === 'not stated' ? 'n of the arm' : `a stage "${population}" in the flow of the arm`
  const notTaken =
    group === null
      ? ''
      : `: the ${group.count.count} of the arm are not taken, because "${population}" may be only a part of them`
  return {
    severity: 'error',
    rule: 'unknown-patients',
    path,
    atKey: true,
    message: `nothing says how many patients of "${arm}" were analysed${notTaken}`,
    expected: `n here, or ${other}`,
    mend: 'add n to this arm of the endpoint, as printed; where only a total is, "sample size" under design',
    figures: [],
  }
}

function assumedPatients(path: Path, arm: string, population: string, count: number): Problem {
  const stated = population !== 'not stated'
  const why = stated ? `no stage of the flow is "${population}"` : 'the population is not stated'
  return {
    severity: 'note',
    rule: 'assumed-patients',
    path,
    message: `${why}: all ${count} patients of "${arm}" are taken to be analysed`,
    mend: stated
      ? 'name a stage of the flow, or add n to the arm of the endpoint, as printed'
      : 'state the population if the paper does, or add n to the arm of the endpoint, as printed',
  }
}
