import { z } from 'zod'
import { measuresInWords, nearestMeasure, readMeasure } from './plan-measure.ts'

export const name = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9.]+)*$/u, 'a short name of small letters, digits and hyphens, such as karmma-3')
export const words = z.string('text').min(1, 'some text')
/** In the time unit of the plan; `inMonths` of the method knows each field that holds one. */
export const time = z.number('a time, 0 or later').min(0).max(1_000_000)
export const laterTime = z.number('a time above 0').positive('a time above 0').max(1_000_000)
/** What `refine` says of a range, or of a law by three of its times, that is out of order. */
export const inOrder = (...fields: readonly string[]) => ({
  error: `${fields.map((it) => `"${it}"`).join(', ')} are out of order`,
  params: { expected: fields.join(' <= '), mend: 'put the numbers in this order' },
})
export const rising = {
  error: '"from" is not below "to"',
  params: { expected: '"from" below "to"', mend: 'put the lower number first' },
}
export const wholeFrom = (least: number, most: number) => {
  const range = `a whole number from ${least} to ${most}`
  return z.int(range).min(least, range).max(most, range)
}
export const wholeTo = (most: number) => wholeFrom(0, most)
export const share = z.number('a share between 0 and 1').min(0).max(1)

const measure = z.string().superRefine((text, context) => {
  if (readMeasure(text) !== null) return
  const near = nearestMeasure(text)
  context.addIssue({
    code: 'custom',
    message: `"${text}" is no measure${near === null ? '' : `; did you mean "${near}"?`}`,
    params: { expected: measuresInWords, ...(near === null ? {} : { mend: `write "${near}"` }) },
  })
})
export const measures = z
  .array(measure)
  .min(1, 'at least one measure')
  .superRefine((all, context) => {
    const seen = new Set<string>()
    all.forEach((text, index) => {
      const read = readMeasure(text)
      const what = `${read?.kind ?? text} ${read?.time ?? ''}`
      if (seen.has(what))
        context.addIssue({
          code: 'custom',
          path: [index],
          message: `the measure "${text}" stands here twice`,
          params: { rule: 'duplicate-measure', expected: 'each measure once', mend: 'delete one of the two' },
        })
      seen.add(what)
    })
  })

/** The five attributes of ICH E9(R1), in words. */
const estimand = z.strictObject({
  treatment: words,
  population: words,
  variable: words,
  'intercurrent events': words.describe('Each intercurrent event with its strategy.'),
  summary: words,
})

/** Fields of every scenario. */
export const shared = {
  id: name,
  label: words,
  question: words,
  estimand,
  assumptions: z
    .array(words)
    .min(1, 'at least one sentence')
    .describe('Everything that is not reported, as sentences.'),
  record: name
    .exactOptional()
    .describe('The one record, of those under "records", that the scenario is run for; every one if left out.'),
  measures: measures.exactOptional().describe('Instead of the measures of the plan.'),
}

/** What a method is and what identifies its result belong to the method: a plan states them, and cannot state more. */
export function standing<R extends string, D extends string>(role: R, data: D) {
  return { role: z.literal(role), data: z.literal(data) }
}
