import { z } from 'zod'
import { figure } from './figure.ts'
import { place, words } from './words.ts'

export const followUp = z
  .strictObject({
    median: figure.exactOptional().describe('Median follow-up, with its interval where one is printed.'),
    range: figure.exactOptional().describe('Shortest and longest follow-up, such as "0.4 to 35.4".'),
    from: words.exactOptional().describe('Where the clock starts: randomisation, enrolment, apheresis, infusion.'),
    to: words.exactOptional().describe('Where it stops: data cut-off, death, last visit.'),
    definition: z
      .enum(['reverse Kaplan-Meier', 'potential', 'observed', 'survivors only', 'unknown'])
      .describe(
        'Five definitions give five numbers. reverse Kaplan-Meier: events count as censored; potential: to the data cut-off, whatever happened; observed: to event or censoring; survivors only: observed, of those still alive; unknown: the paper does not say.',
      ),
    ...place,
  })
  .meta({ id: 'follow-up', description: 'How long patients were followed, and what that means.' })
