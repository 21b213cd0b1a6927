/** What a `provenance.json` says that others read: the index of all reports, and the reason of a stale one. */
export interface Provenance {
  /** Hash by path; the version of the program counts as an input. */
  readonly inputs: ReadonlyMap<string, string>
  readonly report: ReportEntry | null
}

/** What the index of all reports says of one; it stands in its `provenance.json`, so that the index needs no report to be built again. */
export interface ReportEntry {
  readonly title: string
  readonly question: string
  readonly answer: string
  /** The first figure: its path in the folder of the report. Null where there is none. */
  readonly picture: { readonly path: string; readonly alt: string } | null
}

/** Null where the text is no provenance. */
export function readProvenance(text: string): Provenance | null {
  const all = parsed(text)
  const inputs = field(all, 'inputs')
  const version = field(field(all, 'software'), 'version')
  if (!Array.isArray(inputs) || typeof version !== 'string') return null
  const named = inputs.flatMap((it: unknown) => {
    const [path, sha256] = [field(it, 'path'), field(it, 'sha256')]
    return typeof path === 'string' && typeof sha256 === 'string' ? [[path, sha256] as const] : []
  })
  return { inputs: new Map([['the version of remeier', version], ...named]), report: entry(field(all, 'report')) }
}

function entry(report: unknown): ReportEntry | null {
  const [title, question, answer] = ['title', 'question', 'answer'].map((name) => field(report, name))
  if (typeof title !== 'string' || typeof question !== 'string' || typeof answer !== 'string') return null
  const picture = field(report, 'picture')
  const [path, alt] = [field(picture, 'path'), field(picture, 'alt')]
  return {
    title,
    question,
    answer,
    picture: typeof path === 'string' && typeof alt === 'string' ? { path, alt } : null,
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function field(of: unknown, name: string): unknown {
  if (typeof of !== 'object' || of === null) return undefined
  return Object.entries(of).find(([key]) => key === name)?.[1]
}
