import * as vega from 'vega'
import type { Loader } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { fontStack } from '../chart/theme.ts'
import { compactSvg } from './compact-svg.ts'
import { measuredWidth } from './fonts.ts'

/**
 * A Vega-Lite specification as SVG text: the same bytes on every machine. Text is measured with the font that comes with the package,
 * nothing is ever loaded, ids begin with `idPrefix` so that several drawings can stand in one page, and the whole drawing is one picture
 * (`role=img`) that says the specification's `description`.
 *
 * RangeError where the specification has no description, is drawn with a warning, or asks for data from elsewhere.
 */
export async function toSvg(spec: TopLevelSpec, { idPrefix }: { readonly idPrefix: string }): Promise<string> {
  if (!/^[A-Za-z][\w-]*$/.test(idPrefix)) {
    throw new RangeError(
      `An id prefix of letters, digits, _ and - that starts with a letter is required, got "${idPrefix}".`,
    )
  }
  const { description } = spec
  if (description === undefined || description === '') throw new RangeError('A figure needs a description to be drawn.')
  measureText()
  const { logger, stop } = complaints()
  const { spec: compiled } = compile(spec, { logger })
  stop()
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', loader: refusing, logger })
  try {
    await view.runAsync()
    vega.resetSVGDefIds()
    const svg = await view.toSVG()
    stop()
    return `${compactSvg(finished(svg, idPrefix, description))}\n`
  } finally {
    view.finalize()
  }
}

/** Vega says what it could not do as a warning and goes on; here that is an error. */
function complaints(): { readonly logger: vega.LoggerInterface; readonly stop: () => void } {
  const found: string[] = []
  const logger = vega.logger(vega.Warn, 'warn', (_method, _level, args) => {
    found.push(args.map(String).join(' '))
  })
  return {
    logger,
    stop: () => {
      if (found.length === 0) return
      throw new RangeError(`A specification that is drawn without a warning is required, got: ${found.join('; ')}.`)
    },
  }
}

/** Headless, Vega guesses widths from the number of letters. The property is there at run time and missing from the types. */
function measureText(): void {
  const metrics: unknown = Reflect.get(vega, 'textMetrics')
  if (typeof metrics !== 'object' || metrics === null)
    throw new RangeError('Vega has no textMetrics to set widths with.')
  Reflect.set(metrics, 'width', widthOf)
}

interface TextItem {
  readonly fontSize?: number
  readonly fontWeight?: number | string
}

function widthOf(item: TextItem, text: string | number | null | undefined): number {
  const line = String(text ?? '').trim()
  const weight = item.fontWeight === 'bold' ? 700 : Number(item.fontWeight ?? 400)
  return measuredWidth(line, item.fontSize ?? 11, weight)
}

const refuse = (uri: string): Promise<never> =>
  Promise.reject(new RangeError(`A figure holds all that it shows; it does not load ${uri}.`))

const refusing: Loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse }

/** Marks and axes speak for themselves in Vega's output; here the picture speaks once. */
const ownVoices = /\s(?:role|aria-[a-z]+)="[^"]*"/g

function finished(svg: string, prefix: string, description: string): string {
  const inside = svg.replace(/<[^>]*>/g, (tag) =>
    tag
      .replace(ownVoices, '')
      .replace(/\sid="([^"]*)"/g, ` id="${prefix}-$1"`)
      .replace(/url\(#([^)]*)\)/g, `url(#${prefix}-$1)`),
  )
  const root = `<svg role="img" aria-label="${escaped(description)}" font-family="${fontStack}" `
  return fitted(inside.replaceAll(` font-family="${fontStack}"`, '')).replace('<svg ', () => root)
}

/**
 * Every line of text with the length that it has in our font: where a viewer has only another one (a picture in a README has no fonts of
 * its own), lines are drawn to the same length instead of running over each other.
 */
function fitted(svg: string): string {
  return svg.replace(/<text\b([^>]*[^>/])>(.*?)<\/text>/g, (_, attributes: string, content: string) => {
    const size = Number(/font-size="([\d.]+)px"/.exec(attributes)?.[1] ?? 11)
    const weight = Number(/font-weight="(\d+)"/.exec(attributes)?.[1] ?? 400)
    const length = (text: string): string => {
      const width = measuredWidth(unescaped(text), size, weight)
      return text === '' ? '' : ` textLength="${String(Math.round(width * 100) / 100)}" lengthAdjust="spacingAndGlyphs"`
    }
    if (!content.includes('<tspan')) return `<text${attributes}${length(content)}>${content}</text>`
    const lines = content.replace(
      /<tspan\b([^>]*)>([^<]*)<\/tspan>/g,
      (_line, own: string, text: string) => `<tspan${own}${length(text)}>${text}</tspan>`,
    )
    return `<text${attributes}>${lines}</text>`
  })
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
