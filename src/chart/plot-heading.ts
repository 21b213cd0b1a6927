import { textAt, type Layer } from './layer.ts'
import { semibold } from './theme.ts'

/** A heading over a plot. */
export function plotHeading(text: string): readonly Layer[] {
  return [textAt(`${text.charAt(0).toUpperCase()}${text.slice(1)}`, 0, -16, { weight: semibold })]
}
