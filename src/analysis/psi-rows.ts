import type { Row } from '../result/row.ts'
import { rpsftm, rpsftmZ } from '../scenario/rpsftm.ts'
import type { Patients } from '../survival/patients.ts'

const [from, to, step] = [-2, 2, 0.02]
const wide = 3.5

const ways = [
  { words: 'recensored', recensor: true },
  { words: 'not recensored', recensor: false },
] as const

/**
 * The g-estimation of one simulated set of switches: the log-rank z of both arms off treatment for each psi, and every psi at which it passes 0 or a
 * limit of its 95% acceptance region. z is a step function, so that there may be several.
 */
export function psiRows(blank: Row, pair: Patients): readonly Row[] {
  return ways.flatMap(({ words, recensor }) => {
    const found = rpsftm(pair, { recensor, from, to, step })
    const own = {
      ...blank,
      parameter: 'psi',
      method: 'g-estimation with the log-rank test',
      assumption: 'Of the first simulation of switches alone.',
    }
    const grid = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, k) => from + k * step)
    const curve = grid.flatMap((psi): Row[] => {
      const z = rpsftmZ(pair, psi, { recensor })
      return Number.isNaN(z) || Math.abs(z) > wide
        ? []
        : [{ ...own, variant: words, measure: 'z-statistic', value: psi, estimate: z }]
    })
    if (found.kind !== 'value') return curve
    const roots = (passes: string, all: readonly number[]): readonly Row[] =>
      all.map((psi) => ({
        ...own,
        variant: `${words}, z passes ${passes}`,
        measure: 'psi',
        parameter: '',
        estimate: psi,
        status: all.length > 1 ? 'multiple-roots' : 'ok',
      }))
    const { zero, plus, minus } = found.crossings
    return [...curve, ...roots('1.96', plus), ...roots('0', zero), ...roots('−1.96', minus)]
  })
}
