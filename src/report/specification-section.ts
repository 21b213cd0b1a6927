import type { Results, ScenarioText } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import { blocks, code, column, withoutConstantColumns } from './blocks.ts'
import type { Block, Table } from './document.ts'
import { inWords } from './in-words.ts'
import { type Labels, labels } from './labels.ts'

export const specificationLog = 'Specification log'

/** The specification log: every scenario of the plan, what was swept, how many numbers it gave and how many it refused; and its settings. */
export function specificationSection(results: Results): readonly Block[] {
  const { id, planHash, written, seed, draws } = results.analysis
  return [
    blocks.section(specificationLog),
    blocks.paragraph(
      'Every scenario of the plan was run, and every one that was run is listed. Plan ',
      code(`analyses/${id}.yaml`),
      ` (SHA-256 `,
      code(planHash),
      `), written ${written}; seed ${seed}, ${draws} draws of the reconstruction.`,
    ),
    blocks.table(logTable(results)),
    ...settings(results),
  ]
}

function logTable(results: Results): Table {
  const name = labels(results)
  return withoutConstantColumns({
    caption: 'Scenarios that were run',
    columns: [
      column('Scenario'),
      column('Method'),
      column('Role, data, identified by'),
      column('Swept'),
      column('Rows', 'right'),
      column('Unanswered'),
    ],
    rows: results.scenarios.map((it) => {
      const rows = results.rows.filter((row) => row.scenario === it.id)
      return [
        [name.scenario(it.id), ...(it.id === it.label ? [] : [' ', code(it.id)])],
        it.method,
        `${inWords.role[it.role][0].toLowerCase()}; ${it.data}; ${inWords.identification[it.identification][0]}`,
        swept(rows, name.parameter),
        String(rows.length),
        unanswered(rows),
      ]
    }),
    note: 'Behind each scenario its id in results.csv. Swept: how many variants the rows name, and over how many values each parameter runs. Rows: of results.csv, with bounds and tipping points. Unanswered: those of them without an answer, or infeasible.',
  })
}

/** "6 variants; infused share: 6 values". */
function swept(rows: readonly Row[], name: Labels['parameter']): string {
  const variants = new Set(rows.flatMap((it) => (it.variant === '' ? [] : [it.variant]))).size
  const parameters = [
    ...new Set(rows.flatMap((it) => (it.value === null || it.parameter === '' ? [] : [it.parameter]))),
  ]
  return [
    ...(variants < 2 ? [] : [`${variants} variants`]),
    ...parameters.map((parameter) => {
      const values = new Set(rows.flatMap((it) => (it.parameter === parameter && it.value !== null ? [it.value] : [])))
      return `${name(rows[0]?.trial ?? '', parameter)}: ${values.size} value${values.size === 1 ? '' : 's'}`
    }),
  ].join('; ')
}

const without = ['refused', 'infeasible', 'not-estimable', 'not-reached', 'none-in-range'] as const

/** "3 infeasible, 1 refused"; none: nothing to say. */
function unanswered(rows: readonly Row[]): string {
  const counts = without.flatMap((status) => {
    const count = rows.filter((it) => it.status === status).length
    return count === 0 ? [] : [`${count} ${status.replaceAll('-', ' ')}`]
  })
  return counts.length === 0 ? 'none' : counts.join(', ')
}

function settings(results: Results): readonly Block[] {
  const name = labels(results)
  const items = results.scenarios
    .filter((it: ScenarioText) => it.settings.length > 0)
    .map((it) => ({ term: name.scenario(it.id), text: `${it.settings.join('; ')}.` }))
  return items.length === 0
    ? []
    : [blocks.details('Settings of each scenario as it was run, defaults included; times in months', items)]
}
