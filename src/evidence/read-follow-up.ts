import type { Path } from '../record/spans.ts'
import type { TrialFollowUp } from '../record/trial.ts'
import type { FollowUpEvidence } from './evidence.ts'
import type { FigureReader, Place } from './figure-reader.ts'

/** Follow-up of one arm or of all, as figures of the endpoint that it is used for. */
export function readFollowUp(
  reader: FigureReader,
  it: TrialFollowUp | undefined,
  arm: string,
  path: Path,
  outer: readonly Place[],
): FollowUpEvidence | null {
  if (it === undefined) return null
  const within = [it, ...outer]
  const median = { measure: 'follow-up-median', arm, path: [...path, 'median', 'printed'], within } as const
  const minimum = { measure: 'follow-up-minimum', arm, path: [...path, 'range', 'printed'], within } as const
  const [shortest, longest] = reader.range(it.range, minimum, { ...minimum, measure: 'follow-up-maximum' })
  return {
    definition: it.definition,
    median: reader.withoutInterval(it.median, median),
    minimum: shortest,
    maximum: longest,
  }
}
