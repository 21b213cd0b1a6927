import { closest, distance } from 'fastest-levenshtein'

/** A name that is so near that it was probably meant; `hazard_ratio`, `hazardRatio` and `hazard-ratio` all mean `hazard ratio`. */
export function nearestName(name: string, names: readonly string[]): string | null {
  if (names.length === 0 || name.length > 60) return null
  const folded = new Map(names.map((it) => [fold(it), it]))
  const best = closest(fold(name), [...folded.keys()])
  const near = distance(fold(name), best) <= Math.max(1, Math.floor(Math.max(name.length, best.length) / 3))
  return near ? (folded.get(best) ?? null) : null
}

function fold(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/gu, '$1 $2')
    .replaceAll(/[-_\s]+/gu, ' ')
    .toLowerCase()
}
