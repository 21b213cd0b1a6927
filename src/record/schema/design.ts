import { z } from 'zod'
import { count, figure, remark } from './figure.ts'
import { date, isDate, name, noSuchDate, notStated, place, words } from './words.ts'

const enrolmentFields = z.strictObject({
  first: z.union([date, notStated]).describe('First enrolment, as exact as the paper is.'),
  last: z.union([date, notStated]).describe('Last enrolment, as exact as the paper is.'),
  ...place,
})

type Enrolment = z.output<typeof enrolmentFields>

const enrolment = z
  .union([
    z
      .string()
      .regex(/^\d{4}(-\d{2}(-\d{2})?)? to \d{4}(-\d{2}(-\d{2})?)?$/u, 'two dates such as 2019-05 to 2022-04')
      .refine((it) => it.split(' to ').every(isDate), noSuchDate)
      .transform((it): Enrolment => {
        const [first = '', last = ''] = it.split(' to ')
        return { first, last }
      }),
    enrolmentFields,
    notStated.transform((): Enrolment => ({ first: 'not stated', last: 'not stated' })),
  ])
  .describe('From the first to the last enrolment: "2019-05 to 2022-04", {first, last, at}, or "not stated".')

const cutoffFields = z.strictObject({ date: z.union([date, notStated]).describe('Last day of the data.'), ...place })

type Cutoff = z.output<typeof cutoffFields>

export const cutoff = z
  .union([z.union([date, notStated]).transform((it): Cutoff => ({ date: it })), cutoffFields])
  .meta({ id: 'cutoff', description: 'Data cut-off: 2022-04-18, {date, at, note}, or "not stated".' })

export const design = z
  .strictObject({
    phase: remark.exactOptional().describe('Phase, such as "3" or "1b/2".'),
    allocation: remark
      .exactOptional()
      .describe('Allocation ratio, experimental to control, such as "2:1"; "none" in a single-arm trial.'),
    stratification: z.array(words).exactOptional().describe('Factors of the stratified randomisation, one a line.'),
    subgroups: z.array(words).exactOptional().describe('Subgroups that were planned, one a line.'),
    blinding: remark.exactOptional().describe('Such as "open label" or "double blind".'),
    enrolment: enrolment.exactOptional(),
    cutoff: cutoff.exactOptional().describe('Data cut-off of the main analysis; an endpoint may have its own.'),
    sites: count.exactOptional().describe('Number of sites.'),
    countries: count.exactOptional().describe('Number of countries.'),
    setting: remark.exactOptional().describe('Such as "multicentre, global".'),
    population: remark.exactOptional().describe('Who could take part.'),
    intervention: remark.exactOptional().describe('The experimental treatment.'),
    comparator: remark.exactOptional().describe('The control treatment; "none" in a single-arm trial.'),
    'primary endpoint': remark.exactOptional().describe('Name of the primary endpoint, or its definition in words.'),
    crossover: remark
      .exactOptional()
      .describe('Whether and when control patients could receive the experimental treatment.'),
    'sample size': count.exactOptional().describe('All patients, where only the total is printed.'),
    ...place,
  })
  .describe('How the trial was set up.')

const look = z
  .strictObject({
    label: words.describe('Such as "second interim analysis, for efficacy".'),
    planned: figure.exactOptional().describe('Information fraction that was planned, such as "80%".'),
    reached: figure.exactOptional().describe('Information fraction that was reached, such as "84%".'),
    events: count.exactOptional().describe('Events at this analysis.'),
    boundary: figure.exactOptional().describe('P value that had to be reached, such as "<0.014".'),
    sides: z
      .literal([1, 2], '1 or 2')
      .exactOptional()
      .describe('Whether the boundary is one-sided (1) or two-sided (2).'),
    spending: remark.exactOptional().describe('Rule that made the boundary, such as "O\'Brien-Fleming".'),
    report: z.boolean().exactOptional().describe('True for the analysis that this record reports.'),
    ...place,
  })
  .describe('An interim or final analysis.')

/** The paper's own arithmetic: sample size, power, boundaries. */
export const calculation = z
  .strictObject({
    endpoint: name.describe('Endpoint that was planned for.'),
    patients: count.exactOptional().describe('Planned number of patients.'),
    events: count.exactOptional().describe('Planned number of events at the final analysis.'),
    power: figure.exactOptional().describe('Such as "94%".'),
    alpha: figure.exactOptional().describe('Type I error, such as "2.5%".'),
    sides: z.literal([1, 2], '1 or 2').exactOptional().describe('Whether alpha is one-sided (1) or two-sided (2).'),
    medians: z.record(name, figure).exactOptional().describe('Medians that were assumed, by arm.'),
    'hazard ratio': figure.exactOptional().describe('Hazard ratio that was assumed, where one is printed.'),
    looks: z.array(look).exactOptional().describe('Interim and final analyses in their order.'),
    hierarchy: z.array(name).exactOptional().describe('Order in which endpoints were tested.'),
    ...place,
  })
  .describe('Design calculation of an endpoint: power, boundary, information fraction.')
