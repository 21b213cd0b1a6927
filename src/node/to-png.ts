import { fileURLToPath } from 'node:url'
import { Resvg } from '@resvg/resvg-js'
import { fontFamily } from '../chart/theme.ts'
import { fontFiles } from './fonts.ts'
import { palettePng } from './palette-png.ts'

/** An SVG of ours as PNG, `zoom` pixels to each of its own; drawn with the font of the package alone, so the same on every machine. */
export function toPng(svg: string, { zoom }: { readonly zoom: number }): Uint8Array {
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: zoom },
    font: {
      fontFiles: [fileURLToPath(fontFiles.regular), fileURLToPath(fontFiles.semibold)],
      loadSystemFonts: false,
      defaultFontFamily: fontFamily,
    },
  })
  const image = drawing.render()
  const { width, height } = image
  return palettePng({ width, height, rgba: image.pixels }) ?? new Uint8Array(image.asPng())
}
