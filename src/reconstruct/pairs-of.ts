import type { ContrastEvidence, EndpointEvidence } from '../evidence/evidence.ts'

/** Where two arms that are compared stand among all. */
export interface Pair {
  readonly numerator: number
  readonly denominator: number
}

/** With what is printed of them. */
export interface ComparedPair extends Pair {
  readonly contrast: ContrastEvidence | null
}

/** The pairs of arms that the figures compare, in their order; where they compare none, each further arm with the first. */
export function pairsOf({ arms, contrasts }: EndpointEvidence): readonly ComparedPair[] {
  const place = (id: string): number => arms.findIndex((arm) => arm.id === id)
  const compared = contrasts
    .map((contrast) => ({ numerator: place(contrast.numerator), denominator: place(contrast.denominator), contrast }))
    .filter(({ numerator, denominator }) => numerator >= 0 && denominator >= 0 && numerator !== denominator)
  if (compared.length > 0) return compared
  return arms.slice(1).map((_, k) => ({ numerator: k + 1, denominator: 0, contrast: null }))
}
