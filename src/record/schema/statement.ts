import { z } from 'zod'
import { figure, present } from './figure.ts'
import { name, place, words } from './words.ts'

/** Words that rest on a figure: "a 51% lower risk". */
export const claim = z
  .strictObject({
    words: words.describe('The words of the paper.'),
    printed: present.exactOptional().describe('The figure in these words, such as "51%".'),
    kind: z
      .enum(['relative reduction', 'superiority', 'rounding', 'comparison', 'status', 'other'])
      .describe(
        'relative reduction: 100(1 - ratio); superiority: better, improved, significant; rounding: about, approximately.',
      ),
    'rests on': z
      .array(words)
      .exactOptional()
      .describe('Figure ids that the words rest on: [pfs.ide-cel-vs-standard.hazard-ratio].'),
    ...place,
  })
  .describe('A claim in words that rests on a figure.')

/** A box or sentence about another trial: it belongs to the source that says it, not to that trial. */
export const relatedTrial = z
  .strictObject({
    record: name.exactOptional().describe('Record of that trial, where there is one.'),
    year: words.exactOptional().describe('Year as printed.'),
    journal: words.exactOptional().describe('Journal as printed.'),
    n: figure.exactOptional().describe('Number of patients as printed.'),
    tested: words.exactOptional().describe('Treatment as described.'),
    population: words.exactOptional().describe('Population as described.'),
    comparator: words.exactOptional().describe('Comparator as described.'),
    endpoint: words.exactOptional().describe('Endpoint as described.'),
    words: words.exactOptional().describe('Result in words.'),
    figures: z
      .array(
        z
          .strictObject({
            label: words.describe('What the figure is: "Median progression-free survival".'),
            arm: words.exactOptional().describe('Treatment that it belongs to.'),
            unit: words.exactOptional().describe('Unit, such as months.'),
            figure: figure.describe('As printed.'),
          })
          .describe('A figure about the other trial.'),
      )
      .exactOptional()
      .describe('Figures that are printed about the other trial.'),
    ...place,
  })
  .describe('What this paper says about another trial.')

/** A contradiction that the record's author has looked at. */
export const accepted = z
  .strictObject({
    rule: words.describe('Rule whose finding is accepted, such as R01.'),
    figures: z.array(words).min(1, 'at least one figure id').describe('Figure ids of the finding.'),
    reason: words.describe('Why it may stand.'),
  })
  .describe('A finding of the audit that may stand, with the reason.')

export const unreadable = z
  .strictObject({
    at: words.describe('Where.'),
    what: words.describe('What cannot be read.'),
    source: name.exactOptional().describe('Source.'),
  })
  .describe('A place where the copy at hand is broken: said, not guessed.')
