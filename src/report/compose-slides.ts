import { lowerFirst } from '../result/lower-first.ts'
import type { EndpointText, EstimandText, Results } from '../result/frames.ts'
import { headline } from './answer-section.ts'
import { strong } from './blocks.ts'
import { designSection } from './design-section.ts'
import type { Block, Reference, Table } from './document.ts'
import { effectsSection } from './effects-section.ts'
import { fidelitySection } from './fidelity-section.ts'
import { findingsSection } from './findings-section.ts'
import { labels } from './labels.ts'
import { limitsSections } from './closing-sections.ts'
import { methodsSection } from './methods-section.ts'
import { primarySection } from './primary-section.ts'
import { figureData } from './figure-data.ts'
import { slideColours } from './themed-slides.ts'
import type { Slide, Slides } from './slide.ts'
import { computationNotes, sourceLine, sourceNotes } from './slide-notes.ts'
import { scenarioSlides } from './scenario-slides.ts'
import { slideBlocks } from './slide-blocks.ts'
import { curvePicture, fidelityPicture } from './slide-pictures.ts'
import { questions } from './slide-questions.ts'
import { rebuilt, slideTitles } from './slide-titles.ts'
import { stepChart } from './step-chart.ts'
import { plainText } from './slide-width.ts'

/**
 * The slides of an analysis for a journal club: question and design, primary figure, reported beside rebuilt, absolute effects, scenarios, what
 * the audit found, questions to discuss, methods and limits; behind it an appendix for whoever asks. Made of the same rows and blocks as the report:
 * nothing is computed here.
 */
export function composeSlides(results: Results, references: ReadonlyMap<string, Reference>): Slides {
  return {
    colours: slideColours,
    title: results.analysis.title,
    subject: results.analysis.question,
    slides: [
      ...designSlides(results),
      ...results.endpoints.flatMap((it) => primarySlides(results, it)),
      ...fidelityTally(results),
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
  const brief = ['Population', 'Design', 'Follow-up']
  const inBrief = results.trials.map((trial, at) => ({
    term: trial.label,
    text: (described[at] ?? [])
      .filter((it) => brief.includes(it.term))
      .map((it) => `${it.term}: ${plainText(it.text).replace(/\.$/u, '')}.`)
      .join(' '),
  }))
  const about = results.trials.length === 1 ? results.trials[0]?.id : undefined
  const one: Slide = {
    part: 'Question and design',
    title: slideTitles.design(results),
    blocks: [
      slideBlocks.text('lead', results.analysis.question),
      {
        kind: 'terms',
        items: results.trials.length === 1 ? design.filter((it) => !it.term.startsWith('Source')) : inBrief,
      },
    ],
    source: sourceLine(results, about),
    notes,
  }
  const estimands = results.estimands.filter((it) => it.role === 'reference')
  return [
    one,
    ...estimands.map((it): Slide => ({
      appendix: true,
      part: 'Question and design',
      title: `${estimandOf(results, it)}, in its five attributes`,
      blocks: [
        {
          kind: 'terms',
          items: [
            { term: 'Treatment', text: it.treatment },
            { term: 'Population', text: it.population },
            { term: 'Variable', text: it.variable },
            { term: 'Intercurrent events', text: it.intercurrentEvents },
            { term: 'Summary measure', text: it.summary },
          ],
        },
      ],
      source: sourceLine(results, about),
      notes: ['The five attributes of an estimand after ICH E9(R1).', ...notes],
    })),
  ]
}

/** With several estimands each is called by the trial or the scenario that it belongs to. */
function estimandOf(results: Results, { scenario, label }: EstimandText): string {
  if (results.estimands.filter((it) => it.role === 'reference').length === 1)
    return 'The estimand of the result as published'
  const trial = results.scenarios.find((it) => it.id === scenario)?.trial
  const name = labels(results)
  return `The estimand of the result as published, ${trial === undefined ? lowerFirst(label) : name.trial(trial)}`
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
  const of = endpointOf(results, endpoint)
  const shared = { part: 'Primary figure', title, source: sourceLine(results, endpoint.trial), notes }
  const risk = results.risk.filter((it) => it.trial === endpoint.trial && it.endpoint === endpoint.id)
  return [
    { ...shared, blocks: slideBlocks.picture(picture) },
    ...(chart === null
      ? []
      : [
          {
            ...shared,
            appendix: true as const,
            title: `${of}: the rebuilt curves, to edit`,
            blocks: [{ kind: 'chart', chart } as const],
            notes: ['Right-click the chart and choose Edit Data: every step of the curves is there.', ...notes],
          },
        ]),
    ...(risk.length === 0
      ? []
      : [
          {
            ...shared,
            appendix: true as const,
            title: `${of}: numbers under the curves, rebuilt`,
            blocks: slideBlocks.table(figureData.curve(results, risk)),
          },
        ]),
  ]
}

/** Stands in where a section asks for a figure that the slide has already. */
const heading: Block = { kind: 'heading', level: 3, id: '', text: '' }

function fidelitySlides(results: Results, endpoint: EndpointText): readonly Slide[] {
  const tables = slideBlocks.tablesOf(fidelitySection({ ...results, endpoints: [endpoint] }))
  const whole = tables.map((table) => ({
    part: 'Reported beside rebuilt',
    title: fidelityTitle(results, endpoint),
    blocks: slideBlocks.table(
      slideBlocks.columnsOf(table, [
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
      ...sourceNotes(results),
    ],
  }))
  const picture = fidelityPicture(results, endpoint)
  const [first] = whole
  const behind = whole.map((it): Slide => ({ ...it, appendix: true }))
  if (first === undefined || results.endpoints.length > 1) return behind
  return picture === null ? whole : [{ ...first, blocks: slideBlocks.picture(picture) }, ...behind]
}

const fidelityTitle = (results: Results, endpoint: EndpointText): string =>
  results.endpoints.length === 1
    ? slideTitles.fidelity(results, endpoint)
    : `${endpointOf(results, endpoint)}: ${slideTitles.fidelity(results, endpoint)}`

/** "Progression-free survival", of several trials "KarMMa, progression-free survival". */
const endpointOf = (results: Results, { trial, label }: EndpointText): string =>
  results.trials.length > 1 ? `${labels(results).trial(trial)}, ${lowerFirst(label)}` : label

/** With several trials the name of one before a sentence. */
const ofTrial = (results: Results, trial: string, sentence: string): string =>
  results.trials.length > 1 ? labels(results).ofTrial(trial, lowerFirst(sentence)) : sentence

/** Of several endpoints the tally alone; their tables are in the appendix. */
function fidelityTally(results: Results): readonly Slide[] {
  if (results.endpoints.length < 2) return []
  return [
    {
      part: 'Reported beside rebuilt',
      title: slideTitles.heldOut(results),
      blocks: [
        {
          kind: 'terms',
          items: results.endpoints.map((it) => ({
            term: labels(results).endpoint(it.trial, it.id),
            text: slideTitles.fidelity(results, it),
          })),
        },
      ],
      source: sourceLine(results),
      notes: ['The figures one by one are in the appendix.', ...sourceNotes(results)],
    },
  ]
}

function effectsSlides(results: Results, endpoint: EndpointText): readonly Slide[] {
  const tables = slideBlocks.tablesOf(effectsSection({ ...results, endpoints: [endpoint] }))
  const rows = rebuilt(results, endpoint)
  const title = ofTrial(results, endpoint.trial, slideTitles.effects(results, endpoint))
  const sentences = plainText(tables[0]?.note ?? '').split(/(?<=\.) (?=[A-Z†])/u)
  const dagger = sentences.find((it) => it.startsWith('†'))
  const rest = sentences.filter((it) => it !== dagger && it !== '')
  const ofTimes = tables.filter((it) => it.columns[0]?.label !== 'Measure')
  // Effects against time first; medians and ratios stand on the primary figure already.
  const [shown, behind] = ofTimes.length === 0 ? [tables, []] : [ofTimes, tables.filter((it) => !ofTimes.includes(it))]
  return [shown, behind]
    .filter((it) => it.length > 0)
    .map((own, at) => ({
      part: rows.some((it) => it.versus !== '') ? 'Absolute effects' : 'Estimates',
      title: at === 0 ? title : (own[0]?.caption ?? title),
      ...(at === 0 ? {} : { appendix: true as const }),
      // Marks are explained before they are met; what else is said under a table is in the notes.
      blocks: [
        ...(marked(own) && dagger !== undefined ? [slideBlocks.text('small', dagger)] : []),
        ...own.flatMap((table) => [
          ...(own.length > 1 ? [slideBlocks.text('caption', [strong(table.caption)])] : []),
          { kind: 'table', table } as const,
        ]),
        ...(rest.length === 0 ? [] : [slideBlocks.text('small', rest.join(' '))]),
      ],
      source: sourceLine(results, endpoint.trial),
      notes: [
        ...tables.flatMap((it) => (it.note === undefined ? [] : [plainText(it.note)])),
        ...computationNotes(results, rows),
        ...sourceNotes(results),
      ],
    }))
}

const marked = (tables: readonly Table[]): boolean =>
  tables.some((it) => it.rows.flat().some((cell) => plainText(cell).includes('†')))

function auditSlides(results: Results): readonly Slide[] {
  const section = findingsSection(results, [])
  if (section.length === 0) return []
  const tables = slideBlocks
    .tablesOf(section)
    .map((it) => slideBlocks.columnsOf(it, ['Rule', 'State', 'Finding', 'Likely explanation', 'To settle it']))
  const details = section.flatMap((it) =>
    it.kind === 'details' ? it.items.map((item) => `${item.term}: ${plainText(item.text)}`) : [],
  )
  return [
    {
      part: 'What the audit found',
      title: slideTitles.audit(results),
      blocks:
        tables.length === 0
          ? [slideBlocks.text('lead', 'No rule found figures of this paper that contradict each other.')]
          : tables.flatMap((it) => slideBlocks.table(it)),
      source: sourceLine(results),
      notes: [
        'A contradiction between printed figures may be a misprint, a rounding, or two definitions under one name; the audit names it and decides nothing.',
        ...details,
        ...sourceNotes(results),
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
      notes: [...items.map((it, at) => `${at + 1}. ${it.why}`), ...sourceNotes(results)],
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
        ...sourceNotes(results),
      ],
    },
  ]
}

const written = (results: Results): readonly string[] => [`The plan was written ${results.analysis.written}.`]
