import type { EndpointText, Results } from '../result/frames.ts'
import { headline } from './answer-section.ts'
import { designSection } from './design-section.ts'
import type { Block, Reference, Table, Text } from './document.ts'
import { effectsSection } from './effects-section.ts'
import { fidelitySection } from './fidelity-section.ts'
import { findingsSection } from './findings-section.ts'
import { changedScenarios } from './labels.ts'
import { limitsSections } from './closing-sections.ts'
import { methodsSection } from './methods-section.ts'
import { primarySection } from './primary-section.ts'
import { figureData } from './figure-data.ts'
import type { Slide, SlideBlock, Slides } from './slide.ts'
import { computationNotes, sourceLine, sourceNotes } from './slide-notes.ts'
import { curvePicture, forestPictures, tippingPictures } from './slide-pictures.ts'
import { questions } from './slide-questions.ts'
import { rebuilt, slideTitles } from './slide-titles.ts'
import { stepChart } from './step-chart.ts'
import { tippingSection } from './tipping-section.ts'
import { plainText } from './slide-width.ts'

/**
 * The slides of an analysis for a journal club: question and design, primary figure, reported beside rebuilt, absolute effects, scenarios, what
 * the audit found, questions to discuss, methods and limits. Made of the same rows and blocks as the report: nothing is computed here.
 */
export function composeSlides(results: Results, references: ReadonlyMap<string, Reference>): Slides {
  return {
    title: results.analysis.title,
    subject: results.analysis.question,
    slides: [
      ...designSlides(results),
      ...results.endpoints.flatMap((it) => primarySlides(results, it)),
      ...results.endpoints.flatMap((it) => fidelitySlides(results, it)),
      ...results.endpoints.flatMap((it) => effectsSlides(results, it)),
      ...scenarioSlides(results),
      ...auditSlides(results),
      ...discussionSlides(results),
      ...closingSlides(results, references),
    ],
  }
}

function designSlides(results: Results): readonly Slide[] {
  const section = designSection(results)
  const described = section.flatMap((it) => (it.kind === 'terms' ? [it.items] : []))
  const design = described.slice(0, results.trials.length).flat()
  const notes = [...sourceNotes(results), ...written(results)]
  const about = results.trials.length === 1 ? results.trials[0]?.id : undefined
  const one: Slide = {
    part: 'Question and design',
    title: slideTitles.design(results),
    blocks: [
      text('lead', results.analysis.question),
      { kind: 'terms', items: design.filter((it) => !it.term.startsWith('Source')) },
    ],
    source: sourceLine(results, about),
    notes,
  }
  const estimands = results.estimands.filter((it) => it.role === 'reference')
  return [
    one,
    ...estimands.map((it): Slide => ({
      part: 'Question and design',
      title: `The estimand that was published: ${lowerFirst(it.summary)}`,
      blocks: [
        {
          kind: 'terms',
          items: [
            { term: 'Treatment', text: it.treatment },
            { term: 'Population', text: it.population },
            { term: 'Variable', text: it.variable },
            { term: 'Intercurrent events', text: it.intercurrentEvents },
          ],
        },
      ],
      source: sourceLine(results, about),
      notes: ['The five attributes of an estimand after ICH E9(R1).', ...notes],
    })),
  ]
}

function primarySlides(results: Results, endpoint: EndpointText): readonly Slide[] {
  const picture = curvePicture(results, endpoint)
  const chart = stepChart(results, endpoint)
  if (picture === null) return []
  const title = slideTitles.primary(results, endpoint)
  const cautions = primarySection({ ...results, endpoints: [endpoint] }, () => [heading]).flatMap((it) =>
    it.kind === 'note' ? [plainText(it.text)] : [],
  )
  const notes = [...cautions, ...computationNotes(results, headline(results, endpoint)), ...sourceNotes(results)]
  const shared = { part: 'Primary figure', title, source: sourceLine(results, endpoint.trial), notes }
  const risk = results.risk.filter((it) => it.trial === endpoint.trial && it.endpoint === endpoint.id)
  return [
    { ...shared, blocks: [{ kind: 'picture', picture }] },
    ...(chart === null
      ? []
      : [
          {
            ...shared,
            title: `${endpoint.label}: the rebuilt curves, to edit`,
            blocks: [{ kind: 'chart', chart } as const],
            notes: ['Right-click the chart and choose Edit Data: every step of the curves is there.', ...notes],
          },
        ]),
    ...(risk.length === 0
      ? []
      : [
          {
            ...shared,
            title: `${endpoint.label}: numbers under the curves, rebuilt`,
            blocks: tableBlocks(figureData.curve(results, risk)),
          },
        ]),
  ]
}

/** Stands in where a section asks for a figure that the slide has already. */
const heading: Block = { kind: 'heading', level: 3, id: '', text: '' }

function fidelitySlides(results: Results, endpoint: EndpointText): readonly Slide[] {
  const tables = tablesOf(fidelitySection({ ...results, endpoints: [endpoint] }))
  return tables.map((table) => ({
    part: 'Reported beside rebuilt',
    title: slideTitles.fidelity(results, endpoint),
    blocks: tableBlocks(
      columnsOf(table, [
        'Figure',
        'Arm',
        'Reported',
        'Rebuilt',
        'Verdict',
        'Predicted from the others (95% PI)',
        'Held out',
      ]),
    ),
    source: sourceLine(results, endpoint.trial),
    notes: [
      'A figure that went in comes back by construction: that checks the machinery and validates nothing. The test is the last two columns: each figure predicted from the others, an estimate and its limits left out together.',
      ...(table.note === undefined ? [] : [plainText(table.note)]),
      'Where each figure stands:',
      ...results.fidelity
        .filter((it) => it.trial === endpoint.trial && it.endpoint === endpoint.id)
        .map((it) => `${it.figure} "${it.reported}": ${it.source}.`),
    ],
  }))
}

function effectsSlides(results: Results, endpoint: EndpointText): readonly Slide[] {
  const tables = tablesOf(effectsSection({ ...results, endpoints: [endpoint] }))
  const rows = rebuilt(results, endpoint)
  return tables.map((table) => ({
    part: rows.some((it) => it.versus !== '') ? 'Absolute effects' : 'Estimates',
    title: slideTitles.effects(results, endpoint),
    blocks: tableBlocks(table),
    source: sourceLine(results, endpoint.trial),
    notes: [
      ...(table.note === undefined ? [] : [plainText(table.note)]),
      ...computationNotes(results, rows),
      ...sourceNotes(results),
    ],
  }))
}

function scenarioSlides(results: Results): readonly Slide[] {
  const changed = changedScenarios(results)
  if (changed.length === 0) return []
  const target = forestTarget(results)
  const part = 'Scenarios'
  const source = sourceLine(results)
  const notes = changed.flatMap((it) => [
    `${it.label} (${it.role}): ${it.question}`,
    ...it.assumptions.map((assumption) => `Assumed: ${assumption}`),
  ])
  const title =
    target === undefined
      ? `${changed.length} scenarios beside the published result`
      : slideTitles.scenarios(results, target)
  const pictures = target === undefined ? [] : forestPictures(results, target)
  const tables = tablesOf(tippingSection(results, []))
  const found = changed.filter((it) => it.finding !== '')
  return [
    ...pictures.map((picture): Slide => ({ part, title, blocks: [{ kind: 'picture', picture }], source, notes })),
    ...(found.length === 0
      ? []
      : [
          {
            part,
            title: pictures.length === 0 ? title : 'What each scenario found, in words',
            blocks: [
              {
                kind: 'list',
                ordered: false,
                items: found.map((it): Text => [{ kind: 'strong', text: `${it.label} (${it.role}): ` }, it.finding]),
              },
            ],
            source,
            notes,
          } satisfies Slide,
        ]),
    ...tables.map((table): Slide => ({
      part,
      title: slideTitles.tipping(results),
      blocks: tableBlocks(table),
      source,
      notes,
    })),
    ...tippingPictures(results).map(({ scenario, ...picture }): Slide => {
      const of = changed.find((it) => it.id === scenario)
      return {
        part,
        title: `${of?.label ?? scenario}: the result against the assumption`,
        blocks: [{ kind: 'picture', picture }],
        source,
        notes: [of?.finding ?? '', ...notes],
      }
    }),
  ]
}

/** What most scenarios give and the published result has too: contrasts first. */
function forestTarget(results: Results) {
  const scenarios = (row: Results['rows'][number]): number =>
    new Set(
      results.rows
        .filter(
          (it) =>
            it.role !== 'reference' &&
            it.measure === row.measure &&
            it.time === row.time &&
            it.arm === row.arm &&
            it.versus === row.versus &&
            it.trial === row.trial &&
            it.endpoint === row.endpoint,
        )
        .map((it) => it.scenario),
    ).size
  const published = results.rows.filter(
    (it) => it.role === 'reference' && it.origin === 'rebuilt' && it.estimate !== null,
  )
  const ranked = published.map((row) => ({ row, count: scenarios(row) })).filter((it) => it.count > 0)
  return ranked.sort((a, b) => b.count - a.count || Number(b.row.versus !== '') - Number(a.row.versus !== ''))[0]?.row
}

function auditSlides(results: Results): readonly Slide[] {
  const section = findingsSection(results, [])
  if (section.length === 0) return []
  const tables = tablesOf(section).map((it) =>
    columnsOf(it, ['Rule', 'State', 'Finding', 'Likely explanation', 'To settle it']),
  )
  const details = section.flatMap((it) =>
    it.kind === 'details' ? it.items.map((item) => `${item.term}: ${plainText(item.text)}`) : [],
  )
  return [
    {
      part: 'What the audit found',
      title: slideTitles.audit(results),
      blocks:
        tables.length === 0
          ? [text('lead', 'No rule found figures of this paper that contradict each other.')]
          : tables.flatMap((it) => tableBlocks(it)),
      source: sourceLine(results),
      notes: [
        'A contradiction between printed figures may be a misprint, a rounding, or two definitions under one name; the audit names it and decides nothing.',
        ...details,
      ],
    },
  ]
}

function discussionSlides(results: Results): readonly Slide[] {
  const items = questions(results)
  return [
    {
      part: 'Questions to discuss',
      title: `${items.length} questions that the printed figures leave open`,
      blocks: [{ kind: 'list', ordered: true, items: items.map((it) => it.question) }],
      source: sourceLine(results),
      notes: items.map((it, at) => `${at + 1}. ${it.why}`),
    },
  ]
}

function closingSlides(results: Results, references: ReadonlyMap<string, Reference>): readonly Slide[] {
  const methods = methodsSection(results, references)
  const limits = limitsSections(results)
  const lists = limits.flatMap((it) => (it.kind === 'list' ? [it] : []))
  const { id, seed, draws, planHash } = results.analysis
  return [
    {
      part: 'Methods and limits',
      title: slideTitles.limits(results),
      blocks: lists.slice(-1),
      source: sourceLine(results),
      notes: [
        ...methods.flatMap((it) => (it.kind === 'paragraph' ? [plainText(it.text)] : [])),
        ...methods.flatMap((it) =>
          it.kind === 'references'
            ? it.items.map((item, at) => `[${at + 1}] ${item.citation}${item.doi === '' ? '' : ` doi:${item.doi}`}`)
            : [],
        ),
        ...lists
          .slice(0, -1)
          .flatMap((it) => ['Assumptions of the reconstruction:', ...it.items.map((item) => plainText(item))]),
        `To make these slides again: remeier report analyses/${id}.yaml --format pptx. Seed ${seed}, ${draws} draws, plan SHA-256 ${planHash}.`,
      ],
    },
  ]
}

const written = (results: Results): readonly string[] => [`The plan was written ${results.analysis.written}.`]

const text = (tone: 'lead' | 'plain' | 'small', it: Text): SlideBlock => ({ kind: 'text', tone, text: it })

const tablesOf = (blocks: readonly Block[]): readonly Table[] =>
  blocks.flatMap((it) => (it.kind === 'table' ? [it.table] : []))

/** A table and the note under it. */
const tableBlocks = (table: Table): readonly SlideBlock[] => [
  { kind: 'table', table },
  ...(table.note === undefined ? [] : [text('small', table.note)]),
]

/** The named columns of a table, in its order; what a slide has no room for is in the notes. */
function columnsOf(table: Table, names: readonly string[]): Table {
  const kept = table.columns.map((it) => names.includes(it.label))
  const keep = <Cell>(cells: readonly Cell[]): readonly Cell[] => cells.filter((_, at) => kept[at] === true)
  const { caption } = table
  return { caption, columns: keep(table.columns), rows: table.rows.map((row) => keep(row)) }
}

const lowerFirst = (it: string): string => it.charAt(0).toLowerCase() + it.slice(1)
