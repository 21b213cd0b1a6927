import { formatValue } from '../../result/measure-format.ts'
import type { Row } from '../../result/row.ts'
import { type Fragility, fragility, survivalFragility } from '../../scenario/fragility.ts'
import { notEstimable } from '../../survival/estimate.ts'
import type { Patients } from '../../survival/patients.ts'
import { checkArms } from '../check-arms.ts'
import { type Contrast, contrastRows, pointEstimate } from '../contrast-rows.ts'
import type { Method } from '../method.ts'
import type { FragilityPlan } from '../plan.ts'

/** So many draws of the reconstruction: each moves its patients one by one. */
const mostDraws = 200

/** How few patients carry a p-value over alpha: of the counts of events, and of the survival times. */
export function fragilityMethod(scenario: FragilityPlan): Method {
  return {
    inMonths: () => scenario,
    check: (input, report) => {
      checkArms(scenario, input, report)
    },
    run: ({ its, draws }) => {
      const drawn: (readonly Way[])[] = []
      const rows = contrastRows(its, scenario, draws.patients.slice(0, mostDraws), (pair, draw) => {
        const ways = waysOf(pair, scenario.alpha)
        if (draw >= 0) drawn.push(ways)
        return ways.flatMap(contrastsOf)
      })
      return { rows, curves: [], finding: findingOf(rows, drawn, scenario) }
    },
    references: ['Walsh2014', 'Bomze2020'],
    onCurves: false,
    borrows: [],
  }
}

interface Way {
  readonly words: string
  readonly found: Fragility
  readonly test: string
  readonly assumption: string
}

function waysOf(pair: Patients, alpha: number): readonly Way[] {
  const countOf = (arm: number): { events: number; patients: number } => {
    let [events, patients] = [0, 0]
    pair.assigned.forEach((it, row) => {
      if (it !== arm) return
      patients += 1
      events += pair.event[row] ?? 0
    })
    return { events, patients }
  }
  return [
    {
      words: 'counts of events',
      test: "fisher's exact test, two-sided",
      found: fragility(countOf(1), countOf(0), alpha),
      assumption:
        'Counts of events by the end of follow-up, whatever its length; their split between the arms is rebuilt.',
    },
    {
      words: 'survival times',
      test: 'log-rank test, two-sided',
      found: survivalFragility(pair, alpha),
      assumption: 'The longest followed of one arm are moved to the other, one by one.',
    },
  ]
}

function contrastsOf({ words, test, found, assumption }: Way): readonly Contrast[] {
  const direction = found.kind === 'value' ? (found.direction === 'reverse' ? ', reverse' : '') : ''
  return [
    {
      measure: 'p-value',
      variant: words,
      method: test,
      estimate: Number.isNaN(found.pValue) ? notEstimable('no test') : pointEstimate(found.pValue),
      assumption,
    },
    {
      measure: 'fragility-index',
      variant: `${words}${direction}`,
      method: test,
      estimate: found.kind === 'value' ? pointEstimate(found.patients) : notEstimable(found.reason),
      assumption,
    },
  ]
}

function findingOf(rows: readonly Row[], drawn: readonly (readonly Way[])[], { alpha }: FragilityPlan): string {
  const each = ['counts of events', 'survival times'].map((words, i) => {
    const p = rows.find((it) => it.measure === 'p-value' && it.variant === words)?.estimate ?? null
    const index = rows.find((it) => it.measure === 'fragility-index' && it.variant.startsWith(words))
    const significant = p !== null && p < alpha
    const other = drawn.filter((it) => (it[i]?.found.pValue ?? 1) < alpha !== significant).length
    const flips =
      drawn.length === 0
        ? ''
        : other === 0
          ? `; below or not, the same in every one of ${drawn.length} draws`
          : `; in ${other} of ${drawn.length} draws it is on the other side of ${alpha}`
    const size = index?.estimate ?? null
    const moved =
      size === null
        ? 'no number of patients carries it over'
        : `${size} patient${size === 1 ? '' : 's'} ${words === 'survival times' ? 'moved to the other arm' : 'changed'} ${size === 1 ? 'carries' : 'carry'} it ${significant ? 'over' : 'below'} ${alpha}`
    return `${words}: p ${p === null ? 'not estimable' : formatValue('p-value', p)}, ${moved}${flips}`
  })
  return `Fragility of the ${each.join('; of the ')}. This restates the p-value together with the size of the trial: it says nothing about bias, and the rebuilt test is not the trial's own.`
}
