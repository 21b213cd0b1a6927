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
    of: words.describe('What is divided: a stage of this arm.'),
    into: z.record(words, count).describe('The parts; each patient belongs to exactly one.'),
    ...place,
  })
  .describe('Parts that add up to a stage.')

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
    partitions: z.array(partition).exactOptional().describe('Parts that add up to a stage.'),
    ...place,
  })
  .describe('Flow of the patients of one arm.')
