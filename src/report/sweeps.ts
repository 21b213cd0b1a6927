import type { TippingTarget } from '../chart/tipping-curve.ts'
import type { Results } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import { secondParameter } from '../result/second-parameter.ts'

/** A result over several values of a parameter for which a tipping point was asked. */
export interface Sweep {
  readonly target: TippingTarget
  readonly rows: readonly Row[]
}

/**
 * The sweeps of comparisons that belong to tipping points. Variant and method are part of the target
 * only where the sweeps of one parameter differ in them. Sweeps of two parameters are none of these.
 */
export function sweeps(results: Results): readonly Sweep[] {
  return distinct(
    results.rows.filter((it) => it.origin === 'tipping' && secondParameter(it.variant) === null),
    (it) => [it.trial, it.endpoint, it.scenario, it.parameter],
  ).flatMap(([asked]) => {
    if (asked === undefined) return []
    const swept = results.rows.filter(
      (it) =>
        it.origin === 'scenario' &&
        it.value !== null &&
        it.estimate !== null &&
        it.trial === asked.trial &&
        it.endpoint === asked.endpoint &&
        it.scenario === asked.scenario &&
        it.parameter === asked.parameter &&
        secondParameter(it.variant) === null,
    )
    // A comparison tips at no effect; at what number a measure of one arm was to tip, and with which lag, is said by the table alone.
    return ofOneParameter(swept.filter((it) => it.versus !== ''))
  })
}

function ofOneParameter(rows: readonly Row[]): readonly Sweep[] {
  const several = (key: 'variant' | 'method'): boolean => new Set(rows.map((it) => it[key])).size > 1
  return distinct(rows, (it) => [it.measure, it.time, it.variant, it.method]).flatMap((sweep) => {
    const [first] = sweep
    if (first === undefined || new Set(sweep.map((it) => it.value)).size < 2) return []
    const { trial, endpoint, scenario, parameter, measure, time, variant, method } = first
    const target = {
      ...{ trial, endpoint, scenario, parameter, measure, time },
      ...(several('variant') ? { variant } : {}),
      ...(several('method') ? { method } : {}),
    }
    return [{ target, rows: sweep }]
  })
}

/** Rows that agree in a key together, in the order of their first. */
function distinct(rows: readonly Row[], key: (row: Row) => readonly unknown[]): readonly (readonly Row[])[] {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const name = JSON.stringify(key(row))
    found.set(name, [...(found.get(name) ?? []), row])
  }
  return [...found.values()]
}
