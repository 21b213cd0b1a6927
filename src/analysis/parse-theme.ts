import type { Diagnostic } from '../record/diagnostic.ts'
import { parseYaml } from '../record/parse-yaml.ts'
import { themeColours, themeSchema } from './theme-schema.ts'

/** A theme of charts as a file holds it: what it leaves out stays as it is. */
export interface ThemeFile {
  readonly name: string
  readonly colours?: Readonly<Record<string, { readonly light: string; readonly dark: string }>>
  readonly font?: string
  readonly sizes?: Readonly<Partial<Record<'title' | 'subtitle' | 'heading' | 'label' | 'note', number>>>
}

export type ParsedTheme =
  | { readonly kind: 'parsed'; readonly theme: ThemeFile }
  | { readonly kind: 'invalid'; readonly diagnostics: readonly Diagnostic[] }

/** A theme from a JSON (or YAML) file, or everything about it that is wrong, with its line. */
export function parseTheme(text: string, file: string): ParsedTheme {
  const parsed = parseYaml(themeSchema, text, file)
  if (parsed.kind === 'invalid') return parsed
  const { name, colours, font, sizes } = parsed.value
  const own = Object.fromEntries(
    themeColours.flatMap((it) => {
      const found = colours?.[it]
      return found === undefined ? [] : [[it, found] as const]
    }),
  )
  const given = Object.entries(sizes ?? {}).filter(([, it]) => it !== undefined)
  return {
    kind: 'parsed',
    theme: {
      name,
      ...(colours === undefined ? {} : { colours: own }),
      ...(font === undefined ? {} : { font }),
      ...(sizes === undefined ? {} : { sizes: Object.fromEntries(given) }),
    },
  }
}
