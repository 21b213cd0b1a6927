import { refuse } from './refuse.ts'

/** Throws a RangeError unless this is a number (text compares as one and is none) of which holds what is required. */
export function requireNumber(caller: string, value: unknown, holds: boolean, required: string): void {
  if (typeof value !== 'number' || !holds) refuse(caller, required, value)
}
