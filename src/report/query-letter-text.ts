import type { AuditFigure } from '../result/audit-results.ts'
import type { Disagreement, FigureRequest, QueryLetter } from '../result/query-letter.ts'
import { counted } from './audit-tally.ts'
import { blocks, strong } from './blocks.ts'
import type { Block, Document, Text } from './document.ts'
import { renderMarkdown } from './markdown.ts'

/** A letter to the authors of a report as Markdown, ready to send once it is signed; where nothing is left to ask, it says so. */
export function queryLetterText(letter: QueryLetter): string {
  return renderMarkdown(compose(letter))
}

function compose(letter: QueryLetter): Document {
  const { trial, report, disagreements, figures, definitions } = letter
  const asks = disagreements.length + figures.length + definitions.length > 0
  return {
    title: `Questions about the report of ${trial}`,
    subtitle: report ?? '',
    blocks: [
      blocks.paragraph('Dear authors,'),
      ...opening(letter, asks),
      ...aboutFigures(disagreements),
      ...aboutMissing(figures),
      ...aboutDefinitions(definitions),
      blocks.paragraph(
        asks
          ? 'If some of this stands in the article or its supplement and we have overlooked it, a pointer to the place is all we need. Thank you for your time.'
          : 'There is nothing that we have to ask. Thank you.',
      ),
      blocks.paragraph('Yours sincerely,'),
      blocks.paragraph('[name, institution, address]'),
    ],
  }
}

function opening({ citations, notRead, checks, agree, disagreements }: QueryLetter, asks: boolean): readonly Block[] {
  const primary = citations.filter((it) => it.primary)
  const read = (primary.length > 0 ? primary : citations).map(({ citation }) => citation)
  const opened =
    primary.length > 0
      ? 'We have read:'
      : 'We have not read the report itself, in which some answers may stand; we have read:'
  const made =
    checks === 0
      ? 'The printed figures left nothing to compare with each other.'
      : `We compared the printed figures with each other: ${counted(checks, 'comparison')}, ${agree === checks ? 'all of which' : `of which ${agree}`} agree${unasked(checks - agree - disagreements.length)}.`
  const ask = asks ? ' We would be grateful for your help with the following.' : ''
  const missing =
    notRead.length === 0
      ? []
      : [blocks.paragraph('Our copy is not whole; an answer may stand where we could not read:'), blocks.list(notRead)]
  return [blocks.paragraph(opened), blocks.list(read), ...missing, blocks.paragraph(`${made}${ask}`)]
}

/** Notes that are no question for authors. */
const unasked = (count: number): string =>
  count <= 0
    ? ''
    : `; ${counted(count, 'further one')} ${count === 1 ? 'concerns' : 'concern'} rounding, wording or other sources, about which we do not ask`

function aboutFigures(all: readonly Disagreement[]): readonly Block[] {
  if (all.length === 0) return []
  return [
    blocks.section('Figures that we cannot bring together'),
    blocks.paragraph('We may have misread them, or they may be defined in a way that we do not know.'),
    { kind: 'list', ordered: true, items: all.map(question) },
  ]
}

function question({ state, about, message, figures, computation, resolve }: Disagreement): Text {
  const places = figures.flatMap((it) => placed(it)).slice(0, mostPlaces)
  const doubt = state === 'fail' ? '' : ' This is unusual rather than impossible.'
  return [
    strong(about === null ? capital(sentence(message)) : `${about}: ${sentence(message)}`),
    doubt,
    ...(computation === undefined ? [] : [` ${sentence(computation)}`]),
    ...(places.length === 0 ? [] : [` Printed: ${places.join('; ')}.`]),
    ...(resolve === undefined ? [] : [` What would settle it: ${lower(sentence(resolve))}`]),
  ]
}

const mostPlaces = 6

function placed({ printed, at }: AuditFigure): readonly string[] {
  if (printed === null) return []
  return [at === null ? `"${printed}"` : `"${printed}" (${at})`]
}

function aboutMissing(all: readonly FigureRequest[]): readonly Block[] {
  if (all.length === 0) return []
  const weighed = all.some(({ worth }) => worth.length > 0)
  const order =
    'We rebuild Kaplan-Meier curves from printed figures. The percentages say by how much each figure alone is expected to narrow the uncertainty of these curves (the mean width of a 95% model band); the most valuable come first.'
  const about = [...new Set(all.map(({ endpoint }) => endpoint))]
  return [
    blocks.section('Figures that we did not find'),
    ...(weighed ? [blocks.paragraph(order)] : []),
    ...about.flatMap((endpoint): readonly Block[] => [
      blocks.paragraph(strong(endpoint ?? 'The report')),
      { kind: 'list', ordered: true, items: all.filter((it) => it.endpoint === endpoint).map(wanted) },
    ]),
  ]
}

function wanted({ figure, worth }: FigureRequest): Text {
  const each = worth.map(({ arm, shrinkage }) => `${arm === 'all' ? '' : `${arm} `}${Math.round(100 * shrinkage)}%`)
  return each.length === 0 ? figure : `${figure}: ${each.join(', ')}`
}

function aboutDefinitions(all: QueryLetter['definitions']): readonly Block[] {
  if (all.length === 0) return []
  return [
    blocks.section('Definitions that we did not find'),
    blocks.terms(all.map(({ endpoint, items }) => ({ term: endpoint ?? 'The report', text: `${items.join('; ')}.` }))),
  ]
}

/** With a full stop. */
const sentence = (words: string): string => (/[.?!]$/u.test(words) ? words : `${words}.`)

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`

/** In the middle of a sentence: no capital, unless it is a name or an abbreviation. */
const lower = (words: string): string =>
  /^(The|Which|What|Whether|An?|How|Where) /u.test(words) ? `${words.charAt(0).toLowerCase()}${words.slice(1)}` : words
