import { parse, View } from 'vega'
import { expressionInterpreter } from 'vega-interpreter'
import type { DrawnRows } from '../drawn-rows.ts'
import type { LiveFigure } from '../live-page.ts'

/** The live figure of an endpoint: Vega draws, without evaluating code. */
export interface LiveDrawing {
  readonly draw: (rows: DrawnRows) => Promise<void>
  readonly end: () => void
}

export async function liveDrawing(figure: LiveFigure, host: HTMLElement, tip: HTMLElement): Promise<LiveDrawing> {
  const view = new View(parse(figure.spec, undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: 'svg',
    container: host,
    hover: true,
    tooltip: (_handler: unknown, event: MouseEvent, _item: unknown, value: unknown) => {
      showTip(tip, host, event, value)
    },
  })
  await view.runAsync()
  fit(host)
  return {
    draw: async (rows) => {
      view.data('lines', [...rows.lines])
      view.data('labels', [...rows.labels])
      view.data('cursor', [...rows.cursor])
      await view.runAsync()
      fit(host)
    },
    end: () => {
      view.finalize()
      host.replaceChildren()
    },
  }
}

/** The drawing shrinks with the page and is one picture for assistive technology. */
function fit(host: HTMLElement): void {
  const svg = host.querySelector('svg')
  if (svg === null) return
  svg.removeAttribute('width')
  svg.removeAttribute('height')
  svg.setAttribute('aria-hidden', 'true')
  svg.setAttribute('focusable', 'false')
}

function showTip(tip: HTMLElement, host: HTMLElement, event: MouseEvent, value: unknown): void {
  if (typeof value !== 'object' || value === null) {
    tip.hidden = true
    return
  }
  tip.replaceChildren(
    ...Object.entries(value).flatMap(([name, said]) => [
      Object.assign(document.createElement('dt'), { textContent: name }),
      Object.assign(document.createElement('dd'), { textContent: String(said) }),
    ]),
  )
  tip.hidden = false
  const box = host.getBoundingClientRect()
  const left = Math.min(event.clientX - box.left + 12, Math.max(0, box.width - tip.offsetWidth))
  tip.style.left = `${left}px`
  tip.style.top = `${event.clientY - box.top + 14}px`
}
