import type { TopLevelSpec } from 'vega-lite'
import { chartPalette, fontStack, sizes, type ChartColour } from './theme.ts'

/** A colour in light and in dark, as hexadecimal of six digits. */
export interface ThemeColour {
  readonly light: string
  readonly dark: string
}

/** What a theme changes; all that it leaves out stays as it is. */
export interface ChartTheme {
  readonly name: string
  /** By the names of `chartPalette`: paper, ink, experimental, control-text ... */
  readonly colours?: Readonly<Record<string, ThemeColour>>
  /** Families in order, as CSS writes them. Lines are placed and broken by the widths of the font that comes with the package. */
  readonly font?: string
  /** Pixels. */
  readonly sizes?: Readonly<Partial<Record<keyof typeof sizes, number>>>
}

const grey = (light: string, dark: string): ThemeColour => ({ light, dark })

/** Greys alone: arms are told apart by dash and label, findings by their shape. */
export const greyscale: ChartTheme = {
  name: 'greyscale',
  colours: {
    paper: grey('#ffffff', '#161616'),
    ink: grey('#111111', '#eeeeee'),
    muted: grey('#595959', '#b0b0b0'),
    faint: grey('#8c8c8c', '#808080'),
    rule: grey('#e0e0e0', '#303030'),
    'chart-caution': grey('#000000', '#ffffff'),
    experimental: grey('#222222', '#e6e6e6'),
    'experimental-text': grey('#1f1f1f', '#e8e8e8'),
    control: grey('#767676', '#a0a0a0'),
    'control-text': grey('#5c5c5c', '#b8b8b8'),
    third: grey('#4d4d4d', '#c8c8c8'),
    'third-text': grey('#474747', '#cccccc'),
    fourth: grey('#999999', '#8a8a8a'),
    'fourth-text': grey('#6b6b6b', '#a8a8a8'),
    fifth: grey('#b0b0b0', '#757575'),
    'fifth-text': grey('#707070', '#9a9a9a'),
  },
}

/** The colours of a theme, for a page that maps every light one to a custom property. */
export function themePalette({ colours = {} }: ChartTheme): readonly ChartColour[] {
  return chartPalette.map((it) => ({ ...it, ...colours[it.name] }))
}

/** What each colour of the palette becomes in a theme. */
export function themedColours(theme: ChartTheme, ground: 'light' | 'dark'): ReadonlyMap<string, string> {
  return new Map(themePalette(theme).map((it, at) => [chartPalette[at]?.light ?? '', it[ground]] as const))
}

/**
 * A figure in another theme, in light or in dark: every colour of the palette, the font and the sizes are exchanged; nothing moves.
 *
 * RangeError for a colour that the palette does not have.
 */
export function themed(spec: TopLevelSpec, theme: ChartTheme, ground: 'light' | 'dark' = 'light'): TopLevelSpec {
  const known = new Set(chartPalette.map((it) => it.name))
  for (const name of Object.keys(theme.colours ?? {}))
    if (!known.has(name))
      throw new RangeError(`A colour of the palette (${[...known].join(', ')}) is required, got ${name}.`)
  const colours = themedColours(theme, ground)
  const type = new Map<number, number>(
    Object.entries(sizes).flatMap(([name, size]) => {
      const own = Object.entries(theme.sizes ?? {}).find(([key]) => key === name)?.[1]
      return own === undefined ? [] : [[size, own] as const]
    }),
  )
  const exchanged = (it: unknown, key: string): unknown => {
    if (Array.isArray(it)) return it.map((one) => exchanged(one, key))
    if (typeof it === 'string')
      return it === fontStack && theme.font !== undefined ? theme.font : (colours.get(it) ?? it)
    if (typeof it === 'number') return /fontsize$/iu.test(key) ? (type.get(it) ?? it) : it
    if (typeof it !== 'object' || it === null) return it
    return Object.fromEntries(
      Object.entries(it).map(([name, value]: [string, unknown]) => [name, exchanged(value, name)]),
    )
  }
  // Only strings and numbers are exchanged for their like: the shape of the specification stays.
  const shaped = (it: unknown): it is TopLevelSpec => typeof it === 'object' && it !== null
  const found = exchanged(spec, '')
  if (!shaped(found)) throw new RangeError('A specification is required.')
  return found
}
