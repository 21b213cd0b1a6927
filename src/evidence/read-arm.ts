import type { Path } from '../record/spans.ts'
import type { Trial, TrialEndpointArm } from '../record/trial.ts'
import type { Landmark, NumberAtRisk, PrintedArm } from './evidence.ts'
import type { FigureReader, Place } from './figure-reader.ts'
import { readFollowUp } from './read-follow-up.ts'
import { readPatients } from './read-patients.ts'
import { readRestrictedMeans } from './read-restricted-means.ts'
import { readVisits } from './read-visits.ts'

/** Figures of one arm. */
export function readArm(reader: FigureReader, trial: Trial, endpointId: string, arm: string): PrintedArm {
  const endpoint = trial.endpoints[endpointId]
  const it = endpoint?.arms[arm]
  const group = trial.arms[arm]
  if (endpoint === undefined || it === undefined || group === undefined) {
    throw new RangeError(`an endpoint and an arm of the record are required, got ${endpointId} and ${arm}`)
  }
  const path = ['endpoints', endpointId, 'arms', arm]
  const within = [it, endpoint]
  const median = { measure: 'median', arm, path: [...path, 'median', 'printed'], within } as const
  const events = { measure: 'events', arm, path: [...path, 'events'], within } as const
  const visits =
    it.visits === undefined
      ? readVisits(reader, endpoint.visits, ['endpoints', endpointId, 'visits'])
      : readVisits(reader, it.visits, [...path, 'visits'])
  const restrictedMeans = readRestrictedMeans(reader, it.rmst, arm, [...path, 'rmst'], within)
  return {
    id: arm,
    label: group.label,
    role: group.role,
    patients: readPatients(reader, trial, endpointId, arm),
    median: reader.estimate(it.median, median),
    landmarks: readLandmarks(reader, it, arm, path, within),
    ...(restrictedMeans.length > 0 && { restrictedMeans }),
    atRisk: readAtRisk(reader, it, arm, path, within),
    events: reader.count(it.events, events),
    followUp: readFollowUp(reader, it['follow-up'], arm, [...path, 'follow-up'], within),
    ...(visits !== null && { visits }),
  }
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
      const months = reader.time(printed, here, true)
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
      const months = reader.time(printed, here, true)
      if (months === null) return []
      const time = { printed, months }
      const count = reader.count(size, { measure: 'at-risk', arm, path: here, within, time })
      return count === null ? [] : [{ time: months, count }]
    })
    .sort((a, b) => a.time - b.time)
}
