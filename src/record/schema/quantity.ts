import { z } from 'zod'
import { figure } from './figure.ts'
import { cutoff } from './design.ts'
import { level, name, place, words } from './words.ts'

/** A figure that is neither a time-to-event figure nor a table: a dose, the duration of a process, a laboratory value. */
export const quantity = z
  .strictObject({
    label: words.describe('What it is, such as "Time to onset of cytokine release syndrome".'),
    about: z
      .enum([
        'dose',
        'process time',
        'time course',
        'baseline',
        'laboratory',
        'toxicity',
        'proportion',
        'approval',
        'another study',
        'other',
      ])
      .describe(
        'process time: from apheresis to infusion, say; time course: onset and duration of something; another study: what the paper says about a study that has no record.',
      ),
    statistic: words
      .exactOptional()
      .describe('What is printed: "median (range)", "target range", "maximum", "percent".'),
    unit: words.exactOptional().describe('Unit, such as days or "10^6 cells".'),
    population: words.exactOptional().describe('Who is measured.'),
    from: words.exactOptional().describe('Where time starts, for times.'),
    values: z.record(name, figure).describe('The figure by arm, or under "all": {ide-cel: "1 (range, 1 to 14)"}.'),
    permitted: name.exactOptional().describe('Quantity that says which values are permitted: the permitted dose.'),
    level: level.exactOptional(),
    cutoff: cutoff.exactOptional().describe('Where it is not that of the design.'),
    ...place,
  })
  .describe('Any other figure: dose, process time, laboratory value.')
