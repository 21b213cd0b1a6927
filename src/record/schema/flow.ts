import { z } from 'zod'
import { count, type Count } from './figure.ts'
import { place, words } from './words.ts'

export interface Stage {
  readonly stage: string
  readonly count: Count
}

/** `randomised: 254`, one stage of a chain. */
const stage = z
  .record(words, count)
  .refine((it) => Object.keys(it).length === 1, {
    error: 'a stage of a chain holds one name and one number',
    params: {
      expected: '[randomised: 254, infused: 225]',
      mend: 'separate the stages by commas, or put each on a line of its own with "- "',
    },
  })
  .transform((it): Stage => {
    const [[stageName, size] = ['', { count: 0 }]] = Object.entries(it)
    return { stage: stageName, count: size }
  })

const partition = z
  .strictObject({
    of: words.describe('What is divided: a name in chains or besides.'),
    into: z.array(words).min(1, 'at least one part').describe('The parts; each patient belongs to exactly one.'),
    ...place,
  })
  .describe(
    'Numbers that add up to another, all by their names in chains or besides: {of: randomised, into: [infused, not infused]}.',
  )

/** Patients of one arm on their way through the trial. Only what is declared here is ever compared. */
export const flow = z
  .strictObject({
    chains: z
      .array(z.array(stage).min(1, 'at least one stage'))
      .describe(
        'Nested stages, each a subset of the one before: [[randomised: 254, leukapheresed: 249, infused: 225]].',
      ),
    besides: z
      .record(words, count)
      .exactOptional()
      .describe('Numbers that stand in no chain, such as {bridged: 213, treated population: 250}.'),
    partitions: z
      .array(partition)
      .exactOptional()
      .describe('Which numbers add up to which: [{of: randomised, into: [infused, not infused]}].'),
    ...place,
  })
  .describe('Flow of the patients of one arm.')
