import type { Unit } from './evidence.ts'
import type { Notation, Quantity } from './quantity.ts'
import { fromMonths } from './time-unit.ts'

/** A figure, or as much of it as says how its numbers are printed. */
export interface PrintedLike {
  readonly unit: Unit
  readonly quantity: Quantity
}

/**
 * A number printed like a figure: same unit, same decimals ("73%", "13.3", "8 weeks"). `value` is in the unit of the figure
 * (months, a proportion, ...); `null` prints as NR where a time does not exist and as NE elsewhere. Where the figure is a bound
 * ("<0.001") and the value keeps it, the bound is printed; a value that breaks it gets one decimal more than the bound.
 */
export function print(value: number | null, like: PrintedLike): string {
  if (value === null) return like.unit === 'months' ? 'NR' : 'NE'
  const { quantity } = like
  const usual = USUAL[like.unit]
  if (quantity.kind === 'less-than') return printBound(value, quantity.upper, value < quantity.upper, '<', usual)
  if (quantity.kind === 'greater-than') return printBound(value, quantity.lower, value > quantity.lower, '>', usual)
  const notation = quantity.kind === 'number' ? (quantity.notation ?? usual) : usual
  const decimals = quantity.kind === 'number' ? quantity.decimals : DECIMALS[like.unit]
  return withUnit(rounded(inNotation(value, notation), decimals), notation)
}

/**
 * `value` with `decimals` decimals, halves away from zero. The double is first read to 12 significant digits, so that
 * 0.7249999999999999, which is 29/40 after a few roundings, prints as 0.73 like the 0.725 that it stands for.
 */
export function rounded(value: number, decimals: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`a finite number is required, got ${value}`)
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential(11).split('e')
  const digits = BigInt(mantissa.replace('.', ''))
  const shift = Number(exponent) - 11 + decimals
  const scaled = shift >= 0 ? digits * tenTo(shift) : halvesUp(digits, tenTo(-shift))
  const text = String(scaled).padStart(decimals + 1, '0')
  const point = text.length - decimals
  const sign = value < 0 && scaled > 0n ? '-' : ''
  return sign + text.slice(0, point) + (decimals > 0 ? `.${text.slice(point)}` : '')
}

function tenTo(exponent: number): bigint {
  return BigInt(`1${'0'.repeat(exponent)}`)
}

function halvesUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator)
}

const USUAL: Readonly<Record<Unit, Notation>> = {
  months: 'months',
  proportion: 'percent',
  count: 'plain',
  ratio: 'plain',
  probability: 'plain',
}

/** Where the figure itself shows no decimals ("NR"). */
const DECIMALS: Readonly<Record<Unit, number>> = { months: 1, proportion: 0, count: 0, ratio: 2, probability: 3 }

/** A number in the unit in which a figure is printed: 0.73 of a percentage is 73, 13.4 months of weeks are 58.3. */
export function inPrintedUnit(value: number, { quantity, unit }: PrintedLike): number {
  return inNotation(value, (quantity.kind === 'number' ? quantity.notation : undefined) ?? USUAL[unit])
}

function inNotation(value: number, notation: Notation): number {
  if (notation === 'percent') return value * 100
  return notation === 'plain' ? value : fromMonths(value, notation)
}

function withUnit(text: string, notation: Notation): string {
  if (notation === 'percent') return `${text}%`
  return notation === 'plain' || notation === 'months' ? text : `${text} ${notation}`
}

function printBound(value: number, bound: number, kept: boolean, sign: string, notation: Notation): string {
  const shown = inNotation(bound, notation)
  const decimals = decimalsOf(shown)
  const text = kept ? sign + rounded(shown, decimals) : rounded(inNotation(value, notation), decimals + 1)
  return withUnit(text, notation)
}

/** Decimals that a bound needs to be written out: 3 for 0.001. */
function decimalsOf(value: number): number {
  const text = rounded(value, 12).replace(/0+$/, '')
  return text.length - text.indexOf('.') - 1
}
