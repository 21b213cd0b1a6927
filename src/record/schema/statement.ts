import { z } from 'zod'
import { present } from './figure.ts'
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
      .describe(
        'Figure ids that the words rest on: [pfs.ide-cel-vs-standard.hazard-ratio]; those of another record with its id before: karmma-2021:response.ide-cel.overall-response.',
      ),
    ...place,
  })
  .describe('A claim in words that rests on a figure.')

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
