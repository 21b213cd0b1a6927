/** A colour of the page: the custom property that holds it, and what it is in light and in dark. */
export interface PaletteEntry {
  readonly name: string
  readonly light: string
  readonly dark: string
  /** Whether charts draw with the light value, so that it becomes the property where a chart is inlined. */
  readonly inCharts: boolean
}

export type Palette = readonly PaletteEntry[]
