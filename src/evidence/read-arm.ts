import type { Path } from '../record/spans.ts'
import type { Trial, TrialEndpoint, TrialEndpointArm } from '../record/trial.ts'
import type { ArmEvidence, Figure, Landmark, NumberAtRisk } from './evidence.ts'
import type { FigureReader, Place } from './figure-reader.ts'
import { readFollowUp } from './read-follow-up.ts'

/** Figures of one arm; `null` with a problem noted where not even the number of patients can be found. */
export function readArm(reader: FigureReader, trial: Trial, endpointId: string, arm: string): ArmEvidence | null {
  const endpoint = trial.endpoints[endpointId]
  const it = endpoint?.arms[arm]
  const group = trial.arms[arm]
  if (endpoint === undefined || it === undefined || group === undefined) {
    throw new RangeError(`an endpoint and an arm of the record are required, got ${endpointId} and ${arm}`)
  }
  const path = ['endpoints', endpointId, 'arms', arm]
  const within = [it, endpoint]
  const patients = readPatients(reader, trial, endpoint, { it, arm, path })
  const median = { measure: 'median', arm, path: [...path, 'median', 'printed'], within } as const
  const events = { measure: 'events', arm, path: [...path, 'events'], within } as const
  const read = {
    median: reader.estimate(it.median, median),
    landmarks: readLandmarks(reader, it, arm, path, within),
    atRisk: readAtRisk(reader, it, arm, path, within),
    events: reader.count(it.events, events),
    followUp: readFollowUp(reader, it['follow-up'], arm, [...path, 'follow-up'], within),
  }
  return patients === null ? null : { id: arm, label: group.label, role: group.role, patients, ...read }
}

function readLandmarks(
  reader: FigureReader,
  it: TrialEndpointArm,
  arm: string,
  path: Path,
  within: readonly Place[],
): readonly Landmark[] {
  return Object.entries(it.survival ?? {})
    .flatMap(([printed, figure]) => {
      const here = [...path, 'survival', printed]
      const months = reader.months(printed, here, true)
      if (months === null) return []
      const time = { printed, months }
      const slot = { measure: 'survival', arm, path: [...here, 'printed'], within, time } as const
      const estimate = reader.estimate(figure, slot)
      return estimate === null ? [] : [{ time: months, ...estimate }]
    })
    .sort((a, b) => a.time - b.time)
}

function readAtRisk(
  reader: FigureReader,
  it: TrialEndpointArm,
  arm: string,
  path: Path,
  within: readonly Place[],
): readonly NumberAtRisk[] {
  return Object.entries(it['at risk'] ?? {})
    .flatMap(([printed, size]) => {
      const here = [...path, 'at risk', printed]
      const months = reader.months(printed, here, true)
      if (months === null) return []
      const time = { printed, months }
      const count = reader.count(size, { measure: 'at-risk', arm, path: here, within, time })
      return count === null ? [] : [{ time: months, count }]
    })
    .sort((a, b) => a.time - b.time)
}

interface ArmHere {
  readonly it: TrialEndpointArm
  readonly arm: string
  readonly path: Path
}

/** Populations that are everybody who was assigned or, in a single arm, enrolled. */
const EVERYBODY = /^(all )?(randomi[sz]ed|assigned|enrolled|intention[- ]to[- ]treat|itt)\b/i

/**
 * Patients analysed in an arm: as the endpoint says; or the stage of the flow that its population names; or the number at risk
 * at the start; or, where everybody is analysed, the patients of the arm. Anything else would be a guess.
 */
function readPatients(
  reader: FigureReader,
  trial: Trial,
  endpoint: TrialEndpoint,
  { it, arm, path }: ArmHere,
): Figure | null {
  const slot = { measure: 'patients', arm, within: [it, endpoint] } as const
  if (it.n !== undefined) return reader.count(it.n, { ...slot, path: [...path, 'n'] })
  const stage = stageCount(trial, arm, endpoint.population)
  if (stage !== null) return reader.count(stage.count, { ...slot, path: stage.path, within: stage.within })
  const start = it['at risk']?.['0']
  if (start !== undefined) return reader.count(start, { ...slot, path: [...path, 'at risk', '0'] })
  const group = trial.arms[arm]
  if (group?.n !== undefined && EVERYBODY.test(endpoint.population)) {
    return reader.count(group.n, { ...slot, path: ['arms', arm, 'n'], within: [] })
  }
  reader.problems.push({
    severity: 'error',
    rule: 'unknown-patients',
    path,
    atKey: true,
    message: `nothing says how many patients of "${arm}" were analysed`,
    expected: `n here, or a stage "${endpoint.population}" in the flow of the arm`,
    mend: 'add n to this arm of the endpoint, as printed',
    figures: [],
  })
  return null
}

type Size = NonNullable<TrialEndpointArm['n']>

function stageCount(
  trial: Trial,
  arm: string,
  population: string,
): { readonly count: Size; readonly path: Path; readonly within: readonly Place[] } | null {
  const flow = trial.flow?.[arm]
  if (flow === undefined) return null
  const wanted = population.toLowerCase()
  for (const [index, chain] of flow.chains.entries()) {
    for (const [rank, { stage, count }] of chain.entries()) {
      if (stage.toLowerCase() !== wanted) continue
      return { count, path: ['flow', arm, 'chains', index, rank, stage], within: [flow] }
    }
  }
  const beside = Object.entries(flow.besides ?? {}).find(([name]) => name.toLowerCase() === wanted)
  if (beside) return { count: beside[1], path: ['flow', arm, 'besides', beside[0]], within: [flow] }
  const first = flow.chains[0]?.[0]
  if (first === undefined || !EVERYBODY.test(population) || !EVERYBODY.test(first.stage)) return null
  return { count: first.count, path: ['flow', arm, 'chains', 0, 0, first.stage], within: [flow] }
}
