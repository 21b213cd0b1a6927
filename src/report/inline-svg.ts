import { fontStack } from '../chart/theme.ts'
import type { Palette } from './palette.ts'

const allowed = new Set(
  'svg g path text tspan rect line circle defs clippath lineargradient stop title desc'.split(' '),
)

/**
 * A chart as part of a page: ids and references to them carry the figure's prefix (several charts use the same ids), colours of
 * the palette become custom properties (one drawing for light, dark and print), sizes give way to the view box, and
 * accessibility marks inside go, because the whole figure is one picture with one sentence. Lengths of texts and the name of the font go too: a page has it.
 *
 * RangeError where the drawing holds anything that could run, load or embed something.
 */
export function inlineSvg(svg: string, prefix: string, palette: Palette): string {
  const start = svg.indexOf('<svg')
  if (start < 0) throw new RangeError('A drawing is an SVG document, got something else.')
  const colours = new Map(
    palette.flatMap((it) => (it.inCharts ? [[it.light.toLowerCase(), `var(--${it.name})`] as const] : [])),
  )
  return svg
    .slice(start)
    .trim()
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]*>/g, (tag) => inlined(tag, prefix, colours))
    .replace(/(<text\b[^>]*?) transform="translate\((-?[\d.]+)(?:[ ,](-?[\d.]+))?\)"(?=[^>]*>[^<]*<\/text>)/g, placed)
}

function inlined(tag: string, prefix: string, colours: ReadonlyMap<string, string>): string {
  const name = /^<\/?([A-Za-z]+)/.exec(tag)?.[1]?.toLowerCase() ?? tag
  if (!allowed.has(name)) throw new RangeError(`A drawing in a page holds shapes and text, got <${name}>.`)
  // Attribute names only: a label may say "once =daily".
  const names = tag.replace(/"[^"]*"|'[^']*'/g, '""')
  if (/[\s"/]on[a-z]+\s*=/i.test(names) || /(?:href\s*=\s*"|url\(\s*["']?)(?!#)/i.test(tag)) {
    throw new RangeError(`A drawing in a page runs and loads nothing, got ${tag}.`)
  }
  const plain = tag
    .replace(/\s(?:role|aria-[a-z]+|class|tabindex|textLength|lengthAdjust)="[^"]*"/g, '')
    // The weight of the page around it.
    .replace(' font-weight="400"', '')
    .replace(/\sid="([^"]*)"/g, (_, id: string) => ` id="${prefix}-${id}"`)
    .replace(/url\((["']?)#([^)"']*)\1\)/g, (_, quote: string, id: string) => `url(${quote}#${prefix}-${id}${quote})`)
    .replace(/href="#([^"]*)"/g, (_, id: string) => `href="#${prefix}-${id}"`)
    .replace(
      /((?:fill|stroke|stop-color)(?:="|\s*:\s*))(#[0-9a-f]{3,8}|[a-z]+)/gi,
      (whole, key: string, colour: string) => {
        const variable = colours.get(colour.toLowerCase())
        return variable === undefined ? whole : `${key}${variable}`
      },
    )
  return /^<svg[\s>]/.test(plain) ? root(plain) : plain
}

/** Where a text of one line stands, in fewer letters than by a shift. */
function placed(_: string, before: string, x: string, y: string | undefined): string {
  return `${before} x="${x}"${y === undefined ? '' : ` y="${y}"`}`
}

/** Pixels of a chart are shown a fifth larger, so that its labels have the size of the notes around it. */
const enlargement = 1.2

/** The outermost tag: no fixed size but a widest one, hidden from assistive technology (the figure around it speaks). */
function root(tag: string): string {
  const width = Number(/viewBox="\S+ \S+ ([\d.]+) /.exec(tag)?.[1])
  if (!(width > 0)) throw new RangeError(`A drawing says its size by a view box, got ${tag}.`)
  const bare = tag
    .replace(/\s(?:width|height|xmlns(?::xlink)?|version|style)="[^"]*"/g, '')
    .replace(` font-family="${fontStack}"`, '')
  const widest = ((width * enlargement) / 16).toFixed(2)
  return bare.replace(/^<svg/, `<svg aria-hidden="true" style="max-width:${widest}rem"`)
}
