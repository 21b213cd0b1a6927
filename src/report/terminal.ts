import { wholeDocument } from './document.ts'
import type { Block, Document, Inline, Text } from './document.ts'
import { terminalTable } from './terminal-table.ts'
import { wrap } from './wrap.ts'

export interface TerminalOptions {
  /** Characters a line. */
  readonly width: number
  /** Bold headings and labels by ANSI sequences. */
  readonly colour?: boolean
}

/**
 * A report as plain text for a terminal. Control characters in texts are dropped, so that nothing in a record can steer the
 * terminal. Ends with one LF. RangeError where the width is less than 40.
 */
export function renderTerminal(document: Document, options: TerminalOptions): string {
  if (!(Number.isInteger(options.width) && options.width >= 40)) {
    throw new RangeError(`A terminal has a width of at least 40 characters, got ${options.width}.`)
  }
  const bold = (it: string): string => (options.colour === true ? `\u001b[1m${it}\u001b[22m` : it)
  const title = wrap(plain(document.title), options.width)
  const head = [
    ...title.map((it) => bold(it)),
    '═'.repeat(Math.max(...title.map((it) => it.length))),
    ...(document.subtitle === '' ? [] : wrap(plain(document.subtitle), options.width)),
  ]
  const blocks = wholeDocument(document).map((it) => lines(it, options.width, bold))
  return `${[head, ...blocks].map((it) => it.join('\n')).join('\n\n')}\n`
}

function lines(it: Block, width: number, bold: (text: string) => string): readonly string[] {
  switch (it.kind) {
    case 'heading':
      return it.level === 2
        ? ['', ...wrap(plain(it.text), width).map((line) => bold(line)), '─'.repeat(Math.min(width, it.text.length))]
        : wrap(plain(it.text), width).map((line) => bold(line))
    case 'paragraph':
      return wrap(text(it.text), width)
    case 'list':
      return it.items.flatMap((item, at) => hanging(it.ordered ? `${at + 1}. ` : '• ', text(item), width))
    case 'terms':
      return terms(it.items, width)
    case 'details':
      return [...wrap(plain(it.summary), width).map((line) => bold(line)), ...terms(it.items, width)]
    case 'table':
      return [
        ...wrap(`Table ${it.number}. ${plain(it.table.caption)}`, width).map((line) => bold(line)),
        '',
        ...terminalTable(
          it.table.columns.map((column) => ({ ...column, label: plain(column.label) })),
          it.table.rows.map((row) => row.map((cell) => text(cell))),
          width,
        ),
        ...(it.table.note === undefined ? [] : ['', ...wrap(text(it.table.note), width)]),
      ]
    case 'figure':
      return [
        ...wrap(`Figure ${it.number}. ${text(it.figure.caption)}`, width).map((line) => bold(line)),
        ...wrap(plain(it.figure.alt), width),
        `→ charts/${it.figure.id}.svg`,
      ]
    case 'note':
      return hanging('│ ', `${plain(it.title).trim()}${it.tone === 'answer' ? ':' : ''} ${text(it.text)}`, width, '│ ')
    case 'code':
      return it.text.split('\n').map((line) => `    ${plain(line)}`)
    case 'references':
      return it.items.flatMap((item, at) =>
        hanging(`${at + 1}. `, plain(item.doi === '' ? item.citation : `${item.citation} doi:${item.doi}`), width),
      )
  }
}

const terms = (items: readonly { readonly term: string; readonly text: Text }[], width: number): readonly string[] =>
  items.flatMap((item) => hanging('  ', `${plain(item.term)}: ${text(item.text)}`, width, '      '))

/** A mark before the first line, the others set under the text. */
function hanging(mark: string, body: string, width: number, under = ' '.repeat(mark.length)): readonly string[] {
  return wrap(body, width - Math.max(mark.length, under.length)).map((line, at) =>
    `${at === 0 ? mark : under}${line}`.trimEnd(),
  )
}

const text = (it: Text): string => (typeof it === 'string' ? plain(it) : it.map((part) => inline(part)).join(''))

function inline(it: Inline): string {
  if (typeof it === 'string') return plain(it)
  if (it.kind === 'cite') return `[${it.number}]`
  return plain(it.text)
}

/** Line breaks become spaces; other control characters go. */
const plain = (it: string): string => it.replace(/[\t\r\n]+/g, ' ').replace(/\p{Cc}/gu, '')
