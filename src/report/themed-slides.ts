import { type ChartTheme, themed, themedColours } from '../chart/themed.ts'
import type { SlideBlock, Slides } from './slide.ts'

/** Slides with their pictures and their charts to edit in the colours of a theme. */
export function themedSlides(slides: Slides, theme: ChartTheme): Slides {
  const colours = themedColours(theme, 'light')
  const inTheme = (block: SlideBlock): SlideBlock => {
    if (block.kind === 'picture')
      return { ...block, picture: { ...block.picture, spec: themed(block.picture.spec, theme) } }
    if (block.kind !== 'chart') return block
    const series = block.chart.series.map((it) => ({ ...it, colour: colours.get(it.colour) ?? it.colour }))
    return { ...block, chart: { ...block.chart, series } }
  }
  return { ...slides, slides: slides.slides.map((it) => ({ ...it, blocks: it.blocks.map((one) => inTheme(one)) })) }
}
