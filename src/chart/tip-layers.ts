import { range } from '../result/format.ts'
import { formatInterval, formatParameter } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { lineAt, textAt, values, type Layer } from './layer.ts'
import { parameterAt } from './parameter-words.ts'
import { textWidth } from './text-width.ts'
import { faint, ink, muted, paper, semibold, sizes } from './theme.ts'
import { xChannel, xPixel, yChannel, yPixel, type TippingFrame } from './tipping-frame.ts'

/** Where the conclusion changes, named at the right edge. */
export function targetLine(frame: TippingFrame, reaches: string): readonly Layer[] {
  const y = yPixel(frame, frame.target)
  const lines = [...(reaches === 'estimate' ? [] : [`${reaches} limit:`]), 'conclusion', 'changes here']
  return [
    {
      data: values([{ target: frame.target }]),
      mark: { type: 'rule', color: ink, strokeWidth: 1.2, strokeDash: [5, 3] },
      encoding: { y: yChannel(frame, 'target') },
    },
    ...lines.map((text, at) =>
      textAt(text, frame.width + 10, y + (at - (lines.length - 1) / 2) * 14, { colour: muted, size: sizes.note }),
    ),
  ]
}

/** What the result can attain where nothing tips: a bracket at the right edge. */
export function attainable(bounds: readonly Row[], frame: TippingFrame): readonly Layer[] {
  return bounds.flatMap((it) => {
    if (it.lower === null || it.upper === null) return []
    const [foot, head] = [yPixel(frame, it.lower * frame.factor), yPixel(frame, it.upper * frame.factor)]
    const x = frame.width + 4
    const style = { colour: muted, width: 1.4 }
    const text = ['attainable', formatInterval(it.measure, it.lower, it.upper) ?? '']
    return [
      lineAt([x, foot], [x, head], style),
      lineAt([x - 4, foot], [x, foot], style),
      lineAt([x - 4, head], [x, head], style),
      ...text.map((line, at) =>
        textAt(line, x + 6, (foot + head) / 2 + (at - 0.5) * 14, { colour: muted, size: sizes.note }),
      ),
    ]
  })
}

/** The tipping points: rules down to the axis, their spread over the draws on the target line, their values at the foot. */
export function tipLayers(tips: readonly Row[], frame: TippingFrame): readonly Layer[] {
  const found = tips
    .flatMap((row) => (row.estimate === null ? [] : [{ row, at: row.estimate }]))
    .filter((it) => it.at >= frame.x.from && it.at <= frame.x.to)
    .sort((a, b) => a.at - b.at)
  return found.flatMap(({ row, at }, index) => {
    const next = found[index + 1]
    return [...tipMarks(row, at, frame), ...tipTexts(row, at, frame, next ? xPixel(frame, next.at) : frame.width)]
  })
}

function tipMarks(row: Row, value: number, frame: TippingFrame): readonly Layer[] {
  const within = (it: number): number => Math.min(frame.x.to, Math.max(frame.x.from, it))
  return [
    {
      data: values([{ value, foot: frame.y.from, target: frame.target }]),
      mark: { type: 'rule', color: ink, strokeWidth: 1, strokeDash: [2, 2] },
      encoding: { x: xChannel(frame, 'value'), y: yChannel(frame, 'target'), y2: { field: 'foot' } },
    },
    ...(row.spreadLower === null || row.spreadUpper === null
      ? []
      : [
          {
            data: values([{ from: within(row.spreadLower), to: within(row.spreadUpper), target: frame.target }]),
            mark: { type: 'rule' as const, color: faint, strokeWidth: 5, opacity: 0.6 },
            encoding: { x: xChannel(frame, 'from'), x2: { field: 'to' }, y: yChannel(frame, 'target') },
          },
        ]),
    {
      data: values([{ value, target: frame.target }]),
      mark: { type: 'point', shape: 'diamond', size: 110, fill: ink, stroke: paper, strokeWidth: 1 },
      encoding: { x: xChannel(frame, 'value'), y: yChannel(frame, 'target') },
    },
  ]
}

/** At the foot, right of the rule; left of it where the next rule or the edge is too near. */
function tipTexts(row: Row, value: number, frame: TippingFrame, free: number): readonly Layer[] {
  const text = parameterAt(row.parameter, formatParameter(row.parameter, value))
  const note =
    row.spreadLower === null || row.spreadUpper === null
      ? ''
      : `spread ${range(formatParameter(row.parameter, row.spreadLower), formatParameter(row.parameter, row.spreadUpper))}`
  const x = xPixel(frame, value)
  const left = x + 14 + Math.max(textWidth(text, 13, semibold), textWidth(note, sizes.note)) > free
  const place = { align: left ? 'right' : 'left' } as const
  const at = left ? x - 7 : x + 7
  const foot = frame.height - 11
  return [
    textAt(text, at, note === '' ? foot : foot - 15, { ...place, weight: semibold, size: 13 }),
    ...(note === '' ? [] : [textAt(note, at, foot, { ...place, colour: muted, size: sizes.note })]),
  ]
}
