import { readFileSync } from 'node:fs'
import * as fontkit from 'fontkit'
import type { Font } from 'fontkit'
import { fontFamily } from '../chart/theme.ts'

/** The two faces of the figures. The path holds from src/node and from dist/node: both lie two folders below the package. */
export const fontFiles = {
  family: fontFamily,
  regular: new URL('../../src/node/fonts/remeier-sans-regular.ttf', import.meta.url),
  semibold: new URL('../../src/node/fonts/remeier-sans-semibold.ttf', import.meta.url),
} as const

/** What the small faces of a page hold: the letters of English, and the signs that reports use. */
const usual = 'α-δΔφψ§°±·×–—‘’“”†‡•…←→−∞≈≤≥'

const woff2 = (name: string): URL => new URL(`../../src/node/fonts/remeier-sans-${name}.woff2`, import.meta.url)

/** The same faces as a page carries them, compressed and in two parts: everything else is in the second, for the page that holds one of `needs`. */
export const pageFontFiles = [
  { weight: 400, file: woff2('regular') },
  { weight: 600, file: woff2('semibold') },
  { weight: 400, file: woff2('regular-more'), needs: rare() },
  { weight: 600, file: woff2('semibold-more'), needs: rare() },
] as const

function rare(): RegExp {
  return new RegExp(`[^\\n\\u0020-\\u007e\\u00a0${usual}]`, 'u')
}

const loaded = new Map<keyof typeof faces, Font>()
const faces = { regular: fontFiles.regular, semibold: fontFiles.semibold } as const

function face(name: keyof typeof faces): Font {
  const known = loaded.get(name)
  if (known) return known
  const font = fontkit.create(readFileSync(faces[name]))
  if (!('layout' in font))
    throw new RangeError(`A font with one face is required, got a collection in ${faces[name].href}.`)
  loaded.set(name, font)
  return font
}

/** In units of the font. Layout asks for the same lines many times. */
const advances = { regular: new Map<string, number>(), semibold: new Map<string, number>() } as const

/** Width of a line of text in pixels, kerned, as the font file has it. `size` in pixels; a weight of 600 and more is semibold. */
export function measuredWidth(text: string, size: number, weight = 400): number {
  const name = weight >= 600 ? 'semibold' : 'regular'
  const font = face(name)
  const advance = advances[name].get(text) ?? font.layout(text).advanceWidth
  advances[name].set(text, advance)
  return (advance * size) / font.unitsPerEm
}
