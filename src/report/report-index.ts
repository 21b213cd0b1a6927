import type { Document, Text } from './document.ts'
import { documentFigures } from './document.ts'
import type { ReportEntry } from '../result/read-provenance.ts'

/** Begins every index: a README that begins otherwise is somebody's own. */
export const indexMark = '<!-- Written by remeier report. -->'

/** What the index says of a report. */
export function reportEntry(document: Document, question: string): ReportEntry {
  const answers = document.blocks.flatMap((it) => (it.kind === 'note' && it.tone === 'answer' ? [it] : []))
  const [figure] = documentFigures(document)
  return {
    title: document.title,
    question,
    // Of several trials each answers for itself, under its name.
    answer: answers.map((it) => (answers.length > 1 ? `${it.title}: ${words(it.text)}` : words(it.text))).join(' '),
    picture: figure === undefined ? null : { path: `charts/${figure.id}.svg`, alt: figure.alt },
  }
}

/** `reports/README.md`: every report by its folder, with its question, its answer and its first figure as GitHub shows them. */
export function reportIndex(entries: ReadonlyMap<string, ReportEntry>): string {
  const reports = [...entries].sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    indexMark,
    '# Reports',
    'One folder a plan of `analyses/`. `npm run report` writes them all, `npm run report -- --check` fails where one is stale.',
    ...reports.flatMap(([folder, it]) => section(folder, it)),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n')
}

function section(folder: string, { title, question, answer, picture }: ReportEntry): readonly string[] {
  const report = `${encodeURIComponent(folder)}/report.md`
  return [
    `## [${escape(title)}](${report})`,
    ...(picture === null
      ? []
      : [
          `<a href="${report}"><img src="${encodeURIComponent(folder)}/${picture.path}" width="480" alt="${escape(picture.alt)}"></a>`,
        ]),
    ...(question === '' ? [] : [escape(question)]),
    ...(answer === '' ? [] : [`**In short:** ${escape(answer)}`]),
  ]
}

const words = (text: Text): string =>
  typeof text === 'string'
    ? text
    : text.map((it) => (typeof it === 'string' ? it : it.kind === 'cite' ? '' : it.text)).join('')

/** Nothing in a text is markup of Markdown or HTML. */
const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\\`*_[\]|~]/g, (mark) => `\\${mark}`)
