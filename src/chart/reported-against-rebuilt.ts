import type { TopLevelSpec } from 'vega-lite'
import { fixed, minus } from '../result/format.ts'
import { formatPrediction, measureFormat } from '../result/measure-format.ts'
import type { Results } from '../result/frames.ts'
import { compareFigures, type ComparedFigure } from './compare-figures.ts'
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
/** Right edges of the columns beside the plot. */
const columns = { reported: 62, rebuilt: 122, predicted: 246, difference: 334, verdict: 350 } as const

/**
 * Each reported figure beside its rebuilt twin and beside its prediction from all the other figures, by unit, with the difference
 * between prediction and print.
 *
 * RangeError where the trial or the endpoint is not among the results.
 */
export function reportedAgainstRebuilt(
  results: FidelityData,
  { trial: trialId, endpoint: endpointId }: { readonly trial: string; readonly endpoint: string },
  { width = 270, rowHeight = 40 }: { readonly width?: number; readonly rowHeight?: number } = {},
): TopLevelSpec {
  const trial = results.trials.find((it) => it.id === trialId)
  const endpoint = results.endpoints.find((it) => it.trial === trialId && it.id === endpointId)
  if (!trial || !endpoint) {
    throw new RangeError(`A trial and an endpoint of the results are required, got ${trialId} and ${endpointId}.`)
  }
  const of = (it: { readonly trial: string; readonly endpoint: string }): boolean =>
    it.trial === trialId && it.endpoint === endpointId
  const compared = compareFigures(results.fidelity.filter(of), results.reported.filter(of), armStyles(trial.arms))
  const left = Math.max(60, ...compared.flatMap((it) => broken(it.label)).map((it) => textWidth(it, sizes.label))) + 18
  const panels = groups.flatMap((group) => {
    const rows = compared.filter((it) => group.kinds.some((kind) => kind === measureFormat(it.row.measure).kind))
    const units = [...new Set(rows.map((it) => it.row.unit))]
    return units.map((unit) => ({
      rows: rows.filter((it) => it.row.unit === unit),
      title: unit === undefined ? group.title : unit.charAt(0).toUpperCase() + unit.slice(1),
      log: group.log,
      most: group.most,
    }))
  })
  const contradicted = compared.filter((it) => it.row.predictionVerdict === 'contradicted')
  const missed = compared.filter((it) => it.row.verdict === 'missed' || it.remarks.length > 0)
  const calibrated = results.analysis.calibrated === true ? '' : ', not yet calibrated'
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description:
      `Reported figures of ${lowerFirst(endpoint.label)} in ${trial.label} beside the rebuilt ones and beside their prediction from the other ` +
      `figures. Of the ${compared.length === 1 ? 'one figure drawn' : `${String(compared.length)} figures drawn, one a row`}, not back in full: ${named(missed)}; outside the prediction ` +
      `interval: ${named(contradicted)}.`,
    title: {
      text: `${trial.label}: ${lowerFirst(endpoint.label)}, reported against rebuilt`,
      subtitle: [
        ...wrapText(
          'Diamonds: as reported, with the printed interval. Filled dots: rebuilt; a figure that went in comes back by construction, ' +
            `which checks the machinery only. Open dots: predicted from the other figures, an estimate and its limits left out together, with a 95% prediction interval${calibrated}: the test.`,
          left + width + columns.verdict + 70,
          sizes.subtitle,
        ),
      ],
      dx: -left,
    },
    vconcat: panels.map((it, at) => panel(it, { left, width, rowHeight }, at === 0)),
    bounds: 'flush',
    spacing: 60,
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

/** Room left of the plot, its width, and the height of a row. */
interface Frame {
  readonly left: number
  readonly width: number
  readonly rowHeight: number
}

function panel({ rows, title, log, most }: Panel, frame: Frame, first: boolean) {
  const { left, width, rowHeight } = frame
  const height = rows.length * rowHeight
  const middle = (at: number): number => (at + 0.5) * rowHeight
  const heads: Layer[] = (
    [
      ['Reported', columns.reported],
      ['Rebuilt', columns.rebuilt],
      ['Predicted from others', columns.predicted],
      ['minus reported', columns.difference],
    ] as const
  ).map(([text, x]) => textAt(text, width + x, -12, { align: 'right', colour: muted, size: sizes.note }))
  heads.push(textAt('Verdict', width + columns.verdict, -12, { colour: muted, size: sizes.note }))
  return intervalPanel({
    width,
    height,
    log,
    title,
    within: [0, most],
    rules: [],
    marks: rows.flatMap((it, at) => marks(it, middle(at))),
    texts: [
      ...(first ? heads : []),
      ...rows.flatMap((it, at) => [
        ...(at === 0
          ? []
          : [lineAt([-left, at * rowHeight], [width + columns.verdict + 70, at * rowHeight], { colour: rule })]),
        ...texts(it, middle(at), frame),
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

function texts(
  { row, arm, label, reported, rebuilt, predicted, remarks }: ComparedFigure,
  y: number,
  { left, width }: Frame,
): readonly Layer[] {
  const right = (text: string, column: number, colour: string = ink): Layer =>
    textAt(text, width + column, y, { align: 'right', colour })
  const difference =
    predicted.estimate === null || reported.estimate === null ? null : predicted.estimate - reported.estimate
  const again = row.unit === undefined ? row.rebuilt : row.rebuilt.replace(` ${row.unit}`, '')
  const decimals = measureFormat(row.measure).kind === 'ratio' ? 2 : 1
  const bad = row.verdict === 'missed'
  const worse = row.predictionVerdict === 'contradicted'
  const verdicts = [
    { text: row.verdict.replace('-', ' '), colour: bad ? caution : ink },
    ...remarks.map((text) => ({ text, colour: caution })),
    ...(row.predictionVerdict === '' ? [] : [{ text: row.predictionVerdict, colour: worse ? caution : ink }]),
  ]
  return [
    ...broken(label).map((text, at, all) =>
      textAt(text, -left, y + (at - (all.length - 1) / 2) * lineHeight, { colour: arm?.text ?? ink }),
    ),
    right(row.reported, columns.reported),
    right(rebuilt.estimate === null && again === '' ? '–' : again, columns.rebuilt, bad ? caution : ink),
    right(predicted.estimate === null ? '–' : formatPrediction(row), columns.predicted),
    right(difference === null ? '–' : signed(difference, decimals), columns.difference, worse ? caution : ink),
    ...verdicts.map((it, at) =>
      textAt(it.text, width + columns.verdict, y + (at - (verdicts.length - 1) / 2) * lineHeight, {
        colour: it.colour,
        size: sizes.note,
        weight: it.colour === caution ? semibold : 400,
      }),
    ),
  ]
}

function signed(x: number, decimals: number): string {
  const text = fixed(x, decimals)
  return text.startsWith(minus) || !/[1-9]/.test(text) ? text : `+${text}`
}
