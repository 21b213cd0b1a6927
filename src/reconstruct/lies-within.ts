import type { Figure } from '../evidence/evidence.ts'

/** Whether a value lies below (-1) or above (1) all that a print stands for; 0 where it prints so. */
export function sideOf({ quantity }: Figure, value: number): -1 | 0 | 1 {
  switch (quantity.kind) {
    case 'number':
      return value < quantity.lower ? -1 : value > quantity.upper ? 1 : 0
    case 'less-than':
      return value >= quantity.upper ? 1 : 0
    case 'greater-than':
      return value <= quantity.lower ? -1 : 0
    case 'not-reached':
    case 'not-estimable':
      return value < Infinity ? -1 : 0
  }
}

/** Whether what the print stands for and the prediction interval have a point in common. */
export function liesWithin(figure: Figure, lower: number, upper: number): boolean {
  return sideOf(figure, lower) <= 0 && sideOf(figure, upper) >= 0
}
