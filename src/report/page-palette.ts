import { chartPalette } from '../chart/theme.ts'
import { type ChartTheme, themePalette } from '../chart/themed.ts'
import type { Palette } from './palette.ts'

/** What a page has besides the colours of its charts; text reaches a contrast of at least 4.5:1 in both themes. */
const ofPage: Palette = [
  { name: 'wash', light: '#f4f5f7', dark: '#1d232a', inCharts: false },
  { name: 'rule-strong', light: '#6b7683', dark: '#7d8895', inCharts: false },
  { name: 'link', light: '#005f96', dark: '#6cbcf0', inCharts: false },
  { name: 'caution', light: '#d55e00', dark: '#f0904a', inCharts: false },
]

/** The colours of a page. */
export const pagePalette: Palette = [...chartPalette, ...ofPage]

/** The colours of a page in a theme. */
export const themedPagePalette = (theme: ChartTheme): Palette => [...themePalette(theme), ...ofPage]
