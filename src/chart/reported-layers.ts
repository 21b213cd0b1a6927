import type { ReportedRow } from '../result/frames.ts'
import type { ArmCurve } from './arm-curves.ts'
import type { CurveFigureParts } from './curve-figure-parts.ts'
import { values, type Layer } from './layer.ts'
import { survivalOf, timeOf, type Plot } from './plot.ts'
import { ink } from './theme.ts'

/** A reported figure on the plot: a landmark lies along the survival axis, a median along the time axis. */
interface Mark {
  readonly arm: ArmCurve
  readonly row: ReportedRow
  readonly along: 'survival' | 'time'
  /** Where it stands on the other axis. */
  readonly at: number
  /** Pixels across, so that two intervals do not lie on each other. */
  readonly dodge: number
}

const stroke = 1.6
const cap = 9

/** Reported medians and landmarks: diamonds at their true place, whiskers where limits are printed. */
export function reportedLayers(parts: CurveFigureParts, plot: Plot): readonly Layer[] {
  const marks = marksOf(parts, plot)
  return [...marks.flatMap((it) => whiskers(it, plot)), ...marks.flatMap((it) => diamond(it, plot))]
}

/** Whether some marks step aside of their true place, which the figure has to say. */
export function stepsAside(parts: CurveFigureParts, plot: Plot): boolean {
  return marksOf(parts, plot).some(({ dodge }) => dodge !== 0)
}

function marksOf({ arms, reported }: CurveFigureParts, plot: Plot): readonly Mark[] {
  return dodged(
    arms.flatMap((arm) =>
      reported.flatMap((row): Mark[] => {
        if (row.arm !== arm.id || (row.estimate === null && row.lower === null)) return []
        if (row.measure === 'median') return [{ arm, row, along: 'time', at: 0.5, dodge: 0 }]
        if (row.measure !== 'survival' || row.time === null) return []
        return [{ arm, row, along: 'survival', at: row.time, dodge: 0 }]
      }),
    ),
    plot,
  )
}

/** Marks at the same place whose intervals overlap step aside, symmetrically. */
function dodged(marks: readonly Mark[], plot: Plot): readonly Mark[] {
  const reach = (it: Mark): readonly [number, number] => {
    const middle = it.row.estimate ?? it.row.lower ?? 0
    const least = 14 / (it.along === 'time' ? plot.width / plot.end : plot.height)
    return [
      Math.min(it.row.lower ?? middle, middle - least / 2),
      Math.max(it.row.upper ?? (it.row.lower === null ? middle : openEnd(it, plot)), middle + least / 2),
    ]
  }
  const overlap = (a: Mark, b: Mark): boolean => {
    const [from, to] = reach(a)
    const [otherFrom, otherTo] = reach(b)
    return a.along === b.along && Math.abs(a.at - b.at) < 1e-9 && from < otherTo && otherFrom < to
  }
  return marks.map((it) => {
    const group = marks.filter((other) => other === it || overlap(it, other))
    return { ...it, dodge: group.length === 1 ? 0 : (group.indexOf(it) - (group.length - 1) / 2) * 8 }
  })
}

/** A limit that is not reached: the interval goes on to the end of the axis. */
const openEnd = (it: Mark, plot: Plot): number => (it.along === 'time' ? plot.end : 1)

function whiskers(mark: Mark, plot: Plot): readonly Layer[] {
  const { row } = mark
  if (row.lower === null && row.upper === null) return []
  const end = openEnd(mark, plot)
  const from = row.lower ?? row.estimate ?? 0
  const to = Math.min(row.upper ?? end, end)
  const open = row.upper === null || row.upper > end
  const caps = [...(row.lower === null ? [] : [from]), ...(open ? [] : [to])]
  return [
    {
      data: values([{ figure: row.figure, at: mark.at, from, to }]),
      mark: { type: 'rule', color: ink, strokeWidth: stroke, ...aside(mark) },
      encoding:
        mark.along === 'time'
          ? { x: timeOf(plot, 'from'), x2: { field: 'to' }, y: survivalOf('at') }
          : { x: timeOf(plot, 'at'), y: survivalOf('from'), y2: { field: 'to' } },
    },
    {
      data: values(caps.map((limit) => ({ figure: row.figure, at: mark.at, limit }))),
      mark: {
        type: 'tick',
        orient: mark.along === 'time' ? 'vertical' : 'horizontal',
        size: cap,
        thickness: stroke,
        color: ink,
        ...aside(mark),
      },
      encoding: placed(mark, plot, 'limit'),
    },
    ...(open
      ? [
          {
            data: values([{ figure: row.figure, at: mark.at, limit: to }]),
            mark: {
              type: 'point' as const,
              shape: mark.along === 'time' ? 'triangle-right' : 'triangle-up',
              filled: true,
              size: 55,
              color: ink,
              ...aside(mark),
            },
            encoding: placed(mark, plot, 'limit'),
          },
        ]
      : []),
  ]
}

function diamond(mark: Mark, plot: Plot): readonly Layer[] {
  const { arm, row } = mark
  if (row.estimate === null) return []
  return [
    {
      data: values([
        { figure: row.figure, printed: row.printed, source: row.source ?? '', at: mark.at, estimate: row.estimate },
      ]),
      mark: {
        type: 'point',
        shape: 'diamond',
        size: 105,
        fill: arm.line,
        stroke: ink,
        strokeWidth: 1.5,
        ...aside(mark),
      },
      encoding: {
        ...placed(mark, plot, 'estimate'),
        tooltip: [
          { field: 'figure', title: 'figure' },
          { field: 'printed', title: 'as printed' },
          { field: 'source', title: 'source' },
        ],
      },
    },
  ]
}

const placed = (mark: Mark, plot: Plot, field: string) =>
  mark.along === 'time'
    ? { x: timeOf(plot, field), y: survivalOf('at') }
    : { x: timeOf(plot, 'at'), y: survivalOf(field) }

const aside = ({ along, dodge }: Mark) =>
  dodge === 0 ? {} : along === 'time' ? { yOffset: dodge } : { xOffset: dodge }
