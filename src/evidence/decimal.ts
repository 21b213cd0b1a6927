/** An exact decimal number, coefficient x 10^-scale: what a paper prints, before any floating point. */
export interface Decimal {
  readonly coefficient: bigint
  /** Digits after the point, as printed: "66.0" has 1. */
  readonly scale: number
}

/** The decimal that `text` ("13.30", ".05", "-2") writes. Digits, at most one point and a leading minus, nothing else. */
export function decimal(text: string): Decimal {
  const match = /^(-?)(\d*)(?:\.(\d+))?$/.exec(text)
  const [, sign = '', whole = '', fraction = ''] = match ?? []
  if (match === null || whole + fraction === '') throw new RangeError(`a plain decimal is required, got "${text}"`)
  return { coefficient: BigInt(sign + whole + fraction), scale: fraction.length }
}

export function times({ coefficient, scale }: Decimal, factor: bigint): Decimal {
  return { coefficient: coefficient * factor, scale }
}

/** Divided by 100, exactly: the point moves. */
export function perHundred({ coefficient, scale }: Decimal): Decimal {
  return { coefficient, scale: scale + 2 }
}

/** The double nearest to the decimal: reading the digits rounds once and correctly, 273 / 1000 in doubles might not. */
export function nearestDouble({ coefficient, scale }: Decimal): number {
  return Number(`${String(coefficient)}e${-scale}`)
}

/**
 * The two ends of [x - u/2, x + u/2], u = 10^-scale, exactly. Both ends belong to it: papers round halves up, to even, or (after
 * rounding twice) down, and which one a paper used is not known.
 */
export function roundingEnds({ coefficient, scale }: Decimal): readonly [Decimal, Decimal] {
  const tenths = coefficient * 10n
  return [
    { coefficient: tenths - 5n, scale: scale + 1 },
    { coefficient: tenths + 5n, scale: scale + 1 },
  ]
}
