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
  | { readonly kind: 'table'; readonly number: number; readonly table: Table }
  | { readonly kind: 'figure'; readonly number: number; readonly figure: Figure }
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
  readonly blocks: readonly Block[]
}

/** The figures of a document in reading order, for whoever draws them. */
export function documentFigures(document: Document): readonly Figure[] {
  return document.blocks.flatMap((block) => (block.kind === 'figure' ? [block.figure] : []))
}
