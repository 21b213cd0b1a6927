import type { ArmCounts } from './curve-evidence.ts'
import type { EndpointEvidence, Figure } from './evidence.ts'
import { writtenTime } from './time-unit.ts'

/** Two numbers for one thing, or a number that there are not patients enough for. */
export interface CountConflict {
  /** File or option that the number is from. */
  readonly source: string
  readonly message: string
  readonly expected: string
  readonly found: string
  readonly figures: readonly string[]
}

/** Numbers from curve files and options that contradict the evidence, which would otherwise silently win over them. */
export function countConflicts(
  evidence: EndpointEvidence,
  counts: readonly ArmCounts[],
  total: number | null,
): readonly CountConflict[] {
  const ofArms = evidence.arms.flatMap((arm) => {
    const own = counts.find((it) => it.arm === arm.id)
    return own === undefined ? [] : [...atRiskConflicts(arm, own), ...eventConflicts(arm, own)]
  })
  return [...ofArms, ...totalConflicts(evidence, counts, total)]
}

type Arm = EndpointEvidence['arms'][number]

/** The patients of an arm: a printed number, or the number at risk at the start where none is printed. */
function patientsOf({ patients }: Arm, own: ArmCounts | undefined): number | null {
  const start = own?.atRisk[0]
  if (patients.basis !== undefined) return start?.time === 0 ? start.count : null
  return numberOf(patients)
}

const numberOf = (figure: Figure | null): number | null =>
  figure?.quantity.kind === 'number' ? figure.quantity.value : null

/** Half a tick of the lattice: a time in weeks is not the same binary number by two ways. */
const same = (a: number, b: number): boolean => Math.abs(a - b) < 5e-4

function atRiskConflicts(arm: Arm, own: ArmCounts): CountConflict[] {
  const patients = patientsOf(arm, own)
  return own.atRisk.flatMap(({ time, count }) => {
    const printed = arm.atRisk.find((it) => same(it.time, time))?.count ?? (time === 0 ? arm.patients : null)
    const value = printed?.basis === undefined ? numberOf(printed ?? null) : null
    const when = `${writtenTime(time, own.unit)} ${own.unit}`
    if (printed && value !== null && value !== count) {
      const message = `${own.source} has ${count} at risk at ${when} in arm ${arm.id}, the record prints ${value}`
      return [{ source: own.source, message, expected: String(value), found: String(count), figures: [printed.id] }]
    }
    if (patients === null || count <= patients) return []
    const message = `${own.source} has ${count} at risk at ${when} in arm ${arm.id}, which has ${patients} patients`
    return [
      {
        source: own.source,
        message,
        expected: `at most ${patients}`,
        found: String(count),
        figures: [arm.patients.id],
      },
    ]
  })
}

function eventConflicts(arm: Arm, own: ArmCounts): CountConflict[] {
  if (own.events === null) return []
  const source = own.eventsFrom ?? own.source
  const printed = numberOf(arm.events)
  const found = String(own.events)
  const given = `${own.events} events are given for arm ${arm.id}`
  if (arm.events !== null && printed !== null && printed !== own.events) {
    const message = `${given}, the record prints ${printed}`
    return [{ source, message, expected: String(printed), found, figures: [arm.events.id] }]
  }
  const patients = patientsOf(arm, own)
  if (patients === null || own.events <= patients) return []
  const message = `${given}, which has ${patients} patients`
  return [{ source, message, expected: `at most ${patients}`, found, figures: [arm.patients.id] }]
}

/** The total against the printed one, and against the arms. */
function totalConflicts(
  { arms, events }: EndpointEvidence,
  counts: readonly ArmCounts[],
  total: number | null,
): CountConflict[] {
  const printed = numberOf(events)
  if (total !== null && events !== null && printed !== null && printed !== total) {
    const message = `${total} events are given for all arms, the record prints ${printed}`
    return [{ source: '--events', message, expected: String(printed), found: String(total), figures: [events.id] }]
  }
  const all = total ?? printed
  const of = (it: Arm): ArmCounts | undefined => counts.find(({ arm }) => arm === it.id)
  const own = arms.map((it) => numberOf(it.events) ?? of(it)?.events ?? null)
  const given = total !== null || arms.some((it) => it.events === null && typeof of(it)?.events === 'number')
  if (all === null || !given) return []
  const known = own.reduce<number>((sum, it) => sum + (it ?? 0), 0)
  const open = arms.reduce((sum, it, i) => sum + (own[i] === null ? (patientsOf(it, of(it)) ?? Infinity) : 0), 0)
  if (all >= known && all <= known + open) return []
  const message = `${all} events are given for all arms, but the arms have ${open === 0 ? known : `${known} to ${known + open}`}`
  const expected = open === 0 ? String(known) : `from ${known} to ${known + open}`
  return [{ source: '--events', message, expected, found: String(all), figures: events === null ? [] : [events.id] }]
}
