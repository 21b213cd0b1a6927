import { endpointsOf } from '../evidence/collect.ts'
import type { TrialFile } from '../evidence/record-problem.ts'
import { UserMistake } from '../node/user-mistake.ts'
import { nearestName } from '../record/nearest-name.ts'

/** All endpoints of a record, or the one that was asked for. */
export function chosenEndpoints(record: TrialFile, endpoint: string | undefined): readonly string[] {
  const names = endpointsOf(record.trial)
  if (endpoint === undefined) return names
  if (names.includes(endpoint)) return [endpoint]
  const near = nearestName(endpoint, names)
  throw new UserMistake(
    `${record.file} has no endpoint "${endpoint}"${near === null ? '' : `; did you mean "${near}"?`}${near === null ? '.' : ''} It has: ${names.join(', ')}.`,
  )
}
