import type { Row } from '../result/row.ts'
import { withSecondParameter } from '../result/second-parameter.ts'
import type { FrontierPoint, TippingFrontier } from '../scenario/tipping-frontier.ts'
import type { Root } from '../scenario/tipping-point.ts'
import { noSpread, spreadOf } from './spread.ts'

export interface SweptParameter {
  readonly name: string
  readonly values: readonly number[]
}

export interface TwoParameters {
  /** A row of the measure without its numbers. */
  readonly blank: Row
  /** The parameter whose roots are sought, and the one that they are sought at each value of. */
  readonly first: SweptParameter
  readonly second: SweptParameter
  /** Numbers of the i-th value of the first with the j-th of the second. */
  readonly cell: (i: number, j: number) => Partial<Row>
  /** What was asked, in words, and the measure that has to reach the target. */
  readonly asked: string
  readonly sought: string
  /** Over the values of the second parameter, of the rebuilt patients and of each draw. */
  readonly frontier: TippingFrontier
  readonly drawn: readonly TippingFrontier[]
}

/** A row a cell, a row a root of the frontier, what can be attained at each value of the second parameter, and at all. */
export function twoParameterRows(swept: TwoParameters): readonly Row[] {
  const { blank, first, second, cell, asked, sought, frontier } = swept
  const parameter = first.name
  const cells = second.values.flatMap((at, j) =>
    first.values.map((value, i): Row => ({
      ...blank,
      variant: withSecondParameter({ asked: '', parameter: second.name, value: at }),
      parameter,
      value,
      ...cell(i, j),
    })),
  )
  const bound = (variant: string, attainable: TippingFrontier['attainable']): Row[] =>
    attainable === null ? [] : [{ ...blank, ...attainable, origin: 'bound', variant, parameter, measure: sought }]
  const points = frontier.points.flatMap((point, j) => {
    const variant = withSecondParameter({ asked, parameter: second.name, value: point.first })
    return [...rootRows(swept, point, j, variant), ...bound(variant, attainableOf(point))]
  })
  return [...cells, ...points, ...bound(asked, frontier.attainable)]
}

function rootRows({ blank, first, drawn }: TwoParameters, point: FrontierPoint, j: number, variant: string): Row[] {
  const { second: found } = point
  const ofDraws = drawn.map((it) => onlyRoot(it.points[j]))
  const exists = drawn.filter((it) => rootsOf(it.points[j]).length > 0).length
  const inDraws = drawn.length === 0 ? [] : [`It exists in ${exists} of ${drawn.length} draws of the reconstruction.`]
  const row: Row = {
    ...blank,
    origin: 'tipping',
    variant,
    measure: 'tipping-value',
    time: null,
    parameter: first.name,
    assumption: [blank.assumption, ...inDraws].filter((it) => it !== '').join(' '),
  }
  const roots = rootsOf(point)
  if (roots.length === 0)
    return [{ ...row, status: found.kind === 'not-estimable' ? 'not-estimable' : 'none-in-range' }]
  return roots.map(({ value, lower, upper }): Row => ({
    ...row,
    estimate: value,
    lower,
    upper,
    ...(roots.length === 1 ? spreadOf(ofDraws) : noSpread),
    status: roots.length === 1 ? 'ok' : 'multiple-roots',
  }))
}

/** All values at which the target is reached. */
export function rootsOf(point: FrontierPoint | undefined): readonly Root[] {
  const found = point?.second
  if (found?.kind === 'found') return [found.root]
  return found?.kind === 'multiple-roots' ? found.roots : []
}

/** Null where there is none, or more than one. */
function onlyRoot(point: FrontierPoint | undefined): number | null {
  const [root, ...others] = rootsOf(point)
  return root === undefined || others.length > 0 ? null : root.value
}

const attainableOf = ({ second }: FrontierPoint): TippingFrontier['attainable'] =>
  second.kind === 'not-estimable' ? null : second.attainable
