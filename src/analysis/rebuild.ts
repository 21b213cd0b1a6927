import { collect } from '../evidence/collect.ts'
import { toDiagnostic, type TrialFile } from '../evidence/record-problem.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { reconstruct, type ReconstructOptions } from '../reconstruct/reconstruct.ts'
import type { Reconstruction } from '../reconstruct/reconstruction.ts'
import { endpointFrames, type EndpointFrames } from './endpoint-frames.ts'

export type Rebuilt =
  | {
      readonly kind: 'rebuilt'
      readonly reconstruction: Reconstruction
      readonly frames: EndpointFrames
      readonly notes: readonly Diagnostic[]
    }
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }

/** The first half of the line for one endpoint of one record: record -> evidence -> reconstruction -> rows. With a prior of your own, see docs/prior.md. */
export function rebuild(record: TrialFile, endpoint: string, options: ReconstructOptions): Rebuilt {
  const collected = collect(record, endpoint)
  if (collected.kind === 'refused') return collected
  const reconstruction = reconstruct(collected.evidence, options)
  if ('kind' in reconstruction) {
    const path = ['endpoints', endpoint]
    const problem = { severity: 'error', rule: 'no-time', path, atKey: true, message: reconstruction.reason } as const
    return { kind: 'refused', diagnostics: [...collected.notes, toDiagnostic(problem, record)] }
  }
  return { kind: 'rebuilt', reconstruction, frames: endpointFrames(reconstruction), notes: collected.notes }
}
