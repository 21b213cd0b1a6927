import { countBounds, countCanBeAtMost, sumOf } from '../../evidence/bounds.ts'
import type { Figure, PrintedArm, PrintedEndpoint } from '../../evidence/evidence.ts'
import { whenOf } from '../../evidence/time-words.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'

/** S01: events and numbers at risk count patients, so there are no more of them than patients, in an arm and in all. */
export const withinPatients: AuditRule = {
  id: 'S01',
  name: 'within-patients',
  compares: 'events and numbers at risk with the patients analysed',
  worst: 'fail',
  agree: 'events and numbers at risk are no more than the patients',
  tolerance: 'none: exact counts',
  examples: { clean: [example(149)], firing: [example(294)] },
  run: ({ endpoints }) => endpoints.flatMap((it) => [...it.arms.flatMap(ofArm), ...ofAll(it)]),
}

function example(events: number): string {
  return `
endpoints:
  pfs:
    { label: Progression-free survival, event: progression or death, class: progression-like, clock: randomisation,
      population: randomised, assessor: not stated, criteria: not stated, visits: not stated, censoring: not stated,
      arms: { new: { n: 254, events: ${events} } } }
`
}

function ofArm({ events, atRisk, patients }: PrintedArm): readonly RuleFinding[] {
  const counted = [...(events ? [{ figure: events, what: 'events' }] : [])]
  const watched = atRisk.map(({ count }) => ({ figure: count, what: `at risk at ${whenOf(count)}` }))
  return [...counted, ...watched].flatMap(({ figure, what }) => compared(figure, what, [patients]))
}

function ofAll({ events, arms }: PrintedEndpoint): readonly RuleFinding[] {
  if (events === null) return []
  return compared(
    events,
    'events',
    arms.map(({ patients }) => patients),
  )
}

function compared(figure: Figure, what: string, analysed: readonly (Figure | null)[]): readonly RuleFinding[] {
  const size = countBounds(figure.quantity)
  const among = analysed.filter((it) => it !== null)
  const sizes = among.flatMap(({ quantity }) => countBounds(quantity) ?? [])
  if (size === null || sizes.length < analysed.length) return []
  const patients = sumOf(sizes)
  const fits = countCanBeAtMost(size, patients)
  return [
    {
      state: fits ? 'pass' : 'fail',
      figures: [figure.id, ...among.map(({ id }) => id)],
      message: `${figure.printed} ${what}, ${patients.upper} patients`,
      ...(!fits && {
        explanation: 'Events counted more than once for a patient, or patients of another analysis set.',
        resolve: 'How many patients were analysed for this endpoint.',
        expected: `at most ${patients.upper}`,
        found: figure.printed,
      }),
    },
  ]
}
