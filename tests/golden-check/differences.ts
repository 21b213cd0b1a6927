/** Keys of a golden file that say who wrote it. */
const versions = new Set(['r', 'R', 'survival', 'MASS', 'mvtnorm', 'jsonlite'])

/** Where a committed golden file differs from what R says again: `path: committed, R says other`. */
export function differences(again: unknown, committed: unknown, path: readonly string[] = []): readonly string[] {
  if (typeof again === 'number' && typeof committed === 'number' && near(again, committed)) return []
  if (isObject(again) && isObject(committed) && Array.isArray(again) === Array.isArray(committed)) {
    const keys = [...new Set([...Object.keys(committed), ...Object.keys(again)])]
    return keys.flatMap((key) => {
      const [one, other] = [again[key], committed[key]]
      if (versions.has(key) && typeof one === 'string' && typeof other === 'string') return []
      return differences(one, other, [...path, key])
    })
  }
  return again === committed ? [] : [`${path.join('.')}: ${text(committed)}, R says ${text(again)}`]
}

/** To 1e-8, relative; what is a sum of rounding errors only is 0. */
function near(a: number, b: number): boolean {
  const size = Math.max(Math.abs(a), Math.abs(b))
  return Math.abs(a - b) <= 1e-8 * size || (size < 1e-13 && size > 1e-20)
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
