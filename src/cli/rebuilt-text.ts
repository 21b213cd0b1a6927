import { lastEvidence } from '../analysis/last-evidence.ts'
import { fixed, trimmed } from '../result/format.ts'
import type { FidelityRow } from '../result/frames.ts'
import { terminalTable } from '../report/terminal-table.ts'
import { wrap } from '../report/wrap.ts'
import { arm } from '../survival/arm.ts'
import { kaplanMeier } from '../survival/kaplan-meier.ts'
import type { RebuiltEndpoint } from './rebuild-command.ts'
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
    ...terminalTable(fidelityColumns, frames.fidelity.map(fidelityCells), width),
    '',
    ...wrap(aboutPredictions(reconstruction.calibrated), width),
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
  const pinned = lastEvidence(reconstruction.evidence)
  const modelled = frames.risk.some((it) => it.modelled)
  return [
    'Kaplan-Meier curves of pseudo-patients that were rebuilt from printed figures; no patient data were used.',
    ...(modelled ? ['The numbers at risk are the model’s where the paper does not print them.'] : []),
    ...(pinned < reconstruction.horizon.months
      ? [`After ${trimmed(pinned)} months no printed figure pins the curves; there they are the model’s alone.`]
      : []),
  ]
}

const fidelityColumns = [
  { label: 'Figure', align: 'left' },
  { label: 'Reported', align: 'right' },
  { label: 'Rebuilt', align: 'right' },
  { label: 'Role', align: 'left' },
  { label: 'Verdict', align: 'left' },
  { label: 'From the others (95% PI)', align: 'right' },
  { label: 'Held out', align: 'left' },
] as const

function fidelityCells(row: FidelityRow): readonly string[] {
  return [
    row.figure,
    plain(row.reported),
    row.rebuilt,
    row.role === 'input' ? 'input' : 'held out',
    row.verdict.replace('-', ' '),
    predicted(row),
    row.predictionVerdict,
  ]
}

function predicted({ predicted: value, lower, upper }: FidelityRow): string {
  if (value === null) return ''
  const shown = (limit: number | null): string => (limit === null ? 'NR' : short(limit))
  return `${short(value)} (${shown(lower)} to ${shown(upper)})`
}

/** Three significant digits of small numbers, one decimal of large ones. */
const short = (value: number): string => fixed(value, Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0)

function aboutPredictions(calibrated: boolean): string {
  const words =
    'Reproduced: it went in and comes back as printed, which checks the machinery and validates nothing. From the others: predicted as if the paper had not printed it.'
  return calibrated ? words : `${words} The prediction intervals are not calibrated yet.`
}

function listed(title: string, items: readonly string[], width: number): readonly string[] {
  if (items.length === 0) return []
  const lines = items.flatMap((it) => wrap(plain(it), width - 2).map((line, at) => `${at === 0 ? '- ' : '  '}${line}`))
  return [title, ...lines, '']
}

const plain = (text: string): string => text.replace(/\s+/gu, ' ').replace(/\p{Cc}/gu, '')
