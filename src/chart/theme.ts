import type { TopLevelSpec } from 'vega-lite'
import type { ArmText } from '../result/frames.ts'

/** A colour of the charts in light and in dark: a page maps every `light` in a drawing to a custom property `--name`. */
export interface ChartColour {
  readonly name: string
  readonly light: string
  readonly dark: string
  readonly inCharts: true
}

const colour = <Name extends string, Light extends string>(name: Name, light: Light, dark: string) =>
  ({ name, light, dark, inCharts: true }) as const

/** Okabe-Ito for what is drawn, darker tints for text in the colour of an arm (at least 4.5:1 on paper). Every `light` is unique. */
const colours = {
  paper: colour('paper', '#ffffff', '#14181d'),
  ink: colour('ink', '#14181d', '#e8eaed'),
  muted: colour('muted', '#5a6472', '#a3adb9'),
  faint: colour('faint', '#8c96a3', '#76828f'),
  rule: colour('rule', '#e1e4e8', '#2c343d'),
  caution: colour('chart-caution', '#b3261e', '#ff8f85'),
  experimental: colour('experimental', '#0072b2', '#56b4e9'),
  experimentalText: colour('experimental-text', '#005f96', '#7cc6f2'),
  control: colour('control', '#d55e00', '#f0904a'),
  controlText: colour('control-text', '#a84300', '#f5a66c'),
  third: colour('third', '#009e73', '#2cc295'),
  thirdText: colour('third-text', '#00704f', '#5ad3ae'),
  fourth: colour('fourth', '#cc79a7', '#e29bc3'),
  fourthText: colour('fourth-text', '#9a4776', '#ecb6d4'),
  fifth: colour('fifth', '#e69f00', '#f0b93a'),
  fifthText: colour('fifth-text', '#8a5f00', '#f5cc70'),
} as const

/** All colours of the charts. */
export const chartPalette: readonly ChartColour[] = Object.values(colours)

export const paper = colours.paper.light
export const ink = colours.ink.light
export const muted = colours.muted.light
export const faint = colours.faint.light
export const rule = colours.rule.light
export const caution = colours.caution.light
/** Figures that agree, and those that are unusual together. */
export const agreeing = colours.third.light
export const unusual = colours.fifth.light

/** Type sizes in pixels. */
export const sizes = { title: 17, subtitle: 12.5, heading: 12.5, label: 12, note: 11 } as const

/** A subset of Source Sans 3 comes with the package under a name of its own. */
export const fontFamily = 'Remeier Sans'

/** The fallbacks are what a reader may have. Quoted: unquoted, the word "3" makes the whole list invalid. */
export const fontStack = `'${fontFamily}', 'Source Sans 3', 'Source Sans Pro', 'Helvetica Neue', Arial, sans-serif`

export const semibold = 600 as const

/** How an arm is drawn: colour, its darker tint for text, and a dash that tells it apart without colour. */
export interface ArmStyle {
  readonly id: string
  readonly label: string
  readonly role: ArmText['role']
  readonly line: string
  readonly text: string
  readonly dash: readonly number[]
}

const others = [
  { line: colours.third.light, text: colours.thirdText.light, dash: [2, 2] },
  { line: colours.fourth.light, text: colours.fourthText.light, dash: [10, 2.5, 2, 2.5] },
  { line: colours.fifth.light, text: colours.fifthText.light, dash: [4, 4] },
] as const

/**
 * The arms in the order in which they are shown: the experimental arms, then the controls. The first experimental (or single) arm is
 * blue and solid, the first control vermilion and dashed, whatever the order of the record.
 */
export function armStyles(arms: readonly ArmText[]): readonly ArmStyle[] {
  const shown = [...arms.filter((it) => it.role !== 'control'), ...arms.filter((it) => it.role === 'control')]
  const firstControl = shown.find((it) => it.role === 'control')
  let next = 0
  return shown.map((arm, index) => {
    const { id, label, role } = arm
    if (arm === firstControl)
      return { id, label, role, line: colours.control.light, text: colours.controlText.light, dash: [7, 2.5] }
    if (index === 0)
      return { id, label, role, line: colours.experimental.light, text: colours.experimentalText.light, dash: [] }
    const style = others[next++ % others.length] ?? others[0]
    return { id, label, role, ...style }
  })
}

/** The look of every chart, in one place. Marks say nothing to assistive technology: the figure is one picture with one sentence. */
export const chartConfig: NonNullable<TopLevelSpec['config']> = {
  aria: false,
  font: fontStack,
  background: paper,
  padding: 12,
  view: { stroke: null },
  title: {
    anchor: 'start',
    frame: 'group',
    color: ink,
    fontSize: sizes.title,
    fontWeight: semibold,
    offset: 22,
    subtitleColor: muted,
    subtitleFontSize: sizes.subtitle,
    subtitleFontWeight: 400,
    subtitleLineHeight: 17,
    subtitlePadding: 7,
  },
  axis: {
    labelColor: muted,
    labelFontSize: sizes.label,
    labelLimit: 0,
    labelFlush: false,
    labelOverlap: false,
    titleColor: ink,
    titleFontSize: sizes.heading,
    titleFontWeight: semibold,
    titleLimit: 0,
    domainColor: faint,
    tickColor: faint,
    gridColor: rule,
  },
  mark: { color: muted },
  text: { color: ink, fontSize: sizes.label, baseline: 'middle', align: 'left' },
  point: { opacity: 1 },
  tick: { opacity: 1 },
}
