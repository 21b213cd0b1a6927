/**
 * Positions for boxes that stand above each other: as near as possible to where they would like to be, none overlapping, all between
 * `from` and `to`. Centres in pixels downwards; `height` is the height of each box. Where they do not fit they overflow at the bottom.
 */
export function spreadLabels(
  wanted: readonly { readonly centre: number; readonly height: number }[],
  from: number,
  to: number,
): readonly number[] {
  interface Cluster {
    readonly members: readonly number[]
    readonly top: number
    readonly height: number
  }
  const total = (members: readonly number[]): number => members.reduce((sum, at) => sum + (wanted[at]?.height ?? 0), 0)
  /** A stack of boxes goes where the mean of its members' wishes is. */
  const settle = (members: readonly number[]): Cluster => {
    const height = total(members)
    let above = 0
    let wish = 0
    for (const at of members) {
      const box = wanted[at]
      if (box === undefined) continue
      wish += box.centre - box.height / 2 - above
      above += box.height
    }
    return { members, height, top: Math.max(from, Math.min(wish / members.length, to - height)) }
  }
  const order = wanted.map((_, at) => at).sort((a, b) => (wanted[a]?.centre ?? 0) - (wanted[b]?.centre ?? 0) || a - b)
  const stacks: Cluster[] = []
  for (const at of order) {
    let stack = settle([at])
    for (let above = stacks.at(-1); above && above.top + above.height > stack.top; above = stacks.at(-1)) {
      stacks.pop()
      stack = settle([...above.members, ...stack.members])
    }
    stacks.push(stack)
  }
  const centres = wanted.map((it) => it.centre)
  for (const stack of stacks) {
    let top = stack.top
    for (const at of stack.members) {
      const height = wanted[at]?.height ?? 0
      centres[at] = top + height / 2
      top += height
    }
  }
  return centres
}
