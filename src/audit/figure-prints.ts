import { figures } from '../evidence/evidence.ts'
import { readEndpoint } from '../evidence/read-endpoint.ts'
import { type Print, recordedFigures } from '../record/recorded-figures.ts'
import type { Trial } from '../record/trial.ts'

/**
 * What is printed for each figure that a rule may name, with its source and place: limits and follow-up under the ids of the evidence,
 * everything else under those of the record. Figures of `related` records have the id of the record before them.
 */
export function figurePrints(trial: Trial, related: readonly Trial[] = []): ReadonlyMap<string, Print> {
  const own = printsOf(trial)
  const others = related.flatMap((it) => [...printsOf(it)].map(([id, print]) => [`${it.id}:${id}`, print] as const))
  return new Map([...own, ...others])
}

function printsOf(trial: Trial): ReadonlyMap<string, Print> {
  const recorded = recordedFigures(trial).flatMap(({ id, prints: [first] }) =>
    first === undefined ? [] : [[id, first] as const],
  )
  const evidence = Object.keys(trial.endpoints).flatMap((endpoint) => {
    const { printed } = readEndpoint(trial, endpoint)
    if (printed === null) return []
    return figures(printed).flatMap(({ id, basis, printed: words, source, at }) =>
      basis === undefined ? [[id, { printed: words, source, ...(at !== undefined && { at }) }] as const] : [],
    )
  })
  return new Map([...evidence, ...recorded])
}
