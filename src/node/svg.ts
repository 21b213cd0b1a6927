import * as vega from 'vega'
import type { Loader } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { measuredWidth } from './fonts.ts'

/**
 * A Vega-Lite specification as SVG text: the same bytes on every machine. Text is measured with the font that comes with the package,
 * nothing is ever loaded, ids begin with `idPrefix` so that several drawings can stand in one page, and the whole drawing is one picture
 * (`role=img`) that says the specification's `description`.
 *
 * RangeError where the specification has no description, compiles with a warning, or asks for data from elsewhere.
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
  const view = new vega.View(vega.parse(compiled(spec)), { renderer: 'none', loader: refusing, logLevel: vega.Error })
  try {
    await view.runAsync()
    vega.resetSVGDefIds()
    return finished(await view.toSVG(), idPrefix, description)
  } finally {
    view.finalize()
  }
}

/** Vega-Lite says what it could not do as a warning and goes on; here that is an error. */
function compiled(spec: TopLevelSpec): vega.Spec {
  const warnings: string[] = []
  const collect = (...messages: readonly unknown[]): typeof logger => {
    warnings.push(messages.map(String).join(' '))
    return logger
  }
  const silent = (): typeof logger => logger
  const logger = {
    level: () => logger,
    error: collect,
    warn: collect,
    info: silent,
    debug: silent,
  } as unknown as vega.LoggerInterface
  const result = compile(spec, { logger })
  if (warnings.length > 0)
    throw new RangeError(`A specification that compiles without a warning is required, got: ${warnings.join('; ')}`)
  return result.spec
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

function finished(svg: string, prefix: string, description: string): string {
  const label = description
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
  return `${svg
    .replace(/\sid="([^"]*)"/g, ` id="${prefix}-$1"`)
    .replace(/url\(#([^)]*)\)/g, `url(#${prefix}-$1)`)
    .replace(/^<svg /, `<svg role="img" aria-label="${label}" `)}\n`
}
