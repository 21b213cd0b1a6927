import { z } from 'zod'
import { contrast } from './contrast.ts'
import { cutoff } from './design.ts'
import { count, figure, remark } from './figure.ts'
import { followUp } from './follow-up.ts'
import { visits } from './visits.ts'
import { name, place, time, timeUnit, words } from './words.ts'

export const endpointArm = z
  .strictObject({
    n: count.exactOptional().describe('Patients analysed, where they are not all of the arm (responders, say).'),
    median: figure.exactOptional().describe('Median with its interval: "13.3 (11.8 to 16.1)", "NR (34.5-NE)".'),
    range: figure.exactOptional().describe('Shortest and longest, where printed: "0.5 to 13.0".'),
    survival: z
      .record(time, figure)
      .exactOptional()
      .describe('Percentage without the event at a time: {6: "73%", 12: "55% (49 to 61)"}. Times in the time unit.'),
    rmst: z
      .record(time, figure)
      .exactOptional()
      .describe(
        'Restricted mean survival time by its end tau: {24: "17.3 (16.1 to 18.5)"}. Both in the time unit; a mean names its own where it is another.',
      ),
    events: count.exactOptional().describe('Patients with the event.'),
    'at risk': z.record(time, count).exactOptional().describe('Numbers at risk beneath the curve: {0: 254, 3: 201}.'),
    censored: z
      .record(time, count)
      .exactOptional()
      .describe('Censored until a time, where the curve prints these numbers.'),
    'follow-up': followUp.exactOptional().describe('Follow-up of this arm, where printed for it alone.'),
    visits: visits.exactOptional(),
    ...place,
  })
  .describe('What is printed about one arm.')

/** An outcome that is a time, with everything that is printed about it. */
export const endpoint = z
  .strictObject({
    label: words.describe('Name of the endpoint as the report shall print it.'),
    event: words.describe('What counts as the event, such as "progression or death".'),
    class: z
      .enum(['progression-like', 'death', 'other'])
      .describe('progression-like: seen at visits; death: known to the day; other: neither.'),
    estimator: z
      .enum(['Kaplan-Meier', 'descriptive', 'not stated'])
      .default('Kaplan-Meier')
      .describe(
        'descriptive: a median among those who had the event (time to response of responders, say), which is no survival curve.',
      ),
    role: z
      .enum(['primary', 'key secondary', 'secondary', 'exploratory', 'not stated'])
      .exactOptional()
      .describe('Rank in the protocol.'),
    clock: words.describe('Where time starts: randomisation, enrolment, apheresis, infusion, first response.'),
    population: words.describe('Who is analysed; the name of a flow stage (randomised, infused) where it is one.'),
    assessor: remark.describe('Who judged the event: "independent review committee", "investigator", "not stated".'),
    criteria: remark.describe('Criteria for the event, such as "IMWG 2016".'),
    visits,
    censoring: remark.describe('Rules of censoring.'),
    competing: remark.exactOptional().describe('Competing events and how they were treated.'),
    'intercurrent events': z
      .record(words, words)
      .exactOptional()
      .describe('How each was treated (ICH E9(R1)), such as {subsequent therapy: treatment policy}.'),
    'time unit': timeUnit.exactOptional().describe('Where it is not that of the record.'),
    cutoff: cutoff.exactOptional().describe('Where it is not that of the design.'),
    'follow-up': followUp.exactOptional().describe('Where it is not that of the record.'),
    arms: z.record(name, endpointArm).describe('What is printed, by arm.'),
    events: z
      .strictObject({ total: count.describe('Events in all arms together.') })
      .exactOptional()
      .describe('Events in all arms together: {total: 242}.'),
    contrast: contrast.exactOptional(),
    'further contrasts': z
      .array(contrast)
      .exactOptional()
      .describe('Other comparisons: sensitivity analyses, other pairs of arms.'),
    ...place,
  })
  .describe('A time-to-event endpoint.')
