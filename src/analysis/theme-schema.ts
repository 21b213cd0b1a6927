import { z } from 'zod'

const colour = z.strictObject({
  light: z.string().regex(/^#[0-9a-f]{6}$/u, 'six hexadecimal digits after #, in small letters'),
  dark: z.string().regex(/^#[0-9a-f]{6}$/u, 'six hexadecimal digits after #, in small letters'),
})

/** Names of the colours of the charts. */
export const themeColours = [
  ...['paper', 'ink', 'muted', 'faint', 'rule', 'chart-caution'],
  ...['experimental', 'experimental-text', 'control', 'control-text', 'third', 'third-text'],
  ...['fourth', 'fourth-text', 'fifth', 'fifth-text'],
] as const

const size = (least: number, most: number) =>
  z.number().min(least, `from ${least} to ${most} pixels`).max(most, `from ${least} to ${most} pixels`)

/** Sizes end where labels that are placed for the default would touch. */
export const themeSchema = z.strictObject({
  name: z.string().min(1, 'a name'),
  colours: z
    .strictObject(Object.fromEntries(themeColours.map((it) => [it, colour.optional()])))
    .optional()
    .describe('Colours in light and dark; text needs a contrast of 4.5:1.'),
  font: z.string().min(1, 'families, as CSS writes them').optional(),
  sizes: z
    .strictObject({
      title: size(12, 20).optional(),
      subtitle: size(10, 13).optional(),
      heading: size(10, 13).optional(),
      label: size(9, 12.5).optional(),
      note: size(8, 11.5).optional(),
    })
    .optional(),
})
