/** One step of a way through a chain of nodes: where it stands after a node. */
export interface Step {
  /** Minus log likelihood up to here. */
  readonly cost: number
  /** Ways of one key are one way: the cheaper goes on. */
  readonly key: number
}

/** The ways that have reached a node. */
export interface Field<S extends Step> {
  /** Whether a step that costs at least so much could go on at all. */
  readonly open: (cost: number) => boolean
  /** Whether a step of this cost and key could go on at all: asked first, because most cannot. */
  readonly takes: (cost: number, key: number) => boolean
  readonly add: (step: S) => void
}

interface Way<S> {
  readonly step: S
  readonly before: Way<S> | null
}

const widest = 20
/** A way that is e^10 times less likely than the best will not come back. */
const furthest = 10

/**
 * The cheapest way through a chain of nodes: Viterbi's algorithm with the state carried along and the field of ways kept narrow. `branch` adds
 * the steps that a way can take to a node, `close` is what the end adds, `tells` whether a node can tell good ways from bad: where it cannot, none is dropped. Null where some node could not be reached.
 */
export function bestPath<N, S extends Step>(
  nodes: readonly N[],
  start: S,
  branch: (node: N, index: number, from: S, field: Field<S>) => void,
  close: (last: S) => number = () => 0,
  tells: (node: N) => boolean = () => true,
): readonly S[] | null {
  let ways: Way<S>[] = [{ step: start, before: null }]
  for (const [index, node] of nodes.entries()) {
    const next = new Map<number, Way<S>>()
    let least = Infinity
    let before = ways[0]!
    const field: Field<S> = {
      open: (cost) => cost <= least + furthest,
      takes: (cost, key) => cost <= least + furthest && !((next.get(key)?.step.cost ?? Infinity) <= cost),
      add: (step) => {
        least = Math.min(least, step.cost)
        next.set(step.key, { step, before })
      },
    }
    for (const way of ways) {
      before = way
      branch(node, index, way.step, field)
    }
    if (next.size === 0) return null
    ways = narrowed([...next.values()], least, tells(node) ? widest : Infinity)
  }
  let last: Way<S> | null = null
  let cheapest = Infinity
  for (const way of ways) {
    const cost = way.step.cost + close(way.step)
    if (last === null || cost < cheapest) [last, cheapest] = [way, cost]
  }
  const steps: S[] = []
  for (let way = last; way !== null && way.before !== null; way = way.before) steps.push(way.step)
  return steps.reverse()
}

function narrowed<S extends Step>(ways: Way<S>[], least: number, most: number): Way<S>[] {
  const near = ways.filter((way) => way.step.cost <= least + furthest)
  // The cheapest first: what it offers closes the field to most of the others.
  near.sort((a, b) => a.step.cost - b.step.cost)
  return near.length > most ? near.slice(0, most) : near
}
