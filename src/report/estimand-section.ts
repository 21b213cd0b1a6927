import type { EstimandText, Results, ScenarioText, TrialText } from '../result/frames.ts'
import { blocks, column, see, strong, withoutEmptyColumns } from './blocks.ts'
import type { Block, Table, Text } from './document.ts'
import { labels } from './labels.ts'

const attributes = [
  { name: 'Treatment', of: (it: EstimandText) => it.treatment },
  { name: 'Population', of: (it: EstimandText) => it.population },
  { name: 'Variable', of: (it: EstimandText) => it.variable },
  { name: 'Intercurrent events', of: (it: EstimandText) => it.intercurrentEvents },
  { name: 'Summary measure', of: (it: EstimandText) => it.summary },
] as const

const asPublished = 'as published'

/** The five attributes of the published result (ICH E9(R1)). */
export function estimandSection(results: Results): readonly Block[] {
  const references = results.estimands.filter((it) => it.role === 'reference')
  const more = estimandDetails(results).length > 0
  if (references.length === 0 && !more) return []
  return [
    blocks.section('Estimands and completeness'),
    ...references.flatMap((it) => ofReference(results, it)),
    ...(more
      ? [
          blocks.paragraph(
            'The estimand of each scenario, and what of all that a reader needs the record has: ',
            see(inFull),
            '.',
          ),
        ]
      : []),
  ]
}

const inFull = 'Estimands and completeness'

/** The five attributes of every scenario, and what of all that a reader needs the papers state. */
export function estimandDetails(results: Results): readonly Block[] {
  const changed = results.estimands.filter((it) => it.role !== 'reference')
  const stated = completenessTable(results)
  if (changed.length === 0 && stated.rows.length === 0) return []
  return [
    blocks.section(inFull),
    ...(changed.length === 0 ? [] : [blocks.table(estimandTable(results, changed))]),
    ...(stated.rows.length === 0 ? [] : [blocks.table(stated)]),
  ]
}

function ofReference(results: Results, estimand: EstimandText): readonly Block[] {
  const whose = scenarioOf(results, estimand)?.trial
  const label = whose === undefined ? estimand.label : labels(results).ofTrial(whose, estimand.label)
  return [
    blocks.paragraph(strong(`Estimand: ${label}`)),
    blocks.terms(attributes.map(({ name, of }) => ({ term: name, text: of(estimand) }))),
  ]
}

/** A row for scenarios that differ in the same. */
function estimandTable(results: Results, estimands: readonly EstimandText[]): Table {
  const name = labels(results)
  const rows = new Map<string, { scenarios: string[]; differences: Text }>()
  for (const it of estimands) {
    const own = differences(results, it)
    const text =
      own.length === 0
        ? asPublished
        : own.flatMap(({ attribute, said }, at) => [...(at === 0 ? [] : [' ']), strong(`${attribute}:`), ` ${said}`])
    // Attributes of two trials are the same in words only.
    const key = JSON.stringify([scenarioOf(results, it)?.trial, text])
    const row = rows.get(key) ?? { scenarios: [], differences: text }
    rows.set(key, { ...row, scenarios: [...row.scenarios, name.scenario(it.scenario)] })
  }
  return {
    caption: 'Estimand of each scenario: what differs from the published one of its trial',
    columns: [column('Scenario'), column('Differs in')],
    rows: [...rows.values()].map((it) => [it.scenarios.join('; '), it.differences]),
    folded: true,
  }
}

function differences(
  results: Results,
  estimand: EstimandText,
): readonly { readonly attribute: string; readonly said: string }[] {
  return attributes.flatMap(({ name, of }) => {
    const said = differing(results, estimand, of)
    return said === asPublished ? [] : [{ attribute: name, said: `${said.replace(/\.$/u, '')}.` }]
  })
}

function differing(results: Results, estimand: EstimandText, of: (it: EstimandText) => string): string {
  const published = referenceOf(results, estimand)
  return published !== undefined && of(published) === of(estimand) ? asPublished : of(estimand)
}

/** Of the same trial, else that of all trials. */
function referenceOf(results: Results, estimand: EstimandText): EstimandText | undefined {
  const trial = scenarioOf(results, estimand)?.trial
  const references = results.estimands.filter((it) => it.role === 'reference')
  return (
    references.find((it) => scenarioOf(results, it)?.trial === trial) ??
    references.find((it) => scenarioOf(results, it)?.trial === undefined)
  )
}

const scenarioOf = (results: Results, { scenario }: EstimandText): ScenarioText | undefined =>
  results.scenarios.find((it) => it.id === scenario)

/** "Estimand: other population and summary measure than published." Which, the table says. */
export function estimandInShort(results: Results, scenario: string): string {
  const estimand = results.estimands.find((it) => it.scenario === scenario)
  if (estimand === undefined || referenceOf(results, estimand) === undefined) return ''
  const others = differences(results, estimand)
  if (others.length === 0) return 'Estimand as published.'
  const names = others.map((it) => it.attribute.toLowerCase())
  const last = names.at(-1) ?? ''
  const listed = names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
  return `Estimand with its own ${listed}, as the table under “Estimands and completeness” says.`
}

function completenessTable(results: Results): Table {
  const name = labels(results)
  const rows = results.trials.flatMap((trial) =>
    [...new Set(trial.completeness.map((it) => it.endpoint))].map((endpoint) => {
      const about = endpoint === '' ? 'Report' : name.endpoint(trial.id, endpoint)
      return [
        endpoint === '' ? name.ofTrial(trial.id, about) : about,
        ...(['not stated', 'reported', 'not applicable'] as const).map((state) => listed(trial, endpoint, state)),
      ]
    }),
  )
  return withoutEmptyColumns({
    caption: 'What a reader needs to know, and whether the record of the paper has it',
    columns: [column('About'), column('Not stated'), column('Reported'), column('Not applicable')],
    rows,
    note: 'After ICH E9(R1), CONSORT 2025 and CONSORT-Outcomes 2022, as far as they concern time-to-event figures, with what a reconstruction needs besides. Not stated: not in the record, which holds what its sources print.',
  })
}

function listed(trial: TrialText, endpoint: string, state: TrialText['completeness'][number]['state']): string {
  const own = trial.completeness.filter((it) => it.endpoint === endpoint && it.state === state)
  return own.map((it) => withLabels(trial, it.item)).join(', ')
}

/** Arms by their names: "treatment of ide-cel" is of Ide-cel. */
const withLabels = (trial: TrialText, item: string): string =>
  trial.arms.reduce(
    (text, arm) => (text.endsWith(` of ${arm.id}`) ? text.slice(0, -arm.id.length) + arm.label : text),
    item,
  )
