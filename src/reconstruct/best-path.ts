/** One way through the nodes so far. */
export interface Step {
  /** Minus log likelihood up to here. */
  readonly cost: number
  /** Paths of one key are one path: the cheaper goes on. */
  readonly key: number
}

interface Way<S> {
  readonly step: S
  readonly before: Way<S> | null
}

const widest = 40
/** A path that is e^12 times less likely than the best will not come back. */
const furthest = 12

/**
 * The cheapest way through a chain of nodes (Viterbi's, with the state carried along and the field of paths kept narrow). `branch` offers the
 * steps that a path can take to a node; `close` is what is added at the end. Null where some node could not be reached.
 */
export function bestPath<N, S extends Step>(
  nodes: readonly N[],
  start: S,
  branch: (node: N, from: S, offer: (step: S) => void) => void,
  close: (last: S) => number = () => 0,
): readonly S[] | null {
  let ways: Way<S>[] = [{ step: start, before: null }]
  for (const node of nodes) {
    const next = new Map<number, Way<S>>()
    let least = Infinity
    for (const before of ways) {
      branch(node, before.step, (step) => {
        if (!(step.cost <= least + furthest)) return
        least = Math.min(least, step.cost)
        const rival = next.get(step.key)
        if (rival === undefined || step.cost < rival.step.cost) next.set(step.key, { step, before })
      })
    }
    if (next.size === 0) return null
    ways = [...next.values()].filter((way) => way.step.cost <= least + furthest)
    if (ways.length > widest) ways = ways.sort((a, b) => a.step.cost - b.step.cost).slice(0, widest)
  }
  const last = ways.reduce((a, b) => (b.step.cost + close(b.step) < a.step.cost + close(a.step) ? b : a))
  const steps: S[] = []
  for (let way: Way<S> | null = last; way?.before != null; way = way.before) steps.push(way.step)
  return steps.reverse()
}
