/** Throws the RangeError of a wrong call: what is required, and what came. */
export function refuse(caller: string, required: string, got: unknown): never {
  throw new RangeError(`${caller}: ${required} is required, got ${shown(got)}`)
}

/** Text in quotes: '' and '3' are seen. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value)
}
