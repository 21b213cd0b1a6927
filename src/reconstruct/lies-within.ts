import type { Figure } from '../evidence/evidence.ts'

/** Whether what the print stands for and the prediction interval have a point in common. */
export function liesWithin({ quantity }: Figure, lower: number, upper: number): boolean {
  switch (quantity.kind) {
    case 'number':
      return quantity.upper >= lower && quantity.lower <= upper
    case 'less-than':
      return lower < quantity.upper
    case 'greater-than':
      return upper > quantity.lower
    case 'not-reached':
    case 'not-estimable':
      return upper === Infinity
  }
}
