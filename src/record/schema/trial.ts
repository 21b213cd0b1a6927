import { z } from 'zod'
import { arm } from './arm.ts'
import { calculation, design } from './design.ts'
import { endpoint } from './endpoint.ts'
import { flow } from './flow.ts'
import { followUp } from './follow-up.ts'
import { quantity } from './quantity.ts'
import { source } from './source.ts'
import { accepted, claim, unreadable } from './statement.ts'
import { table } from './table.ts'
import { level, name, timeUnit, words } from './words.ts'

/** One report of one trial: everything that it prints, as printed. */
export const trialSchema = z
  .strictObject({
    id: name.describe('Name of this record: trial and year, the same as the file name.'),
    trial: words.describe('Name of the trial, such as KarMMa-3.'),
    registration: words.exactOptional().describe('Registration number, such as NCT03651128.'),
    report: words.exactOptional().describe('Which report of the trial this is, such as "second interim analysis".'),
    updates: name.exactOptional().describe('Record of the earlier report that this one updates.'),
    'time unit': timeUnit.describe('Unit of the times in this record that do not name theirs.'),
    'interval level': level.default('95%').describe('Level of intervals that do not name theirs.'),
    sources: z.record(name, source).describe('Documents that the figures are taken from, by a short name.'),
    source: name.exactOptional().describe('Default source. Left out: the first of the sources.'),
    arms: z
      .record(name, arm)
      .default({})
      .describe(
        'Treatment groups, by a short name. Only an article that is not about one trial has none: there, columns and values are named for treatments.',
      ),
    design: design.exactOptional(),
    flow: z.record(name, flow).exactOptional().describe('Flow of patients, by arm.'),
    'follow-up': followUp.exactOptional(),
    calculations: z
      .array(calculation)
      .exactOptional()
      .describe('Design calculations: power, boundary, information fraction.'),
    endpoints: z
      .record(name, endpoint)
      .default({})
      .describe('Time-to-event endpoints, by a short name such as pfs or os.'),
    tables: z
      .record(name, table)
      .exactOptional()
      .describe('Proportions and other summaries, by a short name such as response or adverse-events.'),
    quantities: z.record(name, quantity).exactOptional().describe('Doses, process times and other figures.'),
    claims: z.array(claim).exactOptional().describe('Claims in words that rest on a figure.'),
    unreadable: z.array(unreadable).exactOptional().describe('Places where the copy at hand is broken.'),
    accepted: z.array(accepted).exactOptional().describe('Findings of the audit that may stand, with the reason.'),
    note: words.exactOptional().describe('Anything else about this record.'),
  })
  .describe('One report of a trial: every figure as printed.')
