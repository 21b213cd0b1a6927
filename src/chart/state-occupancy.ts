import type { TopLevelSpec } from 'vega-lite'
import { percent, trimmed } from '../result/format.ts'
import type { Row } from '../result/row.ts'
import { edgeLabels, edgeLabelWidth } from './edge-labels.ts'
import { lowerFirst } from '../result/lower-first.ts'
import { monthsSince } from './months-since.ts'
import { areaOn, curveOn, exactly, monthAxis, pixelY, planeAxes, type Plane } from './plane.ts'
import { ownAxes } from './plot.ts'
import {
  figureSpec,
  scenarioParts,
  sentence,
  titleOf,
  type Draws,
  type PlotSize,
  type ScenarioData,
  type ScenarioTarget,
} from './scenario-parts.ts'
import { ink, muted, paper } from './theme.ts'

const left = 70
/** Event-free states have the colour of the arm, the others are grey; neighbours differ in strength. */
const strengths = [0.3, 0.75, 0.3, 0.6]

interface State {
  readonly name: string
  /** Share at each time, ascending. */
  readonly shares: readonly { readonly time: number; readonly share: number }[]
  readonly eventFree: boolean
}

export const drawsStates: Draws = (rows) => statesOf(rows).length > 1

/**
 * State occupancy: the shares of an arm that wait, are infused, and have had the event, stacked over time.
 *
 * Rows: `proportion` by time, one variant a state, those of a time adding up to all; everybody begins in the first.
 */
export function stateOccupancy(
  results: ScenarioData,
  target: ScenarioTarget,
  { width = 520, height = 300 }: PlotSize = {},
): TopLevelSpec {
  const parts = scenarioParts(results, target, 'Shares of states at two times or more', drawsStates)
  const states = statesOf(parts.rows)
  const times = states[0]?.shares.map((it) => it.time) ?? []
  const plane: Plane = {
    width,
    height,
    x: monthAxis(Math.max(...times)),
    y: exactly(0, 1, [0, 0.25, 0.5, 0.75, 1]),
  }
  const arm = parts.styleOf(parts.rows[0]?.arm ?? '')
  const layers = stacked(states)
  const labels = layers.map(({ state, points }) => {
    const last = points.at(-1)
    const middle = last === undefined ? 0 : (last.y + last.y2) / 2
    return {
      x: width,
      y: pixelY(plane, middle),
      text: state.name,
      colour: state.eventFree ? arm.text : muted,
    }
  })
  const beyond = parts.rows.some((it) => it.status === 'extrapolated')
  return figureSpec({
    description: described(states, `${arm.label} in ${parts.trial.label}`),
    title: titleOf(parts),
    subtitle:
      `Share of the ${arm.label} arm in each state, by a model with constant hazards; in colour, those free of the event (${lowerFirst(parts.endpoint.event)}). ` +
      `It is not fitted to the curve as a whole.${beyond ? ' Later times lie beyond the last printed figure.' : ''}`,
    left,
    width: left + width + edgeLabelWidth(labels.map((it) => it.text)),
    plots: [
      {
        width,
        height,
        resolve: ownAxes,
        layer: [
          planeAxes(plane, {
            x: { title: monthsSince(parts.endpoint.clock) },
            y: { title: 'Share of the arm', percent: true, room: left },
          }),
          ...layers.flatMap(({ state, points }, at) => [
            ...areaOn(plane, points, { colour: paper, opacity: 1 }),
            ...areaOn(plane, points, {
              colour: state.eventFree ? arm.line : muted,
              opacity: strengths[at % strengths.length] ?? 0.5,
            }),
          ]),
          ...layers.slice(1).flatMap(({ points }) =>
            curveOn(
              plane,
              points.map(({ x, y2 }) => ({ x, y: y2 })),
              { colour: ink, width: 0.8 },
            ),
          ),
          ...edgeLabels(labels, plane),
        ],
      },
    ],
  })
}

/** From the bottom up: infused and event-free, waiting, then those with the event. Everybody waits at time 0. */
function statesOf(rows: readonly Row[]): readonly State[] {
  const own = rows.filter(
    (it) => it.measure === 'proportion' && it.time !== null && it.estimate !== null && it.variant !== '',
  )
  const names = [...new Set(own.map((it) => it.variant))]
  if (!names.some((it) => it.startsWith('waiting')) || new Set(own.map((it) => it.time)).size < 2) return []
  const state = (name: string): State => {
    const shares = own
      .filter((it) => it.variant === name)
      .map((it) => ({ time: it.time ?? 0, share: it.estimate ?? 0 }))
      .sort((a, b) => a.time - b.time)
    const start = (shares[0]?.time ?? 0) > 0 ? [{ time: 0, share: name.startsWith('waiting') ? 1 : 0 }] : []
    return { name, shares: [...start, ...shares], eventFree: name.includes('event-free') }
  }
  const order = (name: string): number =>
    name.startsWith('waiting') ? 1 : name.includes('event-free') ? 0 : name.includes('after') ? 2 : 3
  return names.sort((a, b) => order(a) - order(b)).map(state)
}

function stacked(states: readonly State[]) {
  const below = new Map<number, number>()
  return states.map((state) => ({
    state,
    points: state.shares.map(({ time, share }) => {
      const from = below.get(time) ?? 0
      below.set(time, from + share)
      return { x: time, y: from, y2: Math.min(1, from + share) }
    }),
  }))
}

function described(states: readonly State[], what: string): string {
  const times = states[0]?.shares.map((it) => it.time) ?? []
  const told = [times[1], times.at(-1)].flatMap((it) => it ?? [])
  const at = (time: number): string =>
    `at ${trimmed(time)} months ${states
      .map(({ name, shares }) => `${percent(shares.find((it) => it.time === time)?.share ?? 0)} ${name}`)
      .join(', ')}`
  return sentence(`States of ${what} over time, by a model: ${[...new Set(told)].map(at).join('; ')}`)
}
