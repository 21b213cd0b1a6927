import { type ChartTheme, themed, themedColours } from '../chart/themed.ts'
import { ink, muted, paper, rule } from '../chart/theme.ts'
import type { SlideBlock, SlideColours, Slides } from './slide.ts'

/** The colours of slides without a theme: each is one of the palette of the charts, so that a theme changes it. */
export const slideColours: SlideColours = { paper, ink, muted, rule, accent: '#005f96' }

/** Slides with their texts, their pictures and their charts to edit in the colours of a theme. */
export function themedSlides(slides: Slides, theme: ChartTheme): Slides {
  const colours = themedColours(theme, 'light')
  const exchanged = (colour: string): string => colours.get(colour) ?? colour
  const inTheme = (block: SlideBlock): SlideBlock => {
    if (block.kind === 'picture')
      return { ...block, picture: { ...block.picture, spec: themed(block.picture.spec, theme) } }
    if (block.kind !== 'chart') return block
    const series = block.chart.series.map((it) => ({ ...it, colour: exchanged(it.colour) }))
    return { ...block, chart: { ...block.chart, series } }
  }
  const { paper: ground, ink: text, muted: quiet, rule: line, accent } = slides.colours
  return {
    ...slides,
    colours: {
      paper: exchanged(ground),
      ink: exchanged(text),
      muted: exchanged(quiet),
      rule: exchanged(line),
      accent: exchanged(accent),
    },
    slides: slides.slides.map((it) => ({ ...it, blocks: it.blocks.map((one) => inTheme(one)) })),
  }
}
