/** A parsed file that knows which of its parts have been looked at. */
export interface Watched<T> {
  readonly value: T
  /** Parts with numbers that nobody has looked at, as paths without indices: `rmst[].diff`. */
  readonly unread: () => readonly string[]
}

export function watched<T extends object>(value: T): Watched<T> {
  const seen = new Set<string>()
  return { value: watch(value, '', seen), unread: () => [...new Set(numericParts(value, ''))].filter((path) => !seen.has(path)) } // prettier-ignore
}

function watch<T extends object>(value: T, path: string, seen: Set<string>): T {
  return new Proxy(value, {
    get: (target, key, receiver): unknown => {
      const found: unknown = Reflect.get(target, key, receiver)
      if (typeof key === 'symbol' || typeof found === 'function' || (Array.isArray(target) && key === 'length'))
        return found
      const at = below(target, path, key)
      seen.add(at)
      return isObject(found) && !isColumn(found) ? watch(found, at, seen) : found
    },
  })
}

function numericParts(value: unknown, path: string): string[] {
  if (!isObject(value) || isColumn(value)) return isObject(value) || typeof value === 'number' ? [path] : []
  return Object.entries(value).flatMap(([key, part]) => numericParts(part, below(value, path, key)))
}

function below(parent: object, path: string, key: string): string {
  if (Array.isArray(parent)) return `${path}[]`
  return path === '' ? key : `${path}.${key}`
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** A list of numbers, nulls and strings is one part. */
function isColumn(value: object): boolean {
  return Array.isArray(value) && !value.some(isObject)
}
