/** Throws a RangeError that lists what is allowed; `what` names the caller and the option. */
export function requireOneOf(what: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) throw new RangeError(`${what} must be one of ${allowed.join(', ')}, got ${value}`)
}
