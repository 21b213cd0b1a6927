import { collect } from '../../src/evidence/collect.ts'
import type { EndpointEvidence } from '../../src/evidence/evidence.ts'
import { formatDiagnostic } from '../../src/record/format-diagnostic.ts'
import { recordOf } from '../record/record-of.ts'

/** What the record of this text says of one endpoint that can be rebuilt. */
export function evidenceOf(text: string, endpoint: string): EndpointEvidence {
  const collected = collect(recordOf(text), endpoint)
  if (collected.kind === 'refused') throw new Error(collected.diagnostics.map(formatDiagnostic).join('\n'))
  return collected.evidence
}
