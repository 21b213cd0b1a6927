import { z } from 'zod'
import { measuresInWords, nearestMeasure, readMeasure } from './plan-measure.ts'

const name = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9.]+)*$/u, 'a short name of small letters, digits and hyphens, such as karmma-3')
const words = z.string('text').min(1, 'some text')
/** In the time unit of the plan; `planInMonths` knows each field that holds one. */
const time = z.number('a time, 0 or later').min(0).max(1_000_000)
const laterTime = z.number('a time above 0').positive('a time above 0').max(1_000_000)
const wholeTo = (most: number) => {
  const range = `a whole number from 0 to ${most}`
  return z.int(range).min(0, range).max(most, range)
}
const share = z.number('a share between 0 and 1').min(0).max(1)

const measure = z.string().superRefine((text, context) => {
  if (readMeasure(text) !== null) return
  const near = nearestMeasure(text)
  context.addIssue({
    code: 'custom',
    message: `"${text}" is no measure${near === null ? '' : `; did you mean "${near}"?`}`,
    params: { expected: measuresInWords, ...(near === null ? {} : { mend: `write "${near}"` }) },
  })
})
const measures = z.array(measure).min(1, 'at least one measure')

/** The five attributes of ICH E9(R1), in words. */
const estimand = z.strictObject({
  treatment: words,
  population: words,
  variable: words,
  'intercurrent events': words.describe('Each intercurrent event with its strategy.'),
  summary: words,
})

const shared = {
  id: name,
  label: words,
  question: words,
  estimand,
  assumptions: z
    .array(words)
    .min(1, 'at least one sentence')
    .describe('Everything that is not reported, as sentences.'),
  measures: measures.exactOptional().describe('Instead of the measures of the plan.'),
}

/** What a method is and what identifies its result belong to the method: a plan states them, and cannot state more. */
function standing<R extends string, D extends string>(role: R, data: D) {
  return { role: z.literal(role), data: z.literal(data) }
}

const asPublished = z.strictObject({
  ...shared,
  method: z.literal('as published'),
  ...standing('reference', 'reconstructed'),
  identification: z
    .enum(['randomised', 'none'])
    .describe(
      'randomised where the arms of the endpoint were randomised and are compared; none where nothing identifies an effect.',
    ),
})

/** Counts by the names of stages in the flow of the record. */
const infusedShare = z.strictObject({
  stage: words.describe('Stage of the arm in the flow of the record: infused.'),
  of: words.describe('The stage that it is a share of: randomised.'),
})

const law = {
  id: name,
  label: words,
}

/** What is assumed about those who were not infused. */
const notInfused = z.discriminatedUnion('survival', [
  z.strictObject({ ...law, survival: z.literal('all fail'), at: time }),
  z.strictObject({
    ...law,
    survival: z.literal('exponential'),
    median: z.number('a median above 0').positive().max(1_000_000),
  }),
  z.strictObject({
    ...law,
    survival: z.literal('as control'),
    'hazard multiplier': z.number('a multiplier above 0').positive().default(1),
  }),
  z.strictObject({ ...law, survival: z.literal('none fails') }),
  z.strictObject({ ...law, survival: z.literal('as the whole arm') }),
])

const infusedFromItt = z.strictObject({
  ...shared,
  method: z.literal('infused from itt'),
  ...standing('supplementary', 'reconstructed'),
  identification: z.literal('assumption'),
  arm: name,
  control: name,
  infused: infusedShare,
  'not infused': z.array(notInfused).min(1, 'at least one assumption about those not infused'),
  waiting: z
    .array(z.int('a whole number of patients').min(0))
    .min(1, 'at least one number of patients')
    .default([0])
    .describe('Of those not infused by the cut-off, how many were still waiting and would be infused: a sweep.'),
  'first infusion': time
    .exactOptional()
    .describe('Only where the event precludes infusion: the earliest infusion, from the clock.'),
})

const bounds = z.strictObject({
  ...shared,
  method: z.literal('bounds over the not infused'),
  ...standing('supplementary', 'reconstructed'),
  identification: z.literal('bounded'),
  arm: name,
  control: name,
  infused: infusedShare,
  waiting: z.array(z.int('a whole number of patients').min(0)).min(1, 'at least one number of patients').default([0]),
  against: z
    .array(z.enum(['control arm', 'control stratum']))
    .min(1, 'at least one of control arm, control stratum')
    .default(['control arm']),
  milestone: laterTime,
  target: z.number('a difference between -1 and 1').min(-1).max(1).default(0),
})

const informativeCensoring = z.strictObject({
  ...shared,
  method: z.literal('informative censoring'),
  ...standing('sensitivity', 'simulated'),
  identification: z.literal('assumption'),
  arm: name.describe('The arm whose drop-outs are suspected to do worse (delta times its hazard).'),
  control: name,
  'other arm': z
    .enum(['at random', 'opposite'])
    .default('at random')
    .describe('opposite: the hazard of the other arm divided by delta after drop-out.'),
  'drop-out': z.discriminatedUnion('from', [
    z
      .strictObject({ from: z.literal('the reconstruction') })
      .describe('The censoring reasons of the rebuilt patients.'),
    z
      .strictObject({ from: z.literal('an assumed share'), share, before: laterTime })
      .describe('This share of the censorings before a time was drop-out.'),
    z
      .strictObject({ from: z.literal('a sweep of shares'), shares: z.int().min(2).max(101), before: laterTime })
      .describe('Shares from 0 to 1: the frontier of share and delta.'),
  ]),
  milestone: laterTime,
  delta: z
    .strictObject({ to: z.number('a number above 1').gt(1), points: z.int().min(2).max(1001).default(61) })
    .default({ to: 1000, points: 61 })
    .describe('Scanned from 1 (censoring at random) on a log scale.'),
  level: z.number('a level such as 0.95').gt(0).lt(1).default(0.95),
  target: z
    .number('a difference between -1 and 1')
    .min(-1)
    .max(1)
    .default(0)
    .describe('What the lower limit of the milestone difference is to reach.'),
})

export const scenarioSchema = z.discriminatedUnion('method', [
  asPublished,
  infusedFromItt,
  bounds,
  informativeCensoring,
])

export const planSchema = z.strictObject({
  id: name,
  title: words,
  question: words,
  records: z.array(name).min(1, 'at least one record').describe('Ids of the records, data/trials/ID.yaml.'),
  endpoint: name,
  'time unit': z
    .enum(['days', 'weeks', 'months', 'years'])
    .exactOptional()
    .describe('Of every time in this plan. Months where it is left out; required where a record is in another unit.'),
  seed: wholeTo(4294967295),
  draws: wholeTo(10_000).describe(
    'Reconstruction draws for the spread of each number; another seed moves its ends by about a seventieth of its width at the most.',
  ),
  written: z.enum(['before seeing results', 'after seeing results']),
  note: words.exactOptional(),
  measures,
  scenarios: z.array(scenarioSchema).min(1, 'at least one scenario'),
})
