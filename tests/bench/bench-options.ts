/** The words of a command line for `parseArgs`: a negative number is the value of the option before it, not an option of its own. */
export function benchArguments(words: readonly string[] = process.argv.slice(2)): string[] {
  return words.reduce<string[]>((read, word) => {
    const before = read.at(-1)
    if (/^-\d/u.test(word) && before?.startsWith('--') === true && !before.includes('='))
      return [...read.slice(0, -1), `${before}=${word}`]
    return [...read, word]
  }, [])
}

/** @throws RangeError where it is no whole number, or less than the least */
export function wholeOption(option: string, given: string, least: number): number {
  const value = Number(given)
  if (given.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value
  throw new RangeError(`${option} is a whole number from ${least} on, got ${given.trim() === '' ? 'nothing' : given}`)
}

/** Folds by source: 0 is none, and one alone leaves nothing to learn from. @throws RangeError where it is neither 0 nor at least 2 */
export function foldsOption(given: string): number {
  const folds = given.trim() === '' ? NaN : Number(given)
  if (folds === 0 || (Number.isSafeInteger(folds) && folds >= 2)) return folds
  throw new RangeError(
    `--folds is 0, for the prior that ships, or a whole number from 2 on, got ${given.trim() === '' ? 'nothing' : given}`,
  )
}

/** In the order of the list; null where the option is not there. @throws RangeError where one is not in the list */
export function listedOption<T extends string>(
  option: string,
  given: readonly string[] | undefined,
  list: readonly T[],
): T[] | null {
  const unknown = given?.filter((it) => !list.some((one) => one === it)) ?? []
  if (unknown.length > 0) throw new RangeError(`${option} is one of ${list.join(', ')}, got ${unknown.join(', ')}`)
  return given === undefined ? null : list.filter((it) => given.includes(it))
}

/** @throws RangeError where no bed is named */
export function bedOption(given: string | undefined, parts: string): string {
  if (given !== undefined && given !== '') return given
  throw new RangeError(`--bed DIR is required: a folder with ${parts} (docs/beds.md)`)
}
