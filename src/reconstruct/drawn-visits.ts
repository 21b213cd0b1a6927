import type { EndpointEvidence } from '../evidence/evidence.ts'
import type { RandomNumbers } from '../numeric/random-stream.ts'
import type { Model } from './state.ts'
import { anchorsOf } from './time-grid.ts'

/** Intervals between visits, months: six weeks to three months, each ratio as likely. */
const [shortest, longest] = [(6 * 7) / 30.4375, 3]
/** Visits scatter evenly about their days, by so much of the interval to either side. */
const window = 0.25

/** Whether events wait for visits of which nothing is known. */
export function needsVisits({ class: of }: Pick<EndpointEvidence, 'class'>, { arms }: Model): boolean {
  return of === 'progression-like' && arms.every(({ clock }) => clock === undefined)
}

/** The curve of an arm, given on the grid, as it would be published if its events were seen at the visits of one draw; written to `into`, another array. */
export type SeenAtVisits = (survival: Float64Array, arm: number, into: Float64Array) => void

/**
 * Progression is seen at visits, so its published curve falls in steps, and most papers do not print when. A smooth draw would leave that out, and be too sure of the first months. So every
 * draw has a schedule of its own, the same in all arms: an interval, and a share of events that need no visit, from none to all. Each visit takes what lies within
 * half an interval to either side, the first everything before it. Where a figure stands, the curve is where it was drawn: only what lies
 * between figures is moved.
 */
export function drawnVisits(
  { arms }: Pick<EndpointEvidence, 'arms'>,
  grid: Float64Array,
): (random: RandomNumbers) => SeenAtVisits {
  const anchors = arms.map((arm) => anchorsOf(arm, grid.at(-1)!))
  const leads = new Float64Array(grid.length)
  const places = new Float64Array(grid.length)
  return (random) => {
    const every = shortest * Math.exp(random.uniform() * Math.log(longest / shortest))
    const waiting = random.uniform()
    const lead = (time: number): number => waiting * (takenBy(time / every) * every - time)
    for (let i = 0; i < grid.length; i += 1) leads[i] = lead(grid[i]!)
    return (survival, arm, into) => {
      findPlaces(grid, leads, anchors[arm]!, lead, places)
      readAt(survival, grid, places, into)
    }
  }
}

/** How much of the smooth curve visits have taken by a time, both in intervals. */
function takenBy(time: number): number {
  const visit = Math.round(time)
  if (visit === 0) return 0
  const before = visit === 1 ? 0 : visit - 0.5
  const come = Math.max(0, Math.min(1, (time - visit + window) / (2 * window)))
  return before + come * (visit + 0.5 - before)
}

/** Where on the smooth curve each time of the grid stands, written to `places`: never before that of an earlier time, and between figures as the times are. */
function findPlaces(
  grid: Float64Array,
  leads: Float64Array,
  anchors: readonly number[],
  lead: (time: number) => number,
  places: Float64Array,
): void {
  const end = grid.at(-1)!
  let place = 0
  let from = 0
  let next = 0
  let [before, after] = [0, lead(anchors[0] ?? 0)]
  for (let i = 1; i < grid.length; i += 1) {
    const time = grid[i]!
    while (next < anchors.length && anchors[next]! < time) {
      from = anchors[next]!
      before = after
      next += 1
      after = lead(anchors[next] ?? from)
    }
    const to = anchors[next]
    const held = to === undefined ? before : before + ((after - before) * (time - from)) / (to - from)
    place = Math.min(to ?? end, Math.max(place, time + leads[i]! - held))
    places[i] = place
  }
}

/** A curve on the grid at ascending places. */
function readAt(curve: Float64Array, grid: Float64Array, places: Float64Array, into: Float64Array): void {
  let k = 0
  for (let i = 0; i < places.length; i += 1) {
    const place = places[i]!
    while (k + 2 < grid.length && grid[k + 1]! <= place) k += 1
    const share = (place - grid[k]!) / (grid[k + 1]! - grid[k]!)
    into[i] = curve[k]! + share * (curve[k + 1]! - curve[k]!)
  }
}
