import { refuse } from './refuse.ts'

/** Throws a RangeError unless this is a list of numbers (text is none) of each of which holds what is required. */
export function requireNumbers(
  caller: string,
  list: ArrayLike<number> | null,
  holds: (value: number, index: number) => boolean,
  required: string,
): void {
  const isList = typeof list === 'object' && list && list.length >= 0
  if (!isList || !Array.from(list).every((value, k) => typeof value === 'number' && holds(value, k)))
    refuse(caller, required, list)
}

export function requireCuts(caller: string, cuts: readonly number[]): void {
  const holds = (cut: number, k: number): boolean => cut > (cuts[k - 1] ?? 0) && cut < Infinity
  requireNumbers(caller, cuts, holds, 'a list of finite ascending cuts > 0')
}
