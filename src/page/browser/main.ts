import type { Experiment } from '../../result/experiment.ts'
import {
  type Control,
  positionOf,
  positions,
  type RangeControl,
  type Settings,
  settled,
  shownValue,
  valueAt,
} from '../control.ts'
import { drawnRows } from '../drawn-rows.ts'
import { liveExperiment } from '../live-experiment.ts'
import type { LivePage } from '../live-page.ts'
import type { LiveExperiment, Outcome } from '../outcome.ts'
import { download, tableCsv } from './download.ts'
import { element } from './element.ts'
import { addFigureTools, drawingTools, toolbar } from './figure-tools.ts'
import { type LiveDrawing, liveDrawing } from './live-drawing.ts'

/** Brings a report to life: the section in which assumptions can be changed, and buttons under every figure. */
export async function start(page: LivePage): Promise<void> {
  addFigureTools(page)
  const host = document.getElementById('live')
  const [first] = page.data.experiments
  if (host === null || first === undefined) return
  const parts = skeleton(page)
  host.replaceChildren(...parts.all)
  let settings: Settings = {}
  let live: LiveExperiment | null = null
  let drawing: { readonly key: string; readonly it: LiveDrawing } | null = null
  let latest = 0

  const choose = async (experiment: Experiment): Promise<void> => {
    const { trial, endpoint } = experiment
    const known = page.data.endpoints.find((it) => it.trial === trial && it.endpoint === endpoint)
    const figure = page.figures.find((it) => it.trial === trial && it.endpoint === endpoint)
    if (known === undefined || figure === undefined) return
    settings = {}
    live = liveExperiment(known, experiment)
    const key = `${trial}/${endpoint}`
    if (drawing?.key !== key) {
      drawing?.it.end()
      drawing = { key, it: await liveDrawing(figure, parts.plot, parts.tip) }
    }
    parts.where.textContent = `${known.trialLabel}: ${known.label}`
    await show(true)
  }

  const show = async (rebuildControls: boolean): Promise<void> => {
    if (live === null || drawing === null) return
    const controls = live.controls(settings)
    settings = settled(controls, settings)
    if (rebuildControls) {
      parts.controls.replaceChildren(...controls.map((it) => field(it, settings, change)))
    }
    const outcome = live.outcome(settings)
    tell(parts, outcome)
    const figure = page.figures.find((it) => `${it.trial}/${it.endpoint}` === drawing?.key)
    const turn = ++latest
    // A slider moves faster than a drawing is made: only the newest state is drawn.
    await new Promise((resolve) => requestAnimationFrame(resolve))
    if (turn === latest && figure !== undefined) await drawing.it.draw(drawnRows(outcome, figure))
  }

  const change = (id: string, value: number | string, done: boolean): void => {
    settings = { ...settings, [id]: value }
    // Another choice has other sliders.
    void show(typeof value === 'string').then(() => {
      if (typeof value === 'string') parts.controls.querySelector<HTMLElement>(`[data-control="${id}"]`)?.focus()
      if (done) parts.status.textContent = spoken(parts.table)
    })
  }

  parts.choice.addEventListener('change', () => {
    const experiment = page.data.experiments.find((it) => it.id === parts.choice.value)
    if (experiment !== undefined) void choose(experiment).then(() => (parts.status.textContent = spoken(parts.table)))
  })
  parts.reset.addEventListener('click', () => {
    settings = {}
    void show(true)
  })
  await choose(first)
  host.dataset['ready'] = 'yes'
}

interface Parts {
  readonly all: readonly Node[]
  readonly choice: HTMLSelectElement
  readonly where: HTMLElement
  readonly controls: HTMLElement
  readonly reset: HTMLButtonElement
  readonly plot: HTMLElement
  readonly tip: HTMLElement
  readonly table: HTMLTableElement
  readonly said: HTMLElement
  readonly status: HTMLElement
}

function skeleton(page: LivePage): Parts {
  const choice = element('select', { id: 'live-choice' }, ...options(page))
  const where = element('p', { class: 'live-where' })
  const controls = element('div', { class: 'live-controls' })
  const reset = element('button', { type: 'button' }, 'Back to the beginning')
  const plot = element('div', {
    class: 'plot',
    role: 'img',
    'aria-label': 'The curves under this assumption; the table below says the numbers.',
  })
  const tip = element('dl', { class: 'live-tip', 'aria-hidden': 'true' })
  tip.hidden = true
  const table = element('table', { 'aria-label': 'What follows from this assumption' })
  const said = element('ul', { class: 'live-said' })
  const status = element('p', { role: 'status', class: 'live-status' })
  const form = element(
    'div',
    { class: 'live-form', role: 'group', 'aria-label': 'Assumptions' },
    element('label', { for: 'live-choice' }, 'What to change'),
    choice,
    where,
    controls,
    reset,
  )
  const name = 'live-curves'
  const tools = toolbar('the live figure', [
    {
      label: 'CSV',
      what: 'the numbers',
      run: () => {
        download(`${name}.csv`, 'text/csv', tableCsv(table))
      },
    },
    ...drawingTools(name, () => plot.querySelector('svg'), page.colours),
  ])
  const picture = element(
    'div',
    { class: 'live-plot', role: 'group', 'aria-label': 'The curves', tabindex: '0' },
    plot,
    tip,
  )
  return {
    all: [
      form,
      picture,
      tools,
      element('div', { class: 'scroll', role: 'group', 'aria-label': 'Numbers', tabindex: '0' }, table),
      said,
      status,
    ],
    ...{ choice, where, controls, reset, plot, tip, table, said, status },
  }
}

/** Experiments by trial, where there are several. */
function options({ data }: LivePage): readonly Node[] {
  const option = (it: Experiment): HTMLOptionElement => element('option', { value: it.id }, it.label)
  if (data.endpoints.length < 2) return data.experiments.map(option)
  return data.endpoints.flatMap((endpoint) => {
    const own = data.experiments.filter((it) => it.trial === endpoint.trial && it.endpoint === endpoint.endpoint)
    return own.length === 0 ? [] : [element('optgroup', { label: endpoint.trialLabel }, ...own.map(option))]
  })
}

type Change = (id: string, value: number | string, done: boolean) => void

function field(control: Control, settings: Settings, change: Change): HTMLElement {
  const id = `live-${control.id}`
  const label = element('label', { for: id }, control.label)
  if (control.kind === 'choice') {
    const select = element(
      'select',
      { id, 'data-control': control.id },
      ...control.options.map((it) => element('option', { value: it.value }, it.label)),
    )
    select.value = String(settings[control.id])
    select.addEventListener('change', () => {
      change(control.id, select.value, true)
    })
    return element('div', { class: 'live-field' }, label, select)
  }
  return element('div', { class: 'live-field' }, label, ...slider(control, id, Number(settings[control.id]), change))
}

function slider(control: RangeControl, id: string, value: number, change: Change): readonly Node[] {
  const input = element('input', {
    id,
    type: 'range',
    min: '0',
    max: String(positions(control)),
    step: '1',
    'data-control': control.id,
  })
  const output = element('output', { for: id })
  const say = (it: number): void => {
    output.textContent = shownValue(control, it)
    input.setAttribute('aria-valuetext', shownValue(control, it))
  }
  input.value = String(positionOf(control, value))
  say(value)
  const moved = (done: boolean) => (): void => {
    const now = valueAt(control, Number(input.value))
    say(now)
    change(control.id, now, done)
  }
  input.addEventListener('input', moved(false))
  input.addEventListener('change', moved(true))
  return [input, output]
}

function tell({ table, said }: Parts, { columns, rows, said: sentences }: Outcome): void {
  const head = element('tr', {}, ...columns.map((it) => element('th', { scope: 'col' }, it)))
  const body = rows.map((row) =>
    element('tr', {}, ...row.map((it, at) => (at === 0 ? element('th', { scope: 'row' }, it) : element('td', {}, it)))),
  )
  table.replaceChildren(element('thead', {}, head), element('tbody', {}, ...body))
  said.replaceChildren(...sentences.map((it) => element('li', {}, it)))
}

/** The table as a sentence, for those who do not see it change. */
function spoken(table: HTMLTableElement): string {
  return [...table.tBodies]
    .flatMap((body) => [...body.rows].map((row) => [...row.cells].map((it) => it.textContent).join(': ')))
    .join('; ')
}
