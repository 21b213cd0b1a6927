import { refuse } from './refuse.ts'

/** Throws a RangeError unless this is a curve: an object with these columns. */
export function requireCurve(caller: string, curve: object, columns: readonly string[]): void {
  const values: Readonly<Record<string, unknown>> = { ...curve }
  if (!columns.every((name) => typeof values[name] === 'object' && values[name]))
    refuse(caller, `a curve of ${columns.join(', ')}`, curve)
}
