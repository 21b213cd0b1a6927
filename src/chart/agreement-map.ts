import type { TopLevelSpec } from 'vega-lite'
import type { AuditState } from '../result/audit-results.ts'
import {
  agreement,
  notPrinted,
  type Agreement,
  type AgreementData,
  type ComparedPrint,
  type Comparison,
} from './agreement.ts'
import { agreementLayout, rowHeight, ruleGap, type Group, type Rows } from './agreement-layout.ts'
import { lineAt, textAt, values, type Layer } from './layer.ts'
import { lowerFirst } from '../result/lower-first.ts'
import { scale } from './plot.ts'
import { ruleInWords } from './rule-in-words.ts'
import { textWidth, wrapText } from './text-width.ts'
import { agreeing, caution, chartConfig, faint, ink, muted, rule, semibold, sizes, unusual } from './theme.ts'

const marks = {
  pass: { shape: 'circle', size: 62, filled: true, colour: agreeing },
  note: { shape: 'diamond', size: 100, filled: true, colour: unusual },
  fail: { shape: 'square', size: 74, filled: true, colour: caution },
  uninformative: { shape: 'circle', size: 56, filled: false, colour: faint },
} as const satisfies Partial<Record<AuditState, object>>

type Drawn = keyof typeof marks

/**
 * Which printed figures of an endpoint the audit compared with which: a row is a figure with its interval, a column one comparison, its
 * marks stand in the rows of the figures that it compares, and colour and shape say how it came out.
 *
 * RangeError where the trial or the endpoint is not among the results, or nothing of it was compared.
 */
export function agreementMap(
  results: AgreementData,
  { trial: trialId, endpoint: endpointId }: { readonly trial: string; readonly endpoint: string },
): TopLevelSpec {
  const trial = results.trials.find((it) => it.id === trialId)
  const endpoint = results.endpoints.find((it) => it.trial === trialId && it.id === endpointId)
  if (!trial || !endpoint) {
    throw new RangeError(`A trial and an endpoint of the results are required, got ${trialId} and ${endpointId}.`)
  }
  const found = agreement(results, trialId, endpointId)
  if (found.comparisons.length === 0) throw new RangeError(`Comparisons of ${endpointId} in ${trialId} are required.`)
  const { rows, groups, width } = agreementLayout(found)
  const left =
    Math.max(...found.figures.map((it) => textWidth(it.label, sizes.label) + textWidth(it.printed, sizes.label))) + 44
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: described(found, `${lowerFirst(endpoint.label)} in ${trial.label}`),
    title: {
      text: `${trial.label}: ${lowerFirst(endpoint.label)}, which printed figures agree`,
      subtitle: [...wrapText(subtitle(found), left + width + 75, sizes.subtitle)],
      dx: -left,
    },
    width,
    height: rows.height,
    layer: [
      ...found.figures.flatMap((it) => rowLayers(it, found, { y: rows.of(it.id), left, width })),
      ...groups.flatMap((it) => groupLayers(it, rows.height)),
      ...connections(groups, rows, width),
      ...dots(groups, rows, width),
      textAt('Comparisons', width + 14, -12, { colour: muted, size: sizes.note }),
    ],
    config: chartConfig,
  }
}

function rowLayers(
  { id, label, printed }: ComparedPrint,
  { comparisons }: Agreement,
  { y, left, width }: { readonly y: number; readonly left: number; readonly width: number },
): readonly Layer[] {
  const own = comparisons.filter(({ figures }) => figures.includes(id)).map(({ finding }) => finding)
  const odd = own.filter((it) => it.state === 'note' || it.state === 'fail')
  const count = own.length === 0 ? 'none' : String(own.length)
  const [only] = odd
  const findings = only === undefined ? '' : ` (${odd.length} ${odd.length === 1 ? only.state : 'findings'})`
  return [
    lineAt([-left, y + rowHeight / 2], [width, y + rowHeight / 2], { colour: rule, width: 0.7 }),
    textAt(label, -left, y),
    textAt(printed, -14, y, { align: 'right', ...(printed === notPrinted ? { colour: muted } : { weight: semibold }) }),
    textAt(`${count}${findings}`, width + 14, y, {
      size: sizes.note,
      colour: odd.some((it) => it.state === 'fail') ? caution : odd.length > 0 ? ink : muted,
      weight: odd.length > 0 ? semibold : 400,
    }),
  ]
}

/** The name of the rule, slanted, over a bracket that holds its comparisons. */
function groupLayers({ name, start, end, columns }: Group, height: number): readonly Layer[] {
  const states = columns.map(({ comparison }) => comparison.finding.state)
  const odd = states.includes('note') || states.includes('fail')
  const middle = (start + end) / 2
  return [
    lineAt([start, -5], [end, -5], { colour: faint }),
    lineAt([end + ruleGap / 2, 0], [end + ruleGap / 2, height], { colour: rule, width: 0.7 }),
    {
      data: values([{ name }]),
      mark: {
        type: 'text',
        angle: 315,
        align: 'left',
        baseline: 'middle',
        fontSize: sizes.note,
        fontWeight: odd ? semibold : 400,
        color: states.includes('fail') ? caution : odd ? ink : muted,
      },
      encoding: { x: { value: middle }, y: { value: -11 }, text: { field: 'name', type: 'nominal' } },
    },
  ]
}

/** A line through the marks of each comparison. */
function connections(groups: readonly Group[], rows: Rows, width: number): readonly Layer[] {
  const lines = groups.flatMap(({ columns }) =>
    columns.flatMap(({ x, comparison }) => {
      const places = comparison.figures.map((it) => rows.of(it))
      const ends = { x, y: Math.min(...places), y2: Math.max(...places) }
      return places.length < 2 ? [] : [{ ...ends, colour: styleOf(comparison).colour }]
    }),
  )
  if (lines.length === 0) return []
  return [
    {
      data: values(lines),
      mark: { type: 'rule', strokeWidth: 1.6, opacity: 0.75 },
      encoding: {
        x: along('x', width),
        y: down('y', rows),
        y2: { field: 'y2' },
        color: { field: 'colour', type: 'nominal', scale: null },
      },
    },
  ]
}

function dots(groups: readonly Group[], rows: Rows, width: number): readonly Layer[] {
  const all = groups.flatMap(({ columns }) =>
    columns.flatMap(({ x, comparison }) =>
      comparison.figures.map((it) => ({ x, y: rows.of(it), state: comparison.finding.state })),
    ),
  )
  return (Object.keys(marks) as Drawn[]).flatMap((state): readonly Layer[] => {
    const own = all.filter((it) => it.state === state)
    const { shape, size, filled, colour } = marks[state]
    if (own.length === 0) return []
    return [
      {
        data: values(own),
        mark: { type: 'point', shape, filled, color: colour, size, strokeWidth: filled ? 0 : 1.4, opacity: 1 },
        encoding: { x: along('x', width), y: down('y', rows) },
      },
    ]
  })
}

const along = (field: string, width: number) =>
  ({ field, type: 'quantitative', scale: scale(0, width), axis: null }) as const

const down = (field: string, { height }: Rows) =>
  ({ field, type: 'quantitative', scale: scale(height, 0), axis: null }) as const

const styleOf = ({ finding }: Comparison): (typeof marks)[Drawn] =>
  finding.state === 'not-applicable' ? marks.uninformative : marks[finding.state]

const keys: Readonly<Record<Drawn, string>> = {
  pass: 'circles: they agree',
  note: 'diamonds: unusual together, a note',
  fail: 'squares: they cannot be true together',
  uninformative: 'open circles: they could not have failed',
}

function subtitle({ comparisons }: Agreement): string {
  const states = (Object.keys(marks) as Drawn[]).filter((it) => comparisons.some(({ finding }) => finding.state === it))
  return (
    'A row is a printed figure with its interval, a column one comparison by one rule: its marks stand in the rows of the figures that it compares ' +
    `(one mark alone: a figure with its own interval, with words or with another source). ${upperFirst(states.map((it) => keys[it]).join('; '))}.`
  )
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** "Of 37 comparisons between 21 printed figures of ..., 37 agree." */
function described({ figures, comparisons }: Agreement, what: string): string {
  const of = (state: Drawn): readonly Comparison[] => comparisons.filter(({ finding }) => finding.state === state)
  const counted = comparisons.length - of('uninformative').length
  const compared = figures.filter(({ id }) => comparisons.some((it) => it.figures.includes(id)))
  const odd = [...of('fail'), ...of('note')].map(
    ({ finding }) => `${ruleInWords(finding.rule, finding.name)}: ${finding.message} (${finding.state})`,
  )
  return [
    `Of ${counted} comparison${counted === 1 ? '' : 's'} ${compared.length === 1 ? 'of one printed figure' : `between ${compared.length} printed figures`} of ${what}, ${of('pass').length} agree${of('pass').length === 1 ? 's' : ''}`,
    odd.length === 0 ? '' : `; the others: ${odd.join('; ')}`,
    of('uninformative').length === 0 ? '' : `; ${of('uninformative').length} more could not have failed`,
    '.',
    figures.length > compared.length
      ? ` Compared by no rule: ${figures.flatMap((it) => (compared.includes(it) ? [] : [lowerFirst(it.label)])).join('; ')}.`
      : '',
  ].join('')
}
