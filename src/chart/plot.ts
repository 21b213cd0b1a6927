/** The frame of a survival plot in pixels, and where its time axis ends (months). */
export interface Plot {
  readonly width: number
  readonly height: number
  readonly end: number
  /** Room to the left of the plot, for row labels and the axis. */
  readonly left: number
}

export const xOf = (plot: Plot, time: number): number => (time / plot.end) * plot.width
export const yOf = (plot: Plot, survival: number): number => (1 - survival) * plot.height

/** A scale that is what it says: no rounding to nice ends, no zero forced in. Layers share it; the axis is drawn by one of them only. */
export const scale = (from: number, to: number) => ({ domain: [from, to], nice: false, zero: false })

/** The same on a logarithmic axis, which has no zero to force in. */
export const logarithmic = (from: number, to: number) => ({ type: 'log' as const, domain: [from, to], nice: false })

/** The time channel of a layer. */
export const timeOf = (plot: Pick<Plot, 'end'>, field = 'time') =>
  ({ field, type: 'quantitative', scale: scale(0, plot.end), axis: null }) as const

/** The survival channel of a layer. */
export const survivalOf = (field = 'survival') =>
  ({ field, type: 'quantitative', scale: scale(0, 1), axis: null }) as const

/** Merged over layers, an axis that one layer switches off is off in all. */
export const ownAxes = { axis: { x: 'independent', y: 'independent' } } as const
