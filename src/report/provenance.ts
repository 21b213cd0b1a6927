import type { Results } from '../result/frames.ts'
import type { ReportEntry } from '../result/read-provenance.ts'

/** What went into a report, as far as it can change the bytes that come out. */
export interface ProvenanceInputs {
  /** Version of this package. */
  readonly version: string
  /** Records and plans by their path in the project, with forward slashes, and their SHA-256 in hexadecimal. */
  readonly files: readonly { readonly path: string; readonly sha256: string }[]
  /** What the index of all reports says of this one. */
  readonly report: ReportEntry
}

/**
 * `provenance.json`: inputs by hash, seed, draws, package version, plan hash, what the report is about, and every reported figure with its source. Keys and
 * entries stand in a fixed order; there is no clock, no Node version and no path of the machine in it.
 *
 * RangeError where a path leaves the project or a hash is not 64 hexadecimal digits.
 */
export function provenance(results: Results, inputs: ProvenanceInputs): string {
  const { id, planHash, written, seed, draws } = results.analysis
  const text = {
    software: { name: 'remeier', version: inputs.version },
    analysis: { id, plan: { sha256: planHash, written }, seed, draws },
    report: inputs.report,
    inputs: [...inputs.files].sort((a, b) => (a.path < b.path ? -1 : 1)).map((it) => checked(it)),
    sources: results.trials.flatMap((trial) =>
      trial.sources.map(({ id: source, citation, doi, kind }) => ({
        trial: trial.id,
        id: source,
        kind,
        citation,
        doi,
      })),
    ),
    figures: results.fidelity.map((it) => ({
      trial: it.trial,
      figure: it.figure,
      reported: it.reported,
      role: it.role,
      source: it.source,
    })),
    references: [...results.references],
  }
  return `${JSON.stringify(text, null, 2)}\n`
}

function checked(file: ProvenanceInputs['files'][number]): { readonly path: string; readonly sha256: string } {
  if (/^([/\\~]|[A-Za-z]:)|\\|(^|\/)\.\.(\/|$)/.test(file.path)) {
    throw new RangeError(`Inputs are named by their path in the project, with forward slashes, got ${file.path}.`)
  }
  if (!/^[0-9a-f]{64}$/.test(file.sha256))
    throw new RangeError(`A SHA-256 has 64 hexadecimal digits, got ${file.sha256}.`)
  return { path: file.path, sha256: file.sha256 }
}
