import { z } from 'zod'
import { date, words } from './words.ts'

export const source = z
  .strictObject({
    citation: words.describe('Authors, title, journal, year, volume, pages; as a reference list would print it.'),
    doi: words.exactOptional().describe('Digital object identifier, such as 10.1056/NEJMoa2213614.'),
    url: words.exactOptional().describe('Where the source is read, if it has no identifier.'),
    published: date.exactOptional().describe('Date of publication.'),
    kind: z
      .enum(['primary', 'secondary', 'outside'])
      .describe(
        'primary: the report of the trial itself; secondary: someone else about the trial; outside: brought in from beyond the documents that this record transcribes.',
      ),
    note: words.exactOptional().describe('Edition, date of access, what was and was not read.'),
  })
  .describe('A document that figures are taken from.')
