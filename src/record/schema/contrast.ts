import { z } from 'zod'
import { elsewhere, figure, present } from './figure.ts'
import { level, name, place, time, words, yesNo } from './words.ts'

const definition = z
  .strictObject(place)
  .describe('Where the model, the strata, the weights or the event window are said, if not where the figure stands.')

const hazardRatioFields = z.strictObject({
  printed: present,
  level: level.exactOptional(),
  model: words.default('not stated').describe('Such as "Cox", or "not stated".'),
  stratified: yesNo.default('not stated').describe('Whether the model was stratified.'),
  adjusted: yesNo.default('not stated').describe('Whether the model had covariates besides the arm.'),
  weighted: yesNo.default('not stated').describe('Whether patients or times were weighted.'),
  'events after': words
    .exactOptional()
    .describe('Where only later events count: from when, such as "8 weeks". Left out: all events count.'),
  definition: definition.exactOptional(),
  ...place,
  also: elsewhere,
})

export type HazardRatio = z.output<typeof hazardRatioFields>

const hazardRatio = z
  .union([
    present.transform((it): HazardRatio => ({
      printed: it,
      model: 'not stated',
      stratified: 'not stated',
      adjusted: 'not stated',
      weighted: 'not stated',
    })),
    hazardRatioFields,
  ])
  .describe('Hazard ratio with its limits, and what kind of hazard ratio it is.')

const pValueFields = z.strictObject({
  printed: present,
  test: words.default('not stated').describe('The test in words, such as "two-sided stratified log-rank".'),
  stratified: yesNo.default('not stated').describe('Whether the test was stratified.'),
  sides: z
    .union([z.literal([1, 2]), z.literal('not stated')], '1, 2 or not stated')
    .default('not stated')
    .describe('Whether the test was one-sided (1) or two-sided (2).'),
  definition: definition.exactOptional(),
  ...place,
  also: elsewhere,
})

export type PValue = z.output<typeof pValueFields>

export const pValue = z
  .union([
    present.transform((it): PValue => ({
      printed: it,
      test: 'not stated',
      stratified: 'not stated',
      sides: 'not stated',
    })),
    pValueFields,
  ])
  .meta({ id: 'p-value', description: 'P value as printed, such as "<0.001", and the test that gave it.' })

export const contrast = z
  .strictObject({
    arm: name.exactOptional().describe('Numerator. Left out: the experimental arm.'),
    versus: name.exactOptional().describe('Denominator. Left out: the control arm.'),
    label: words
      .exactOptional()
      .describe('What sets this contrast apart, such as "sensitivity analysis, unstratified".'),
    'hazard ratio': hazardRatio.exactOptional(),
    'odds ratio': figure.exactOptional().describe('Odds ratio with its limits.'),
    'rate ratio': figure.exactOptional().describe('Ratio of risks or rates with its limits.'),
    difference: figure.exactOptional().describe('Difference with its limits, in the unit of what is compared.'),
    'rmst difference': z
      .record(time, figure)
      .exactOptional()
      .describe(
        'Difference in restricted mean survival time by its end tau, arm minus versus: {24: "3.2 (1.1 to 5.3)"}.',
      ),
    p: pValue.exactOptional(),
    ...place,
  })
  .meta({ id: 'contrast', description: 'One arm compared with another.' })
