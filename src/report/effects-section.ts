import { formatEstimate, formatInterval, intervalName } from '../result/measure-format.ts'
import { pValueLikeReported } from '../result/like-reported.ts'
import type { Results, TrialText } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import { blocks, column, withoutEmptyColumns } from './blocks.ts'
import type { Block, Table } from './document.ts'
import { armsInOrder, endpointsWithTrial, labels } from './labels.ts'
import { levels } from './levels.ts'
import { uncalibrated } from './uncalibrated.ts'

/** Measures of an arm and the contrast that belongs to them: one line of the table. */
const lines = [
  { arm: 'survival', contrast: 'survival-difference' },
  { arm: 'median', contrast: 'median-difference' },
  { arm: 'rmst', contrast: 'rmst-difference' },
  { arm: '', contrast: 'rmst-ratio' },
  { arm: '', contrast: 'number-needed-to-treat' },
  { arm: '', contrast: 'hazard-ratio' },
  { arm: '', contrast: 'p-value' },
] as const

/** Absolute effects of the published result, as rebuilt: milestones, medians and restricted means by arm and their differences. */
export function effectsSection(results: Results): readonly Block[] {
  const tables = endpointsWithTrial(results).flatMap(({ endpoint, trial }) => {
    const rows = results.rows.filter(
      (it) =>
        it.role === 'reference' && it.origin === 'rebuilt' && it.trial === trial.id && it.endpoint === endpoint.id,
    )
    const table = effectsTable(results, rows, trial, labels(results).endpoint(trial.id, endpoint.id))
    return table.rows.length === 0 ? [] : [blocks.table(table)]
  })
  if (tables.length === 0) return []
  const compared = results.rows.some((it) => it.role === 'reference' && it.versus !== '')
  return [blocks.section(compared ? 'Absolute effects' : 'Estimates'), ...tables]
}

function effectsTable(results: Results, rows: readonly Row[], trial: TrialText, endpoint: string): Table {
  const arms = armsInOrder(trial)
  const several = new Set(rows.flatMap((it) => it.level ?? [])).size > 1
  return withoutEmptyColumns({
    caption: `${endpoint} as rebuilt${rows.some((it) => it.versus !== '') ? ': by arm, and the difference or ratio' : ''}`,
    columns: [
      column('Measure'),
      ...arms.map((it) => column(it.label, 'right')),
      column('Difference or ratio', 'right'),
      column('Reconstruction spread of the contrast', 'right'),
      column('Contrast as reported', 'right'),
    ],
    rows: lines.flatMap((line) =>
      times(rows, line).flatMap((time) => {
        const at = (measure: string): readonly Row[] => rows.filter((it) => it.measure === measure && it.time === time)
        const contrasts = at(line.contrast).filter((it) => it.versus !== '')
        const inArms = arms.map((arm) => at(line.arm).find((it) => it.arm === arm.id && it.versus === ''))
        const name = labels(results)
        // With three arms or more each contrast says whose it is, on a line of its own.
        return (contrasts.length === 0 ? [undefined] : contrasts).map((contrast, at) => [
          name.measure(line.arm === '' ? line.contrast : line.arm, time) +
            (contrast !== undefined && contrasts.length > 1
              ? `, ${name.arm(trial.id, contrast.arm)} v. ${name.arm(trial.id, contrast.versus)}`
              : ''),
          ...inArms.map((it) => (it && at === 0 ? cellText(it, several) : '')),
          contrast ? cellText(contrast, several) : '',
          contrast ? spread(contrast) : '',
          contrast?.reported ?? '',
        ])
      }),
    ),
    note: effectsNote(results, rows),
  })
}

/** Times of a line's rows, ascending; null first for measures without a time. */
function times(rows: readonly Row[], line: (typeof lines)[number]): readonly (number | null)[] {
  const found = rows.filter((it) => it.measure === line.contrast || (line.arm !== '' && it.measure === line.arm))
  return [...new Set(found.map((it) => it.time))].sort((a, b) => (a ?? -1) - (b ?? -1))
}

/** The unit of a difference of percentages is not that of the arms, so it is said in the cell; so is what lies beyond the evidence, and the level where a table has several. */
function cellText(row: Row, several: boolean): string {
  const points = row.measure === 'survival-difference' && row.estimate !== null ? ' points' : ''
  const beyond = row.status === 'extrapolated' ? ', extrapolated' : ''
  const level = several && row.level !== null ? `, ${intervalName(row.level)}` : ''
  const precise =
    row.measure === 'p-value' && row.estimate !== null ? pValueLikeReported(row.reported, row.estimate) : null
  return `${precise ?? formatEstimate(row)}${points}${level}${beyond}`
}

/** 2.5% and 97.5% points over the reconstruction draws, or nothing. */
export function spread(row: Row): string {
  return formatInterval(row.measure, row.spreadLower, row.spreadUpper) ?? ''
}

function effectsNote(results: Results, rows: readonly Row[]): string {
  const intervals =
    `In brackets: ${levels(rows)}. ` +
    'Their width rests on the numbers at risk of the rebuilt patients, which are the model’s where the paper prints none.'
  const lacking = notEstimable(results, rows)
  if (!rows.some((it) => it.versus !== '' && spread(it) !== '')) return intervals + lacking
  return (
    `${intervals}${lacking} Reconstruction spread: 2.5% and 97.5% points over draws from the model, what it leaves open where the paper prints no figure; left out ` +
    'where it prints one. Drawn curves keep printed landmarks and medians to their rounding; the patients drawn from them do so only nearly, and keep neither the total of events nor the hazard ratio.' +
    uncalibrated(results, 'spread')
  )
}

/** Why a cell of the table has no number. */
function notEstimable(results: Results, rows: readonly Row[]): string {
  const name = labels(results)
  return rows
    .filter((it) => it.status === 'not-estimable')
    .flatMap((row) => {
      const reason = /Not estimable: [^.]*(?:\.\d[^.]*)*\./u.exec(row.assumption)?.[0]
      return reason === undefined ? [] : [` ${name.quantity(row)}: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`]
    })
    .join('')
}
