import type { TopLevelSpec } from 'vega-lite'
import type { Table, Text } from './document.ts'

/** One series of a native chart: points in data units, survival as a proportion. */
export interface ChartSeries {
  readonly name: string
  /** `#rrggbb`. */
  readonly colour: string
  readonly dashed: boolean
  readonly marks: 'line' | 'points'
  readonly points: readonly (readonly [x: number, y: number])[]
}

/** Survival against time as a chart that the reader can edit. */
export interface StepChart {
  readonly alt: string
  readonly xTitle: string
  readonly yTitle: string
  /** End of the time axis and the distance of its ticks. */
  readonly end: number
  readonly step: number
  readonly series: readonly ChartSeries[]
}

export interface SlidePicture {
  /** Letters, digits and hyphens. */
  readonly id: string
  readonly spec: TopLevelSpec
  readonly alt: string
  /** What its marks are: the line under the title of the figure. Empty where it has none. */
  readonly legend: string
}

/** What stands on a slide, from top to bottom. Lists, terms and tables may run on to a second slide; pictures and charts take what is left of one. */
export type SlideBlock =
  | { readonly kind: 'text'; readonly text: Text; readonly tone: 'lead' | 'plain' | 'caption' | 'small' }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Text[] }
  | { readonly kind: 'terms'; readonly items: readonly { readonly term: string; readonly text: Text }[] }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'picture'; readonly picture: SlidePicture }
  | { readonly kind: 'chart'; readonly chart: StepChart }

export interface Slide {
  /** The part of the talk: "Absolute effects". */
  readonly part: string
  /** What the slide shows, as a sentence with its numbers. */
  readonly title: string
  readonly blocks: readonly SlideBlock[]
  /** One line under the slide: where the numbers come from. */
  readonly source: string
  /** What the speaker may be asked: how each number was computed, on which data, from which place of which source. */
  readonly notes: readonly string[]
  /** For whoever asks: stands behind the talk. */
  readonly appendix?: true
}

/** Colours of what is no picture and no chart, as `#rrggbb`. */
export interface SlideColours {
  readonly paper: string
  readonly ink: string
  readonly muted: string
  readonly rule: string
  /** Names of the parts of the talk. */
  readonly accent: string
}

export interface Slides {
  readonly colours: SlideColours
  readonly title: string
  readonly subject: string
  readonly slides: readonly Slide[]
}
