import type { LiveData } from '../result/experiment.ts'

/** What a live page hands to its script. */
export interface LivePage {
  readonly data: LiveData
  readonly figures: readonly LiveFigure[]
  /** The specification of each figure of the report, by the id of the figure. */
  readonly specifications: Readonly<Record<string, unknown>>
  /** Colours in light by the name of their custom property: a drawing that leaves the page takes them with it. */
  readonly colours: Readonly<Record<string, string>>
}

/** The drawing of an endpoint, compiled: a page only fills its data sets. */
export interface LiveFigure {
  readonly trial: string
  readonly endpoint: string
  /** A Vega specification. */
  readonly spec: Readonly<Record<string, unknown>>
  /** Months on the axis. */
  readonly end: number
  /** Pixels from the top to the bottom of the plot. */
  readonly height: number
  readonly arms: readonly {
    readonly id: string
    readonly label: string
    readonly line: string
    readonly text: string
  }[]
}
