import type { Results, ScenarioText } from '../result/frames.ts'
import { formatEstimate } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { secondParameter } from '../result/second-parameter.ts'
import { blocks, code, column, see, strong, withoutConstantColumns } from './blocks.ts'
import { estimandInShort } from './estimand-section.ts'
import type { Block, Inline, Table } from './document.ts'
import { spread } from './effects-section.ts'
import { specificationLog } from './specification-section.ts'
import { infeasibleStretches } from './infeasible-stretches.ts'
import { inWords } from './in-words.ts'
import { changedScenarios, labels, trialColumn } from './labels.ts'
import { levels } from './levels.ts'
import { uncalibrated } from './uncalibrated.ts'
import { whoseColumns, whoseNote } from './whose-columns.ts'

/** The scenarios side by side: what kinds there are, and the forest of what most of them give. */
export function scenarioSection(results: Results, forests: readonly Block[]): readonly Block[] {
  if (changedScenarios(results).length === 0) return []
  return [
    blocks.section('Scenarios'),
    blocks.paragraph(
      'Everything that the paper does not report is an assumption and is named as one. A sensitivity analysis keeps the trial’s estimand ' +
        'and changes an assumption; a supplementary analysis answers another question; a diagnostic shows a bias. Each scenario with its assumptions, its numbers and its pictures: ',
      see(oneByOne),
      '. All of them with their settings: ',
      see(specificationLog),
      '.',
    ),
    ...forests,
  ]
}

const oneByOne = 'Scenarios one by one'

/** Each scenario: what it is, what it rests on, its estimand, its assumptions in words, what came out and where no answer exists. */
export function scenarioDetails(
  results: Results,
  figuresOf: (scenario: string) => readonly Block[],
  forests: readonly Block[],
): readonly Block[] {
  const changed = changedScenarios(results)
  if (changed.length === 0) return []
  const usual = usualLevels(results, changed)
  return [
    blocks.section(oneByOne),
    blocks.paragraph(...tablesInGeneral(results, changed)),
    ...changed.flatMap((scenario) => [...oneScenario(results, scenario, usual), ...figuresOf(scenario.id)]),
    ...(forests.length === 0 ? [] : [blocks.subsection('Other quantities, all scenarios', 'scenario'), ...forests]),
  ]
}

/** Tipping points have a table of their own, and the bins of a histogram are drawn. */
function rowsOf(results: Results, { id }: ScenarioText): readonly Row[] {
  return results.rows.filter(
    (it) =>
      it.scenario === id &&
      it.origin !== 'tipping' &&
      it.origin !== 'reported' &&
      it.measure !== 'share-of-simulations',
  )
}

/** What the intervals of most tables are: said once, and under the tables of which it does not hold. */
function usualLevels(results: Results, scenarios: readonly ScenarioText[]): string {
  const found = scenarios.map((it) => rowsOf(results, it)).filter((it) => it.some(({ level }) => level !== null))
  const texts = found.map((it) => levels(it))
  const times = (text: string): number => texts.filter((it) => it === text).length
  return texts.reduce((most, it) => (times(it) > times(most) ? it : most), texts[0] ?? '')
}

/** What holds of all tables of scenarios. */
function tablesInGeneral(results: Results, scenarios: readonly ScenarioText[]): readonly Inline[] {
  const usual = usualLevels(results, scenarios)
  const spreads = scenarios.some((it) => rowsOf(results, it).some((row) => spread(row) !== ''))
  return [
    'In the tables: ',
    ...(usual === '' ? [] : [`brackets hold ${usual}, where a note does not say otherwise. `]),
    ...(spreads
      ? [
          `Reconstruction spread: 2.5% and 97.5% points over draws of the reconstruction, empty where not every draw gives the number.${uncalibrated(results, 'spread of scenarios')} `,
        ]
      : []),
    'Infeasible: the curve that the assumption asks for is no survival curve. Of a sweep the two ends are shown and where the status changes; all values are in ',
    code('results.csv'),
    '.',
  ]
}

function oneScenario(results: Results, scenario: ScenarioText, usual: string): readonly Block[] {
  const rows = rowsOf(results, scenario)
  const table = scenarioTable(results, rows, scenario, usual)
  const stretches = infeasibleStretches(results, scenario.id)
  return [
    blocks.subsection(labels(results).scenario(scenario.id), 'scenario'),
    blocks.paragraph(
      strong(`${inWords.role[scenario.role][0]}: `),
      `${inWords.role[scenario.role][1]}. `,
      `${basis(scenario, rows)} ${estimandInShort(results, scenario.id)}`.trim(),
    ),
    ...(scenario.question === '' ? [] : [blocks.paragraph(scenario.question)]),
    ...(scenario.assumptions.length === 0
      ? []
      : [blocks.paragraph(strong('Assumptions')), blocks.list(scenario.assumptions)]),
    ...(scenario.finding === '' ? [] : [blocks.paragraph(strong('Result. '), scenario.finding)]),
    ...(table.rows.length === 0 ? [] : [blocks.table(table)]),
    ...(stretches.length === 0
      ? []
      : [
          blocks.caution(
            'Infeasible stretches. ',
            'Here the arithmetic gives what no survival curve can do (it leaves 0 to 100% or rises), so the assumption contradicts the ' +
              `rebuilt curve there; where no printed figure pins that curve, a curve of another shape may allow it: ${stretches.join('; ')}.`,
          ),
        ]),
  ]
}

/** What the numbers are and what identifies them, and of which that does not hold. */
function basis({ data, identification }: ScenarioText, rows: readonly Row[]): string {
  const apart = rows.filter(
    (it) => it.origin === 'scenario' && it.variant !== '' && it.identification !== identification,
  )
  const exceptions = [...new Set(apart.map((it) => it.identification))].map((kind) => {
    const variants = [...new Set(apart.flatMap((it) => (it.identification === kind ? [it.variant] : [])))]
    return ` Not so: ${variants.join('; ')}, identified ${inWords.identification[kind][1]}.`
  })
  return `The numbers are ${inWords.data[data][1]} and identified ${inWords.identification[identification][1]}.${exceptions.join('')}`
}

function scenarioTable(results: Results, rows: readonly Row[], scenario: ScenarioText, usual: string): Table {
  const name = labels(results)
  const trialOf = trialColumn(results)
  const shown = ends(corners(rows))
  const whose = whoseColumns(shown)
  return withoutConstantColumns({
    caption: `${name.scenario(scenario.id)}: results`,
    folded: shown.length > mostOpen,
    columns: [
      column('Quantity'),
      column('Trial'),
      column('Variant'),
      column('Population'),
      column('Time from'),
      column('Method'),
      column('Parameter'),
      column('Estimate', 'right'),
      column('Reconstruction spread', 'right'),
      column('Status'),
    ],
    rows: shown.map((row) => [
      name.quantity(row),
      scenario.trial === undefined ? trialOf(row) : '',
      name.variant(row),
      ...whose(row),
      row.parameter === '' ? '' : name.parameterAt(row.trial, row.parameter, row.value),
      row.origin === 'bound' ? bound(row) : formatEstimate(row),
      spread(row),
      row.origin === 'bound' ? 'bounds' : inWords.status[row.status],
    ]),
    ...noted([
      whoseNote(results, shown),
      ...(shown.some((it) => it.level !== null) && levels(rows) !== usual ? [`In brackets: ${levels(rows)}.`] : []),
      ...spreadNote(shown),
    ]),
  })
}

/** A longer table is shown on demand: the result in words stands before it, and its figure after it. */
const mostOpen = 8

/** Of a sweep of two parameters, the ends of the second and none of its frontier: the heatmap and the frontier show the rest. */
function corners(rows: readonly Row[]): readonly Row[] {
  const seconds = rows.flatMap((it) => (it.origin === 'bound' ? [] : (secondParameter(it.variant)?.value ?? [])))
  const outer = [Math.min(...seconds), Math.max(...seconds)]
  return rows.filter((it) => {
    const second = secondParameter(it.variant)
    return second === null || (it.origin !== 'bound' && outer.includes(second.value))
  })
}

/** No note where there is nothing to note. */
function noted(parts: readonly string[]): Pick<Table, 'note'> {
  const note = parts.join('').trim()
  return note === '' ? {} : { note }
}

/** That there is no spread, and why a number may lie outside of it, where that is so. */
function spreadNote(rows: readonly Row[]): readonly string[] {
  const estimated = rows.filter((it) => it.origin !== 'bound' && it.estimate !== null && it.draws !== null)
  const outside = estimated.some(
    ({ estimate: at, spreadLower: from, spreadUpper: to }) =>
      at !== null && from !== null && to !== null && (at < from || at > to),
  )
  if (!rows.some((it) => spread(it) !== ''))
    return estimated.length === 0
      ? []
      : [' No spread is given: not every draw of the reconstruction gives these numbers.']
  return outside
    ? [
        ' A number may lie outside of its spread: the rebuilt patients give back every printed figure that went in, the draws not the total of events or the hazard ratio.',
      ]
    : []
}

/** Of every sweep the two ends and both sides of each change of status; rows without a sweep all stay. */
function ends(rows: readonly Row[]): readonly Row[] {
  const sweeps = new Map<string, Row[]>()
  for (const it of rows) {
    const key = JSON.stringify([
      it.trial,
      it.endpoint,
      it.variant,
      it.arm,
      it.versus,
      it.measure,
      it.time,
      it.parameter,
      it.method,
      it.origin,
    ])
    sweeps.set(key, [...(sweeps.get(key) ?? []), it])
  }
  const telling = [...sweeps.values()].flatMap((sweep) =>
    sweep.filter((it, at) => it.status !== sweep[at - 1]?.status || it.status !== sweep[at + 1]?.status),
  )
  const kept = new Set(telling)
  return rows.filter((it) => it.value === null || kept.has(it))
}

/** A bound is an interval without an estimate: all that can be attained. */
function bound(row: Row): string {
  return row.estimate === null ? attainable(row) : formatEstimate(row)
}

/** "between 19.2 and 32.0". */
export function attainable(row: Pick<Row, 'measure' | 'lower' | 'upper'>): string {
  const text = (limit: number | null, otherwise: string): string =>
    limit === null ? otherwise : formatEstimate({ ...row, estimate: limit, lower: null, upper: null, status: 'ok' })
  return `between ${text(row.lower, 'no lower limit')} and ${text(row.upper, 'no upper limit')}`
}
