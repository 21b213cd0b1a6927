import type { TopLevelSpec } from 'vega-lite'

/** A run of text. Renderers escape everything; nothing in a text is markup. */
export type Inline =
  | string
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'emphasis'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  /** Number of an entry of the references block. */
  | { readonly kind: 'cite'; readonly number: number }
  /** Leads to a heading of the supplement by its id. */
  | { readonly kind: 'see'; readonly text: string; readonly to: string }

export type Text = string | readonly Inline[]

export interface Column {
  readonly label: string
  readonly align: 'left' | 'right' | 'centre'
}

export interface Table {
  readonly caption: string
  readonly columns: readonly Column[]
  /** One cell a column; the first cell of a row is its header. */
  readonly rows: readonly (readonly Text[])[]
  /** Said under the table: what the intervals are, where more stands. */
  readonly note?: Text
  /** Shown on demand where the format can; shown at once elsewhere. */
  readonly folded?: boolean
}

export interface Figure {
  /** File name of the chart without its extension: letters, digits, dots and hyphens. */
  readonly id: string
  readonly spec: TopLevelSpec
  readonly caption: Text
  /** One or two sentences that say what the figure shows, for those who do not see it. */
  readonly alt: string
  /** The numbers behind the picture. */
  readonly data: Table
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly id: string; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: Text }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Text[] }
  | { readonly kind: 'terms'; readonly items: readonly { readonly term: string; readonly text: Text }[] }
  | {
      readonly kind: 'details'
      readonly summary: string
      readonly items: readonly { readonly term: string; readonly text: Text }[]
    }
  /** Numbers are "3", or "S3" in a supplement. */
  | { readonly kind: 'table'; readonly number: string; readonly table: Table }
  | { readonly kind: 'figure'; readonly number: string; readonly figure: Figure }
  /** Set apart from the running text: `answer` once at the top, `caution` where a reader could be misled. */
  | {
      readonly kind: 'note'
      readonly tone: 'answer' | 'caution' | 'aside'
      readonly title: string
      readonly text: Text
    }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'references'; readonly items: readonly Reference[] }

export interface Reference {
  readonly key: string
  readonly citation: string
  /** Without the resolver; empty where there is none. */
  readonly doi: string
}

/** A report before it has a format: what `renderMarkdown`, `renderHtml` and `renderTerminal` turn into text. */
export interface Document {
  readonly title: string
  readonly subtitle: string
  /** What answers the question and what that rests on, whole in itself. */
  readonly blocks: readonly Block[]
  /** What only a question asks for: a page of its own in HTML, behind the report in every other format. */
  readonly supplement?: readonly Block[]
}

/** Report and supplement one after the other; sections of the supplement say that they are. */
export function wholeDocument({ blocks, supplement = [] }: Document): readonly Block[] {
  return [
    ...blocks,
    ...supplement.map((it) =>
      it.kind === 'heading' && it.level === 2 ? { ...it, text: `Supplement: ${it.text}` } : it,
    ),
  ]
}

/** The figures of a document in reading order, for whoever draws them. */
export function documentFigures(document: Document): readonly Figure[] {
  return wholeDocument(document).flatMap((block) => (block.kind === 'figure' ? [block.figure] : []))
}
