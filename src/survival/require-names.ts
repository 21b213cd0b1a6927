import { refuse } from './refuse.ts'

/**
 * Throws a RangeError unless this is an object with none but known names, and with the first so many of them as lists; beside a
 * name that is not known it says which known one begins alike for longest.
 */
export function requireNames(caller: string, given: object | null, known: readonly string[], required = 0): void {
  if (typeof given !== 'object' || !given) refuse(caller, 'an object', given)
  const values: Readonly<Record<string, unknown>> = { ...given }
  for (const name of known.slice(0, required))
    if (typeof values[name] !== 'object' || !values[name]) refuse(caller, name, values[name])
  for (const name in values)
    if (!known.includes(name)) {
      let nearest: string | undefined
      for (let k = name.length; !nearest; k--) nearest = known.find((it) => it.startsWith(name.slice(0, k)))
      refuse(caller, `one of ${known.join(', ')} (nearest: ${nearest})`, name)
    }
}
