/**
 * Where the arms of one list stand in another: by name, where no name is in both by place. Capitals and spaces do not count.
 *
 * @throws RangeError where names and places contradict each other, or one list is longer
 */
export function armOrder(wanted: readonly (string | null)[], there: readonly (string | null)[]): number[] {
  if (wanted.length !== there.length)
    throw new RangeError(`${wanted.length} arms were rebuilt, ${there.length} are in the truth`)
  const [ours, theirs] = [wanted.map(plain), there.map(plain)]
  const byName = ours.map((name) => theirs.indexOf(name))
  if (!byName.includes(-1) && new Set(byName).size === byName.length) return byName
  if (ours.every((name, place) => name === theirs[place] || !theirs.includes(name))) return [...ours.keys()]
  const list = (names: readonly (string | null)[]): string => names.map((name) => name ?? 'no name').join(', ')
  throw new RangeError(
    `arms cannot be matched: ${list(wanted)} in what is printed, ${list(there)} in the truth; all names of one must be in the other, or those in both at the same place`,
  )
}

const plain = (name: string | null): string => (name ?? '').trim().replaceAll(/\s+/g, ' ').toLowerCase()
