import type { TopLevelSpec } from 'vega-lite'
import { measureFormat } from '../result/measure-format.ts'
import type { Results } from '../result/frames.ts'
import { compareFigures, type ComparedFigure } from './compare-figures.ts'
import { cellsOf, type Columns, columnsOf, heads, verdictsOf } from './compared-columns.ts'
import { isContradicted, isMissed, leftOut, type Room, troubleFirst } from './room-for-figures.ts'
import { intervalPanel, type IntervalMark } from './interval-panel.ts'
import { lineAt, textAt, type Layer } from './layer.ts'
import { lowerFirst } from '../result/lower-first.ts'
import { listed } from './number-table.ts'
import { textWidth, wrapText } from './text-width.ts'
import { armStyles, caution, chartConfig, ink, muted, rule, semibold, sizes } from './theme.ts'

export type FidelityData = Pick<Results, 'analysis' | 'trials' | 'endpoints' | 'fidelity' | 'reported'>

const groups = [
  { kinds: ['percent'], title: 'Survival (%)', log: false, most: 100 },
  { kinds: ['months'], title: 'Months', log: false, most: Infinity },
  { kinds: ['ratio'], title: 'Hazard ratio (logarithmic axis)', log: true, most: Infinity },
  { kinds: ['count'], title: 'Events', log: false, most: Infinity },
] as const

const lineHeight = 13
/** Wider labels are broken. */
const widestLabel = 270
/** Room under a plot for its axis. */
const underPlot = 60

/**
 * Each reported figure beside its rebuilt twin and beside its prediction from all the other figures, by unit, with the difference
 * between prediction and print. Where there is less `room` than rows, those that are contradicted or missed come first, and the line under the title says
 * what is left out and where it stands.
 *
 * RangeError where the trial or the endpoint is not among the results.
 */
export function reportedAgainstRebuilt(
  results: FidelityData,
  { trial: trialId, endpoint: endpointId }: { readonly trial: string; readonly endpoint: string },
  {
    width = 270,
    rowHeight = 40,
    room,
  }: { readonly width?: number; readonly rowHeight?: number; readonly room?: Room } = {},
): TopLevelSpec {
  const trial = results.trials.find((it) => it.id === trialId)
  const endpoint = results.endpoints.find((it) => it.trial === trialId && it.id === endpointId)
  if (!trial || !endpoint) {
    throw new RangeError(`A trial and an endpoint of the results are required, got ${trialId} and ${endpointId}.`)
  }
  const of = (it: { readonly trial: string; readonly endpoint: string }): boolean =>
    it.trial === trialId && it.endpoint === endpointId
  const compared = compareFigures(results.fidelity.filter(of), results.reported.filter(of), armStyles(trial.arms))
  const heightOf = (it: ComparedFigure): number =>
    Math.max(rowHeight, (Math.max(broken(it.label).length, verdictsOf(it).length) + 0.5) * lineHeight)
  const heightOfAll = (rows: readonly ComparedFigure[]): number =>
    panelsOf(rows).length * underPlot + rows.reduce((sum, it) => sum + heightOf(it), 0)
  const drawn = room === undefined ? compared : troubleFirst(compared, (rows) => heightOfAll(rows) <= room.height)
  const left = Math.max(60, ...drawn.flatMap((it) => broken(it.label)).map((it) => textWidth(it, sizes.label))) + 18
  const columns = columnsOf(drawn)
  const frame = { left, width, heightOf, ...columns }
  const omitted = leftOut(
    compared.filter((it) => !drawn.includes(it)),
    room,
  )
  const calibrated = results.analysis.calibrated === true ? '' : ', not yet calibrated'
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description:
      `Reported figures of ${lowerFirst(endpoint.label)} in ${trial.label} beside the rebuilt ones and beside their prediction from the other ` +
      `figures. Of the ${drawn.length === 1 ? 'one figure drawn' : `${String(drawn.length)} figures drawn, one a row`}, not back in full: ${named(drawn.filter(isMissed))}; outside the prediction ` +
      `interval: ${named(drawn.filter(isContradicted))}.${omitted}`,
    title: {
      text: `${trial.label}: ${lowerFirst(endpoint.label)}, reported against rebuilt`,
      subtitle: [
        ...wrapText(
          'Diamonds: as reported, with the printed interval. Filled dots: rebuilt; a figure that went in comes back by construction, ' +
            `which checks the machinery only. Open dots: predicted from the other figures, an estimate and its limits left out together, with a 95% prediction interval${calibrated}: the test.${omitted}`,
          left + width + columns.end,
          sizes.subtitle,
        ),
      ],
      dx: -left,
    },
    vconcat: panelsOf(drawn).map((it, at) => panel(it, frame, at === 0)),
    bounds: 'flush',
    spacing: underPlot,
    config: chartConfig,
  }
}

const named = (figures: readonly ComparedFigure[]): string =>
  figures.length === 0 ? 'none' : listed(figures.map(({ label }) => lowerFirst(label)))

const broken = (label: string): readonly string[] => wrapText(label, widestLabel, sizes.label)

interface Panel {
  readonly rows: readonly ComparedFigure[]
  readonly title: string
  readonly log: boolean
  /** The largest value that there can be. */
  readonly most: number
}

/** Room left of the plot, its width, and the heights of rows. */
interface Frame extends Columns {
  readonly left: number
  readonly width: number
  readonly heightOf: (it: ComparedFigure) => number
}

/** The figures by their unit, each unit on an axis of its own. */
function panelsOf(figures: readonly ComparedFigure[]): readonly Panel[] {
  return groups.flatMap(({ kinds, title, log, most }) => {
    const rows = figures.filter((it) => kinds.some((kind) => kind === measureFormat(it.row.measure).kind))
    const units = [...new Set(rows.map((it) => it.row.unit))]
    return units.map((unit) => ({
      rows: rows.filter((it) => it.row.unit === unit),
      title: unit === undefined ? title : unit.charAt(0).toUpperCase() + unit.slice(1),
      log,
      most,
    }))
  })
}

function panel({ rows, title, log, most }: Panel, frame: Frame, first: boolean) {
  const { left, width, heightOf, right, verdict, end } = frame
  const tops = rows.map((_, at) => rows.slice(0, at).reduce((sum, it) => sum + heightOf(it), 0))
  const placed = rows.map((row, at) => ({ row, top: tops[at] ?? 0, middle: (tops[at] ?? 0) + heightOf(row) / 2 }))
  const headTexts = heads.map((text, at) =>
    textAt(text, width + (right[at] ?? verdict), -12, {
      align: at < right.length ? 'right' : 'left',
      colour: muted,
      size: sizes.note,
    }),
  )
  return intervalPanel({
    width,
    height: rows.reduce((sum, it) => sum + heightOf(it), 0),
    log,
    title,
    within: [0, most],
    rules: [],
    marks: placed.flatMap(({ row, middle }) => marks(row, middle)),
    texts: [
      ...(first ? headTexts : []),
      ...placed.flatMap(({ row, top, middle }, at) => [
        ...(at === 0 ? [] : [lineAt([-left, top], [width + end, top], { colour: rule })]),
        ...texts(row, middle, frame),
      ]),
    ],
  })
}

function marks({ row, arm, reported, rebuilt, predicted }: ComparedFigure, y: number): readonly IntervalMark[] {
  const colour = arm?.line ?? muted
  const all = [
    { ...reported, y: y - 10, shape: 'diamond', filled: true, colour: ink, stroke: 1.6, caps: true, name: 'reported' },
    { ...rebuilt, y, shape: 'circle', filled: true, colour, stroke: 2.4, name: 'rebuilt' },
    { ...predicted, y: y + 10, shape: 'circle', filled: false, colour, stroke: 1.2, name: 'predicted' },
  ] as const
  // Limits come in pairs: where one alone is a number, the other end is open and gets an arrow.
  // A median that is not reached is drawn from its lower limit.
  return all
    .filter((it) => it.estimate !== null || it.lower !== null)
    .map((it) => ({ ...it, name: `${row.figure} ${it.name}` }))
}

function texts(it: ComparedFigure, y: number, { left, width, right, verdict }: Frame): readonly Layer[] {
  const { row, arm, label } = it
  const colours = [ink, row.verdict === 'missed' ? caution : ink, ink, isContradicted(it) ? caution : ink]
  const verdicts = verdictsOf(it)
  return [
    ...broken(label).map((text, at, all) =>
      textAt(text, -left, y + (at - (all.length - 1) / 2) * lineHeight, { colour: arm?.text ?? ink }),
    ),
    ...cellsOf(it).map((text, at) =>
      textAt(text, width + (right[at] ?? 0), y, { align: 'right', colour: colours[at] ?? ink }),
    ),
    ...verdicts.map(({ text, colour }, at) =>
      textAt(text, width + verdict, y + (at - (verdicts.length - 1) / 2) * lineHeight, {
        colour,
        size: sizes.note,
        weight: colour === caution ? semibold : 400,
      }),
    ),
  ]
}
