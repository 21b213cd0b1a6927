import type { RiskRow } from '../result/frames.ts'
import type { CurveFigureParts } from './curve-figure-parts.ts'
import { textAt, values, type Layer } from './layer.ts'
import { scale, timeOf, type Plot } from './plot.ts'
import { wrapText } from './text-width.ts'
import type { TimeAxis } from './time-axis.ts'
import { ink, muted, semibold, sizes } from './theme.ts'

const rowHeight = 18
const gap = 10

interface Line {
  readonly label: string
  readonly colour: string
  readonly cells: readonly { readonly time: number; readonly text: string }[]
}

/** A number that nothing in the paper pins is the model's: it carries a tilde. */
export const modelled = '~'

/** The numbers under the curves, by arm, in columns under the ticks of the time axis; nothing where there are no numbers. */
export function numberTable(
  risk: readonly RiskRow[],
  parts: CurveFigureParts,
  axis: TimeAxis,
  plot: Plot,
): readonly { width: number; height: number; layer: Layer[] }[] {
  const columns = risk.filter((it) => axis.ticks.includes(it.time))
  if (columns.length === 0) return []
  const layer: Layer[] = [
    textAt('Numbers under the curves (censored and events are cumulative)', -plot.left, 0, {
      weight: semibold,
      size: sizes.heading,
    }),
  ]
  let y = 0
  for (const line of wrapText(caption(columns, parts), plot.left + plot.width, sizes.note)) {
    y += 16
    layer.push(textAt(line, -plot.left, y, { colour: muted, size: sizes.note }))
  }
  y += 24
  const cells: { time: number; y: number; text: string; reported: boolean }[] = []
  for (const arm of parts.arms) {
    const rows = columns.filter((it) => it.arm === arm.id).sort((a, b) => a.time - b.time)
    if (rows.length === 0) continue
    layer.push(textAt(arm.label, -plot.left, y, { colour: arm.text, weight: semibold }))
    for (const line of lines(rows)) {
      y += rowHeight
      layer.push(textAt(line.label, -plot.left, y, { colour: line.colour }))
      for (const cell of line.cells) cells.push({ ...cell, y, reported: line.colour === muted })
    }
    y += rowHeight + gap
  }
  const height = y - gap
  for (const reported of [false, true]) {
    const shown = cells.filter((it) => it.reported === reported)
    if (shown.length > 0) layer.push(cellLayer(shown, reported ? muted : ink, height, plot))
  }
  return [{ width: plot.width, height, layer }]
}

function cellLayer(
  cells: readonly { readonly time: number; readonly y: number; readonly text: string }[],
  color: string,
  height: number,
  plot: Plot,
): Layer {
  return {
    data: values(cells.map(({ time, y, text }) => ({ time, y, text }))),
    mark: { type: 'text', align: 'center', baseline: 'middle', color },
    encoding: {
      x: timeOf(plot),
      y: { field: 'y', type: 'quantitative', scale: scale(height, 0), axis: null },
      text: { field: 'text', type: 'nominal' },
    },
  }
}

function lines(rows: readonly RiskRow[]): readonly Line[] {
  const number = (name: 'atRisk' | 'censored' | 'events', label: string): Line => ({
    label,
    colour: ink,
    cells: rows.map((it) => ({
      time: it.time,
      text: `${it.modelled && it.time > 0 ? modelled : ''}${String(it[name])}`,
    })),
  })
  const reported: Line = {
    label: 'as reported',
    colour: muted,
    cells: rows.flatMap((it) => (it.reportedAtRisk === '' ? [] : [{ time: it.time, text: it.reportedAtRisk }])),
  }
  return [
    number('atRisk', 'At risk'),
    ...(reported.cells.length > 0 ? [reported] : []),
    number('censored', 'Censored'),
    number('events', 'Events'),
  ]
}

/** What of the numbers is a model's, and what the paper prints instead. */
function caption(risk: readonly RiskRow[], { arms, reported }: CurveFigureParts): string {
  const events = reported.filter((it) => it.measure === 'events' && it.estimate !== null)
  const total = events.find((it) => !arms.some((arm) => arm.id === it.arm))
  const byArm = arms.flatMap((arm) => {
    const row = events.find((it) => it.arm === arm.id)
    return row ? [`${row.printed} events in ${arm.label}`] : []
  })
  const said = [
    ...byArm,
    ...(total ? [`${total.printed} events in all`] : []),
    risk.some((it) => it.reportedAtRisk !== '') ? 'the numbers at risk in grey' : 'no numbers at risk',
  ]
  const prints = `The paper prints ${listed(byArm.length === 0 && !total ? ['no number of events', ...said] : said)}.`
  if (!risk.some((it) => it.modelled)) return `Counted in the rebuilt patients. ${prints}`
  return `${modelled} marks a number of the reconstruction’s that nothing in the paper pins. ${prints}`
}

/** "a, b and c". */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}
