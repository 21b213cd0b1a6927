import { parseTheme } from '../analysis/parse-theme.ts'
import { type ChartTheme, greyscale } from '../chart/themed.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { readText } from './read-text.ts'

export type LoadedTheme =
  | { readonly kind: 'theme'; readonly theme: ChartTheme }
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }

/** A theme by its name (greyscale), or from a file. */
export function loadTheme(nameOrPath: string): LoadedTheme {
  if (nameOrPath === greyscale.name) return { kind: 'theme', theme: greyscale }
  const read = readText(nameOrPath, nameOrPath)
  if (read.kind === 'unreadable') return { kind: 'refused', diagnostics: read.diagnostics }
  const parsed = parseTheme(read.text, nameOrPath)
  return parsed.kind === 'invalid'
    ? { kind: 'refused', diagnostics: parsed.diagnostics }
    : { kind: 'theme', theme: parsed.theme }
}
