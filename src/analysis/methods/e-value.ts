import { formatEstimate, formatValue } from '../../result/measure-format.ts'
import type { Row } from '../../result/row.ts'
import { eValue } from '../../scenario/e-value.ts'
import { notEstimable } from '../../survival/estimate.ts'
import { type Contrast, contrastRows, pointEstimate } from '../contrast-rows.ts'
import type { Method, MethodInput } from '../method.ts'
import type { AsTreatedPlan, EValuePlan, Plan } from '../plan.ts'
import { asTreatedContrasts } from './as-treated.ts'

/** So many draws of the reconstruction: each groups its patients anew in every way. */
const mostDraws = 200

/** How strong unmeasured confounding would have to be to explain each as-treated hazard ratio away. Refused for the comparison as assigned. */
export function eValueMethod(scenario: EValuePlan): Method {
  return {
    inMonths: () => scenario,
    check: () => undefined,
    run: (input) => runOn(input, scenario),
    references: ['VanderWeeleDing2017'],
    onCurves: false,
    borrows: [],
  }
}

/** The scenario that it is about; the check of the plan has found it. */
function treatedOf(plan: Plan, { of }: EValuePlan): AsTreatedPlan {
  const found = plan.scenarios.find((it) => it.id === of)
  if (found?.method === 'as treated') return found
  throw new RangeError(`e-value: an "as treated" scenario of the plan is required, got ${of}`)
}

function runOn({ its, draws }: MethodInput, scenario: EValuePlan): ReturnType<Method['run']> {
  const treated = treatedOf(its.plan, scenario)
  const { patients } = its.reconstruction
  // More than 15% have the event by the end of follow-up: a hazard ratio is then no risk ratio.
  const share = patients.event.reduce((sum, it) => sum + it, 0) / patients.event.length
  const outcome = share > 0.15 ? 'common' : 'rare'
  const { arm, control } = treated
  const rows = contrastRows(its, { ...scenario, arm, control }, draws.patients.slice(0, mostDraws), (pair, draw) =>
    asTreatedContrasts(its, treated, pair, draw).flatMap((it) => eValuesOf(it, outcome)),
  )
  return { rows, curves: [], finding: findingOf(rows) }
}

const common = {
  common: 'The event is common: the hazard ratio stands for a risk ratio by the square-root approximation.',
  rare: 'The event is rare: the hazard ratio stands for a risk ratio.',
}

/** Of the estimate and of the limit nearer to 1. */
function eValuesOf(contrast: Contrast, outcome: keyof typeof common): readonly Contrast[] {
  const { estimate, variant = '', identification } = contrast
  const blank = { ...contrast, method: 'e-value', identification: 'none', data: 'simulated' } as const
  const give = (of: 'e-value' | 'e-value-of-the-limit', value: number): Contrast => ({
    ...blank,
    measure: of,
    estimate: pointEstimate(value),
    assumption: `${common[outcome]} It measures confounding alone: ${contrast.assumption ?? ''}`,
  })
  const none = (reason: string, refused: boolean): readonly Contrast[] => [
    { ...blank, variant, measure: 'e-value', estimate: notEstimable(reason), refused, assumption: reason },
  ]
  if (estimate.kind !== 'value' || estimate.lower === null || estimate.upper === null)
    return none('The hazard ratio has no interval.', false)
  const { value: hazardRatio, lower, upper } = estimate
  const assigned = identification === 'randomised' ? 'randomised' : 'as treated'
  const found = eValue({ hazardRatio, lower, upper, outcome, contrast: assigned })
  if (found.kind === 'refused') return none(`Refused: ${found.reason}.`, true)
  return [give('e-value', found.point), give('e-value-of-the-limit', found.limit)]
}

function findingOf(rows: readonly Row[]): string {
  const values = rows.filter((it) => it.measure === 'e-value' && it.estimate !== null)
  const each = values.map((it) => {
    const limit = rows.find((row) => row.measure === 'e-value-of-the-limit' && row.variant === it.variant)
    const none = limit?.estimate === 1 || limit?.spreadLower === 1
    const flips = none && limit.estimate !== limit.spreadUpper && limit.spreadUpper !== null
    return `${it.variant}: ${formatEstimate(it)} (${limit === undefined ? '' : formatValue('e-value', limit.estimate ?? 1)} for the limit nearer to 1${flips ? ', and whether the interval holds 1 differs between the draws' : ''})`
  })
  const refused = rows.some((it) => it.status === 'refused')
    ? ' For the comparison as assigned it is refused: randomisation leaves no confounding to explain away.'
    : ''
  return `E-values, the least risk ratio that a confounder must have with both the grouping and the event to explain a hazard ratio as treated away: ${each.join('; ')}. A large one is no evidence of an effect: guarantee time and the choice of who is infused are no confounders of this kind, and need no such strength.${refused}`
}
