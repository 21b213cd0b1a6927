import type { Palette } from './palette.ts'

/** Ink, paper and rules of a page; text reaches a contrast of at least 4.5:1 on paper and wash in both themes. */
export const pagePalette: Palette = [
  { name: 'paper', light: '#ffffff', dark: '#14181d', inCharts: true },
  { name: 'ink', light: '#14181d', dark: '#e8eaed', inCharts: true },
  { name: 'muted', light: '#5a6472', dark: '#a3adb9', inCharts: true },
  { name: 'wash', light: '#f4f5f7', dark: '#1d232a', inCharts: false },
  { name: 'rule', light: '#e1e4e8', dark: '#2c343d', inCharts: true },
  { name: 'rule-strong', light: '#6b7683', dark: '#7d8895', inCharts: false },
  { name: 'link', light: '#005f96', dark: '#6cbcf0', inCharts: false },
  { name: 'caution', light: '#d55e00', dark: '#f0904a', inCharts: false },
  { name: 'experimental', light: '#0072b2', dark: '#56b4e9', inCharts: true },
  { name: 'control', light: '#d55e00', dark: '#f0904a', inCharts: true },
]
