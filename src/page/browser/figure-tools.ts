import compactJson from 'json-stringify-pretty-compact'
import type { LivePage } from '../live-page.ts'
import { type Colours, download, downloadPng, standalone, tableCsv } from './download.ts'
import { element } from './element.ts'

interface Tool {
  readonly label: string
  readonly what: string
  readonly run: () => void
}

/** Buttons under a figure: its numbers, its drawing, its specification. */
export function toolbar(of: string, tools: readonly Tool[]): HTMLElement {
  return element(
    'div',
    { class: 'tools', role: 'group', 'aria-label': `Download ${of}` },
    ...tools.map(({ label, what, run }) => {
      const button = element(
        'button',
        { type: 'button', title: what, 'aria-label': `${label}: ${what} of ${of}` },
        label,
      )
      button.addEventListener('click', run)
      return button
    }),
  )
}

/** What every drawing of the page can be had as. */
export function drawingTools(name: string, svg: () => SVGSVGElement | null, colours: Colours): readonly Tool[] {
  const drawn = (use: (it: SVGSVGElement) => void) => (): void => {
    const it = svg()
    if (it !== null) use(it)
  }
  return [
    {
      label: 'SVG',
      what: 'the drawing',
      run: drawn((it) => {
        download(`${name}.svg`, 'image/svg+xml', standalone(it, colours))
      }),
    },
    {
      label: 'PNG',
      what: 'the drawing in pixels',
      run: drawn((it) => {
        void downloadPng(`${name}.png`, it, colours)
      }),
    },
  ]
}

/** Buttons under each figure of the report. */
export function addFigureTools({ specifications, colours }: LivePage): void {
  for (const figure of document.querySelectorAll<HTMLElement>('figure[data-chart]')) {
    const name = figure.dataset['chart'] ?? 'figure'
    const table = figure.querySelector('table')
    const specification = specifications[name]
    const label = figure.querySelector('.label')?.textContent.replace(/\.$/, '') ?? name
    figure.querySelector('figcaption')?.after(
      toolbar(label, [
        ...(table === null
          ? []
          : [
              {
                label: 'CSV',
                what: 'the numbers',
                run: () => {
                  download(`${name}.csv`, 'text/csv', tableCsv(table))
                },
              },
            ]),
        ...drawingTools(name, () => figure.querySelector('svg'), colours),
        ...(specification === undefined
          ? []
          : [
              {
                label: 'Vega-Lite',
                what: 'the specification',
                run: () => {
                  download(`${name}.vl.json`, 'application/json', `${compactJson(specification, { maxLength: 120 })}\n`)
                },
              },
            ]),
      ]),
    )
  }
}
