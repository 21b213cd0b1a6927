import { z } from 'zod'
import { inOrder, laterTime, name, rising, shared, time, words } from '../plan-fields.ts'
import { readMeasure } from '../plan-measure.ts'
import { infusedShare } from './infused-plan.ts'

const law = { id: name, label: words }
const multiplier = z.number('a multiplier above 0').positive().default(1)

/** What is assumed about those not infused: laws that do not need the curve of the whole arm, which is what is asked for. */
const notInfused = z.discriminatedUnion('survival', [
  z.strictObject({ ...law, survival: z.literal('all fail'), at: time }),
  z.strictObject({ ...law, survival: z.literal('exponential'), median: laterTime }),
  z.strictObject({ ...law, survival: z.literal('as control'), 'hazard multiplier': multiplier }),
  z.strictObject({ ...law, survival: z.literal('as the infused'), 'hazard multiplier': multiplier }),
  z.strictObject({ ...law, survival: z.literal('none fails') }),
])

/** From the clock of the whole arm to the clock of the curve; 0 where they are the same. */
const lag = z.union([
  z.strictObject({ id: name, label: words, months: time.describe('In the time unit of the plan.') }),
  z
    .strictObject({ id: name, label: words, minimum: time, median: time, maximum: time })
    .refine((it) => it.minimum <= it.median && it.median <= it.maximum, inOrder('minimum', 'median', 'maximum')),
])

const target = z.number('a number').min(0).max(1_000_000)

const tipMeasure = z.string().refine((it) => ['median', 'milestone', 'rmst'].includes(readMeasure(it)?.kind ?? ''), {
  error: 'this measure is not one of a single arm',
  params: { expected: 'median | milestone TIME | rmst TIME' },
})

export const ittFromInfusedPlan = z.strictObject({
  ...shared,
  method: z.literal('itt from infused'),
  /** Another estimand than that of the infused; of a trial whose estimand is the whole arm anyway, the same under other assumptions. */
  role: z.enum(['sensitivity', 'supplementary']),
  data: z.literal('reconstructed'),
  identification: z.literal('assumption'),
  arm: name,
  control: name.exactOptional().describe('Needed where those not infused fare as the control arm.'),
  infused: infusedShare,
  clock: words.describe('Where the time of the whole arm starts: enrolment, say. The lags are counted from there.'),
  lags: z
    .array(lag)
    .min(1, 'at least one lag')
    .describe('From this clock to the clock of the curve; a lag of 0 says that they are the same.'),
  'not infused': z.array(notInfused).min(1, 'at least one assumption about those not infused'),
  tip: z
    .strictObject({
      measure: tipMeasure,
      target: z
        .union([target, z.array(target).min(1, 'at least one target')])
        .describe('One or several; times in the unit of the plan, survival as a proportion.'),
      from: laterTime.default(0.1),
      to: laterTime.default(1000),
    })
    .refine((it) => it.from < it.to, rising)
    .exactOptional()
    .describe('The median of those not infused, exponential, at which the measure reaches the target.'),
})
