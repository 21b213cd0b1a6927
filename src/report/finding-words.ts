import type { FindingRow, Results } from '../result/frames.ts'

/** A finding as a report and its slides print it: sources by their citation instead of their id, quotation marks as in the rest of the text. */
export function findingWords(results: Results, row: FindingRow): FindingRow {
  const cited = new Map(
    [...results.trials]
      .sort((a, b) => Number(a.id === row.trial) - Number(b.id === row.trial))
      .flatMap(({ sources }) => sources.map(({ id, citation }) => [id, citation.replace(/\.$/u, '')] as const)),
  )
  // Of an id only the whole is one: "karmma-2021" is not the beginning of "karmma-2021-pfs".
  const words = (text: string): string =>
    quoted(text.replace(/(?<![\w.-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-]|\.\w)/gu, (id) => cited.get(id) ?? id))
  const { computation, explanation, resolve, accepted } = row
  return {
    ...row,
    message: words(row.message),
    ...(computation !== undefined && { computation: words(computation) }),
    ...(explanation !== undefined && { explanation: words(explanation) }),
    ...(resolve !== undefined && { resolve: words(resolve) }),
    ...(accepted !== undefined && { accepted: words(accepted) }),
  }
}

/** Straight quotation marks in pairs as curved ones. */
export const quoted = (text: string): string => text.replace(/"([^"]*)"/gu, '“$1”')
