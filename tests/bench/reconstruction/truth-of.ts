import { z } from 'zod'
import type { Patients } from '../../../src/survival/patients.ts'
import { patients } from '../../../src/survival/patients.ts'
import { armOrder } from './arm-order.ts'

const rawTruth = z.object({
  tau: z.number().positive().nullish(),
  arms: z
    .array(
      z.object({
        name: z.union([z.string(), z.number()]).nullish(),
        ipd: z.array(z.tuple([z.number().min(0), z.union([z.literal(0), z.literal(1)])])).min(1),
      }),
    )
    .min(1),
})

export interface Truth {
  readonly patients: Patients
  /** Months. */
  readonly tau: number
}

/**
 * The patients of a truth file, in months; in the order of `names` where that is given.
 *
 * @throws ZodError where it is none
 * @throws RangeError where its arms are not those of the names
 */
export function truthOf(raw: unknown, months: number, names: readonly string[] | null = null): Truth {
  const { arms: listed, tau } = rawTruth.parse(raw)
  const own = listed.map(({ name }) => (name === null || name === undefined ? null : String(name)))
  const arms = names === null ? listed : armOrder(names, own).map((place) => listed[place]!)
  const rows = arms.flatMap((arm, index) => arm.ipd.map(([time, event]) => ({ time: time * months, event, index })))
  const ends = arms.map(({ ipd }) => ipd.reduce((most, [time]) => Math.max(most, time), 0))
  return {
    patients: patients({
      arms: arms.map((_, index) => ['reference', 'comparator'][index] ?? `arm-${index + 1}`),
      time: rows.map((row) => row.time),
      event: rows.map((row) => row.event),
      assigned: rows.map((row) => row.index),
    }),
    tau: (tau ?? Math.min(...ends)) * months,
  }
}
