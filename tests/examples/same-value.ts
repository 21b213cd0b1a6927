/** Whether two values of JSON are the same, numbers to 1e-9 of the larger of 1 and the expected. */
export function sameValue(actual: unknown, expected: unknown): boolean {
  if (typeof actual === 'number' && typeof expected === 'number')
    return Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected))
  if (Array.isArray(actual) && Array.isArray(expected))
    return actual.length === expected.length && actual.every((it, index) => sameValue(it, expected[index]))
  if (!isObject(actual) || !isObject(expected)) return actual === expected
  const keys = Object.keys(expected)
  return (
    keys.length === Object.keys(actual).length &&
    keys.every((key) => key in actual && sameValue(actual[key], expected[key]))
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
