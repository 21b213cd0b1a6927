const ALL: readonly number[] = [1, 2, 3, 4, 5]

/**
 * The grades that a label means: "any", "3 or 4", "3-4", "3 or higher", "≥3", "5"; `null` where it says none. Grades run from 1 to 5, and
 * a label of higher ones includes the deaths.
 */
export function gradeSet(label: string | undefined): readonly number[] | null {
  const words = (label ?? '')
    .toLowerCase()
    .replace(/\bgrades?\b/gu, '')
    .trim()
  if (/^(any|all)$/u.test(words)) return ALL
  const from = /^(?:(?:≥|>=|at least)\s*([1-5])|([1-5])\s*(?:\+|or (?:higher|more|above|worse|greater)))$/u.exec(words)
  if (from !== null) return ALL.filter((it) => it >= Number(from[1] ?? from[2]))
  const between = /^([1-5])(?:\s*(?:or|to|and|[-–/])\s*([1-5]))?$/u.exec(words)
  if (between === null) return null
  const [first, last] = [Number(between[1]), Number(between[2] ?? between[1])]
  return ALL.filter((it) => it >= first && it <= last)
}

/** Whether every grade of `a` is one of `b`, which has more. */
export function isPartOf(a: readonly number[], b: readonly number[]): boolean {
  return a.length < b.length && a.every((it) => b.includes(it))
}
