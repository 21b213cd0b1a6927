import { trimmed } from '../result/format.ts'
import { formatEstimate, formatValue } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import {
  type IllnessDeath,
  illnessDeath,
  illnessDeathRates,
  type IllnessDeathState,
  illnessDeathThrough,
} from '../scenario/illness-death.ts'
import { survivalFunction } from '../scenario/survival-function.ts'
import type { Curve } from '../survival/curve.ts'
import { blankRow, type Case, isExtrapolated, type ScenarioResult } from './case.ts'
import { infusedCounts } from './infused-counts.ts'
import type { IllnessDeathPlan } from './plan.ts'
import { noSpread, spreadOf } from './spread.ts'

type StateName = 'waiting' | 'infused' | 'eventBefore' | 'eventAfter' | 'itt' | 'everInfused' | 'fromInfusion'

/** What is shown of a state, and how rows call it. */
const shown: readonly { readonly of: StateName; readonly words: string; readonly measure: string }[] = [
  { of: 'waiting', words: 'waiting, event-free', measure: 'proportion' },
  { of: 'infused', words: 'infused, event-free', measure: 'proportion' },
  { of: 'eventBefore', words: 'event instead of the infusion', measure: 'proportion' },
  { of: 'eventAfter', words: 'event after the infusion', measure: 'proportion' },
  { of: 'itt', words: 'whole arm, by the model', measure: 'survival' },
  { of: 'everInfused', words: 'ever infused, from the clock of the arm', measure: 'survival' },
  { of: 'fromInfusion', words: 'ever infused, from infusion', measure: 'survival' },
]

const misfit = 'model minus rebuilt curve of the whole arm'
const factor = 'rate of events of those ever infused: counted from the clock of the arm, over counted from infusion'

/** State occupancy over time, the curves that an analysis would show, the misfit of the model, and the factor that is immortal time alone. */
export function illnessDeathRows(
  its: Case,
  scenario: IllnessDeathPlan,
  draws: readonly (readonly Curve[])[],
): ScenarioResult {
  const { arm, times } = scenario
  const counts = infusedCounts(its, scenario)
  const share = counts.infused / counts.randomised
  const index = its.reconstruction.arms.findIndex((it) => it.arm === arm)
  const curve = its.reconstruction.arms[index]?.curve
  if (curve === undefined) throw new RangeError(`illnessDeathRows: no curve of ${arm}`)
  const blank: Row = {
    ...blankRow(its, scenario),
    arm,
    method: 'illness-death model with constant hazards',
    parameter: `${scenario.infused.stage} share`,
    value: share,
    assumption:
      'Constant hazards, the same for all; who is not infused has the event instead; the event after infusion does not depend on when it was.',
    draws: draws.length,
  }
  const model = modelOf(curve, share, scenario)
  if (typeof model === 'string') {
    const row: Row = { ...blank, measure: 'survival', status: 'refused', assumption: model }
    return { rows: [row], curves: [], finding: `Refused. ${model}` }
  }
  const drawn = draws.map((it): IllnessDeath | null => {
    const found = it[index] === undefined ? null : modelOf(it[index], share, scenario)
    return typeof found === 'string' ? null : found
  })
  const states = (of: IllnessDeath, time: number, whose: Curve): readonly number[] => {
    const state: IllnessDeathState = of.at(time)
    return [...shown.map((it) => state[it.of]), state.itt - survivalFunction(whose, 'lines')(time)]
  }
  const rows = times.flatMap((time): readonly Row[] => {
    const overDraws = drawn.map((it, k) => (it === null ? null : states(it, time, draws[k]?.[index] ?? curve)))
    return states(model, time, curve).map((estimate, i): Row => {
      const { words, measure } = shown[i] ?? { words: misfit, measure: 'survival-difference' }
      return {
        ...blank,
        ...spreadOf(overDraws.map((it) => it?.[i] ?? null)),
        variant: words,
        measure,
        time,
        estimate,
        status: isExtrapolated(its, [arm], time) ? 'extrapolated' : 'ok',
      }
    })
  })
  const immortal: Row = {
    ...blank,
    ...(drawn.length === 0 ? noSpread : spreadOf(drawn.map((it) => it?.immortalTimeFactor ?? null))),
    variant: factor,
    measure: 'immortal-time-factor',
    estimate: model.immortalTimeFactor,
  }
  const all = [...rows, immortal]
  return { rows: all, curves: [], finding: findingOf(all, model, scenario) }
}

/** The model of a plan; a sentence where no hazard after infusion fits. */
function modelOf(curve: Curve, share: number, scenario: IllnessDeathPlan): IllnessDeath | string {
  const [lag, after] = [scenario['median lag'], scenario['after infusion']]
  if ('median' in after) return illnessDeath(illnessDeathRates(share, lag, after.median))
  const survival = survivalFunction(curve, 'lines')(after.through)
  const found = illnessDeathThrough(share, lag, after.through, survival)
  if (found.kind === 'value') return illnessDeath(found.rates)
  const text = (it: number): string => formatValue('survival', it)
  return `With this share and this lag the model gives the whole arm between ${text(found.attainable.lower)} and ${text(found.attainable.upper)} at ${trimmed(after.through)} months, whatever happens after infusion, and the rebuilt curve has ${text(survival)}.`
}

function findingOf(rows: readonly Row[], model: IllnessDeath, { times, infused: { stage } }: IllnessDeathPlan): string {
  const at = (words: string, time: number): string => {
    const row = rows.find((it) => it.variant === words && it.time === time)
    return row === undefined ? '' : formatEstimate(row)
  }
  const last = times.at(-1) ?? 0
  const first = times[0] ?? 0
  const misses = rows.filter((it) => it.variant === misfit).map((it) => Math.abs(it.estimate ?? 0))
  const given = formatValue('proportion', model.share)
  return (
    `In a model in which ${given} are ever ${stage}, ${at('waiting, event-free', first)} are waiting at ${trimmed(first)} month${first === 1 ? '' : 's'} and ${at('infused, event-free', first)} are ${stage} and event-free; at ${trimmed(last)} months ${at('infused, event-free', last)}. ` +
    `Of those ever ${stage}, ${at('ever infused, from the clock of the arm', last)} are event-free at ${trimmed(last)} months counted from the clock of the arm, ${at('ever infused, from infusion', last)} at as many months counted from infusion, and ${at('whole arm, by the model', last)} of the whole arm: the same hazards, and only the start of the count and the choice of patients differ. ` +
    `Immortal time alone multiplies the rate of events of those ever ${stage} by ${formatValue('immortal-time-factor', model.immortalTimeFactor)} when it is counted from the clock of the arm. ` +
    `The model is not fitted to the curve as a whole: it misses the rebuilt one by up to ${formatValue('survival-difference', Math.max(0, ...misses))} percentage points at these times.`
  )
}
