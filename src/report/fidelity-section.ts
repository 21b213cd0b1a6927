import { fixed, trimmed } from '../result/format.ts'
import type { FidelityRow, Results } from '../result/frames.ts'
import { likeReported } from '../result/like-reported.ts'
import { formatPrediction, measureFormat } from '../result/measure-format.ts'
import type { Verdict } from '../result/verdict.ts'
import { blocks, column, strong, withoutEmptyColumns } from './blocks.ts'
import type { Block, Table, Text } from './document.ts'
import { inWords } from './in-words.ts'
import { labels } from './labels.ts'
import { uncalibrated } from './uncalibrated.ts'

/** Every reported figure beside its rebuilt twin, with its role and verdict and with what the other figures predict for it. */
export function fidelitySection(results: Results): readonly Block[] {
  const verdicts = [...new Set(results.fidelity.flatMap((it) => [it.verdict, it.predictionVerdict]))]
  return [
    blocks.section('Reported beside rebuilt'),
    blocks.caution(
      'Reproduced is not validated. ',
      'A figure that drives the reconstruction comes back by construction. That checks the machinery and says nothing about ' +
        'whether the curve is right. The test is on the right of the table: each figure predicted from the others. ',
      'An estimate and its limits are one group and are left out together, as if the paper had printed none of them.',
    ),
    ...results.endpoints.flatMap((endpoint) => {
      const rows = results.fidelity.filter((it) => it.trial === endpoint.trial && it.endpoint === endpoint.id)
      return rows.length === 0
        ? []
        : [blocks.table(fidelityTable(results, rows, labels(results).endpoint(endpoint.trial, endpoint.id)))]
    }),
    blocks.terms(verdicts.flatMap((it) => (it === '' ? [] : [{ term: verdictName(it), text: inWords.verdict[it] }]))),
  ]
}

/** Reported, rebuilt, predicted: one figure a row. */
export function fidelityTable(results: Results, rows: readonly FidelityRow[], endpoint: string): Table {
  const name = labels(results)
  return withoutEmptyColumns({
    caption: `${endpoint}: reported figures, rebuilt figures, and each figure predicted from the others`,
    columns: [
      column('Figure'),
      column('Arm'),
      column('Reported', 'right'),
      column('Rebuilt', 'right'),
      column('Role'),
      column('Verdict'),
      column('Predicted from the others (95% PI)', 'right'),
      column('z', 'right'),
      column('Held out'),
    ],
    rows: rows.map((row) => [
      figureName(row),
      name.arm(row.trial, row.arm),
      row.reported,
      likeReported(row, row.rebuilt),
      row.role === 'input' ? 'input' : 'held out',
      alarming(row.verdict),
      likeReported(row, formatPrediction(row)),
      row.z === null ? '' : fixed(row.z, 1),
      row.predictionVerdict === '' ? '' : alarming(row.predictionVerdict),
    ]),
    note: `PI: prediction interval${rows.some((it) => it.predicted !== null && it.upper === null) ? '; NR: its end is not reached' : ''}. z: how far the nearest value that prints as the figure lies from its prediction, as a deviate of the normal law: 0 where the prediction prints so, beyond 1.96 where nothing inside the interval does.${uncalibrated(results, 'prediction intervals')}`,
  })
}

/** What a reader must not miss stands out in every format. */
const alarming = (verdict: Verdict): Text =>
  verdict === 'missed' || verdict === 'contradicted' ? [strong(verdictName(verdict))] : verdictName(verdict)

const verdictName = (verdict: Verdict): string => verdict.replace('-', ' ')

/** "Survival at 12 months", "Lower limit of the median": times in the unit in which the paper prints them. */
export function figureName(row: Pick<FidelityRow, 'measure' | 'time' | 'unit'>): string {
  const { name, unit } = measureFormat(row.measure)
  const at = row.time === null ? '' : ` at ${trimmed(row.time)} months`
  const in_ = unit === 'months' ? `, ${row.unit ?? unit}` : ''
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${at}${in_}`
}
