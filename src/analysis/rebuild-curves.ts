import type { DigitisedCurve } from '../evidence/digitised-curve.ts'
import type { EndpointEvidence } from '../evidence/evidence.ts'
import { reconstructCurves } from '../reconstruct/reconstruct-curves.ts'
import { endpointFrames } from './endpoint-frames.ts'
import type { Rebuilt } from './rebuild.ts'

/** The line from evidence with digitised curves, one an arm, to rows. */
export function rebuildCurves(
  evidence: EndpointEvidence,
  curves: ReadonlyMap<string, DigitisedCurve>,
  options: { readonly seed: number },
): Extract<Rebuilt, { kind: 'rebuilt' }> {
  const reconstruction = reconstructCurves(evidence, curves, options)
  return { kind: 'rebuilt', reconstruction, frames: endpointFrames(reconstruction), notes: [] }
}
