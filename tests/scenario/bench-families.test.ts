import { expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { families } from '../bench/scenarios/families.ts'
import { planOf } from '../bench/scenarios/plan-of.ts'

test.each(families.map((family) => [family.id, family] as const))(
  'trials of the benchmark have a plan that the program reads: %s',
  (id, family) => {
    const drawn = family.draw(randomStream(1, `bench/scenarios/${id}`)(0))
    expect(planOf(drawn, 2).kind).toBe('parsed')
  },
)
