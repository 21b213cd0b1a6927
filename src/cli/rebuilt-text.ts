import type { EndpointEvidence } from '../evidence/evidence.ts'
import { unpinnedAfter } from '../analysis/last-evidence.ts'
import type { Reconstruction } from '../reconstruct/reconstruction.ts'
import type { FidelityRow } from '../result/frames.ts'
import { likeReported } from '../result/like-reported.ts'
import { formatPrediction, measureFormat } from '../result/measure-format.ts'
import { inWords } from '../report/in-words.ts'
import { verdicts } from '../result/verdict.ts'
import type { Column } from '../report/document.ts'
import { terminalTable } from '../report/terminal-table.ts'
import { wrap } from '../report/wrap.ts'
import { arm } from '../survival/arm.ts'
import { kaplanMeier } from '../survival/kaplan-meier.ts'
import { curveAtTimesText } from './curve-at-times.ts'
import { curveEstimates, curveEstimatesText } from './curve-estimates.ts'
import { curveReadingsText } from './curve-readings.ts'
import type { RebuiltEndpoint } from './rebuilt-endpoint.ts'
import type { Terminal } from './terminal.ts'
import { terminalCurve } from './terminal-curve.ts'

/** A rebuilt endpoint for whoever sits before a terminal: the curves, reported beside rebuilt, assumptions and remarks. */
export function rebuiltText(
  rebuilt: RebuiltEndpoint,
  { ascii = false }: { readonly ascii?: boolean },
  terminal: Terminal,
): string {
  const { reconstruction, frames } = rebuilt.result
  const { evidence } = reconstruction
  const width = Math.min(terminal.width, 100)
  const head = `${plain(evidence.trialLabel)}: ${plain(evidence.label)}`
  return [
    terminal.colour ? `\u001b[1m${head}\u001b[22m` : head,
    '',
    curves(rebuilt, ascii, width, terminal.colour),
    ...aboutCurves(rebuilt).flatMap((it) => wrap(it, width)),
    '',
    ...(reconstruction.basis === 'digitised curves'
      ? [
          ...curveEstimatesText(curveEstimates(reconstruction), width).flatMap((it) =>
            it.length > width ? wrap(it, width) : [it],
          ),
          '',
          ...curveReadingsText(reconstruction.readings ?? [], width),
          '',
        ]
      : [...curveAtTimesText(reconstruction, (id) => armLabel(id, evidence), width), '']),
    ...withoutEmpty(fidelityColumns, fidelityRows(frames.fidelity, evidence), width),
    '',
    ...aboutPredictions(reconstruction, frames.fidelity).flatMap((it) => wrap(it, width)),
    '',
    ...listed('Assumptions', reconstruction.assumptions, width),
    ...listed('Notes', reconstruction.notes, width),
  ]
    .join('\n')
    .concat('\n')
}

function curves({ result }: RebuiltEndpoint, ascii: boolean, width: number, colour: boolean): string {
  const { reconstruction, frames } = result
  const { evidence, patients, horizon } = reconstruction
  return terminalCurve(
    evidence.arms.map(({ id, label }) => ({
      label: plain(label),
      curve: kaplanMeier(arm(patients, id)),
      atRisk: frames.risk.filter((it) => it.arm === id).map(({ time, atRisk }) => ({ time, count: atRisk })),
    })),
    { width, height: 16, horizon: horizon.months, ascii, colour, timeLabel: axisLabel(plain(evidence.clock)) },
  )
}

const axisLabel = (clock: string): string =>
  clock === '' || clock === 'not stated' ? 'Months' : `Months since ${clock}`

/** What in the picture is printed and what is the model's. */
function aboutCurves({ result: { reconstruction, frames } }: RebuiltEndpoint): readonly string[] {
  if (reconstruction.basis === 'digitised curves')
    return [
      'Kaplan-Meier curves of pseudo-patients that were rebuilt from digitised curves; no patient data were used.',
      'Between the numbers at risk that are printed, those under the curves are the reconstruction’s.',
      ...beyondPicture(reconstruction),
    ]
  const unpinned = unpinnedAfter(reconstruction.evidence, reconstruction.horizon.months)
  const modelled = frames.risk.some((it) => it.modelled)
  return [
    'Kaplan-Meier curves of pseudo-patients that were rebuilt from printed figures; no patient data were used.',
    ...(modelled ? ['The numbers at risk are the model’s where the paper does not print them.'] : []),
    ...(unpinned === null
      ? []
      : [
          `No printed median, survival figure or number at risk pins the curve ${plain(unpinned)}; there it is the model’s alone.`,
        ]),
  ]
}

/** A risk table may go on after the last point that was read. */
function beyondPicture({ patients, horizon: { months } }: Reconstruction): readonly string[] {
  const last = patients.time.reduce((most, time) => Math.max(most, time), 0)
  if (last <= 1.05 * months) return []
  const [end, until] = [months, last].map((it) => Number(it.toFixed(1)))
  return [
    `The picture ends at ${end} months, where the last point was read; by the risk table patients were under observation until ${until} months, and in ipd.csv they stay without an event.`,
  ]
}

const fidelityColumns = [
  { label: 'Figure', align: 'left' },
  { label: 'Reported', align: 'right' },
  { label: 'Rebuilt', align: 'right' },
  { label: 'Verdict', align: 'left' },
  { label: 'Predicted (95% PI)', align: 'right' },
] as const

/** A table without the columns in which nothing stands. */
function withoutEmpty(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const isFilled = (_: unknown, at: number): boolean => rows.some((row) => (row[at] ?? '') !== '')
  return terminalTable(
    columns.filter(isFilled),
    rows.map((row) => row.filter(isFilled)),
    width,
  )
}

/** The figures of each arm under its name, by the last part of their ids. */
function fidelityRows(rows: readonly FidelityRow[], evidence: EndpointEvidence): readonly (readonly string[])[] {
  const arms = [...new Set(rows.map((it) => it.arm))]
  return arms.flatMap((arm) => [
    [armLabel(arm, evidence), '', '', '', ''],
    ...rows.filter((it) => it.arm === arm).map(fidelityCells),
  ])
}

function fidelityCells(row: FidelityRow): readonly string[] {
  const outside = row.predictionVerdict === 'contradicted' ? 'contradicted: ' : ''
  return [
    `·\u00a0${row.figure.split('.').slice(2).join('.')}${unitOf(row)}`,
    plain(row.reported),
    likeReported(row, row.rebuilt),
    row.verdict.replace('-', ' '),
    `${outside}${likeReported(row, formatPrediction(row))}`,
  ]
}

/** Times name their unit once, beside the figure; reported, rebuilt and predicted are all in it. */
function unitOf({ measure, unit, reported }: FidelityRow): string {
  if (measureFormat(measure).kind !== 'months' || /[a-z]{3,}/.test(reported)) return ''
  return `,\u00a0${unit ?? 'months'}`
}

function armLabel(arm: string, { arms }: EndpointEvidence): string {
  const label = (id: string): string => plain(arms.find((it) => it.id === id)?.label ?? id)
  return arm === 'all' ? 'All' : arm.split('-vs-').map(label).join(' vs ')
}

/** What the words of the table mean, as far as they stand in it. */
function aboutPredictions({ basis, calibrated }: Reconstruction, rows: readonly FidelityRow[]): readonly string[] {
  const used = new Set(rows.flatMap((it) => [it.verdict, it.predictionVerdict]))
  const words = verdicts.filter((it) => used.has(it)).map((it) => `${it.replace('-', ' ')}: ${inWords.verdict[it]}`)
  if (basis === 'digitised curves')
    return rows.some((it) => it.predicted !== null)
      ? [
          ...words,
          'Median follow-up is predicted from the curves: what it can be, wherever between two numbers at risk the censorings stand.',
        ]
      : words
  const predictions =
    'Predicted (95% PI): from the figures of the other groups, as if the paper had printed neither this one nor its limits.'
  return [...words, calibrated ? predictions : `${predictions} The prediction intervals are not calibrated.`]
}

function listed(title: string, items: readonly string[], width: number): readonly string[] {
  if (items.length === 0) return []
  const lines = items.flatMap((it) => wrap(plain(it), width - 2).map((line, at) => `${at === 0 ? '- ' : '  '}${line}`))
  return [title, ...lines, '']
}

const plain = (text: string): string => text.replace(/\s+/gu, ' ').replace(/\p{Cc}/gu, '')
