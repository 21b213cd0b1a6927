import { element } from './element.ts'

/** Hands text or bytes to the reader as a file. */
export function download(name: string, type: string, content: BlobPart): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = element('a', { href: address, download: name })
  document.body.append(link)
  link.click()
  link.remove()
  URL.revokeObjectURL(address)
}

/** The rows of a table as CSV (RFC 4180, LF). */
export function tableCsv(table: HTMLTableElement): string {
  const cell = (it: Element): string => {
    const text = it.textContent.trim()
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return [...table.rows].map((row) => `${[...row.cells].map(cell).join(',')}\n`).join('')
}

/** In light, by the name of their custom property. */
export type Colours = Readonly<Record<string, string>>

/** A drawing of the page as a file of its own: light colours, its own size, and the font with it. */
export function standalone(svg: SVGSVGElement, colours: Colours): string {
  const copy = svg.cloneNode(true)
  if (!(copy instanceof SVGSVGElement)) throw new RangeError('A drawing is an SVG element.')
  const box = copy.viewBox.baseVal
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(box.width))
  copy.setAttribute('height', String(box.height))
  copy.setAttribute('font-family', getComputedStyle(svg).fontFamily)
  for (const name of ['style', 'aria-hidden', 'focusable', 'class']) copy.removeAttribute(name)
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style')
  style.textContent = rulesOf(copy)
  copy.prepend(style)
  return new XMLSerializer()
    .serializeToString(copy)
    .replace(/var\(--([\w-]+)(?:,[^)]*)?\)/g, (whole, name: string) => colours[name] ?? whole)
}

/** The fonts of the page, and the looks that its drawings share as far as this one has them. */
function rulesOf(svg: SVGSVGElement): string {
  const rules = [...document.styleSheets].flatMap((it) => [...it.cssRules])
  return rules
    .flatMap((it) =>
      it instanceof CSSFontFaceRule ||
      (it instanceof CSSStyleRule && /^\.k\d+$/u.test(it.selectorText) && svg.querySelector(it.selectorText) !== null)
        ? [it.cssText]
        : [],
    )
    .join('\n')
}

/** The drawing in pixels, twice as fine as it is shown. */
export async function downloadPng(name: string, svg: SVGSVGElement, colours: Colours): Promise<void> {
  const { width, height } = svg.viewBox.baseVal
  const address = URL.createObjectURL(new Blob([standalone(svg, colours)], { type: 'image/svg+xml' }))
  const image = new Image()
  image.src = address
  await image.decode()
  URL.revokeObjectURL(address)
  const canvas = element('canvas')
  canvas.width = Math.round(2 * width)
  canvas.height = Math.round(2 * height)
  const context = canvas.getContext('2d')
  if (context === null) return
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png')
  })
  if (blob !== null) download(name, 'image/png', blob)
}
