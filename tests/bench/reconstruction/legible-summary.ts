import { z } from 'zod'
import { parseEstimate } from '../../../src/evidence/parse-estimate.ts'
import type { PrintContext } from '../../../src/evidence/parse-estimate.ts'
import type { TimeUnit } from '../../../src/evidence/time-unit.ts'
import type { Printed, SomeSummary } from './summary-record.ts'
import { withLimits } from './summary-record.ts'

export interface Legible {
  readonly summary: SomeSummary
  /** What was left out, each with its place and why. */
  readonly left: readonly string[]
}

const text = z.union([z.string().transform((it) => it.trim()), z.number().transform(String)])
const limit = text.nullish().transform((it) => it ?? undefined)
const number = z.number()
/** As beds round their times. */
const time = number.min(0).transform((it) => Number(it.toFixed(4)))
const count = z.number().int().min(0)
const rawPrinted = z.object({ value: text, lo: limit, hi: limit })
const rawLandmark = z.object({ time, percent: text, lo: limit, hi: limit })
const rawTable = z.object({ times: z.array(z.unknown()), n: z.array(z.unknown()) })
const rawArm = z.object({
  name: text.nullish(),
  n: z.unknown().optional(),
  median: z.unknown().optional(),
  landmarks: z.unknown().optional(),
  events: z.unknown().optional(),
  at_risk: z.unknown().optional(),
})
const rawSummary = z.object({
  endpoint: text.nullish(),
  events: z.unknown().optional(),
  hr: z.unknown().optional(),
  logrank_p: z.unknown().optional(),
  followup: z.unknown().optional(),
  arms: z.array(rawArm).min(1),
})

type Leave = (place: string, why: string) => void

/**
 * A summary as a file gives it, without what nobody can read. Only what says which arms there are and how many patients each has is required.
 *
 * @throws RangeError where that is missing
 */
export function legibleSummary(raw: unknown, unit: TimeUnit, endpoint: string): Legible {
  const left: string[] = []
  const leave: Leave = (place, why) => left.push(`${place}: ${why}`)
  const read = rawSummary.safeParse(raw)
  if (!read.success) throw new RangeError(`no summary: ${firstIssue(read.error)}`)
  const { data } = read
  const arms = withoutProportions(
    data.arms.map((arm, index) => legibleArm(arm, index, leave)),
    leave,
  )
  const events = optional(count, data.events, 'events', leave)
  const most = arms.reduce((sum, arm) => sum + arm.n, 0)
  if (events !== null && events > most) leave('events', `${events} among ${most} patients`)
  const summary: SomeSummary = {
    unit,
    endpoint: data.endpoint?.length ? data.endpoint : endpoint,
    events: events !== null && events > most ? null : events,
    hr: legibleRatio(
      data.hr,
      arms.map(({ name }) => name),
      leave,
    ),
    logrank_p: legibleP(data.logrank_p, leave),
    followup: legibleFollowUp(data.followup, leave),
    arms,
  }
  return { summary, left }
}

function legibleArm(raw: z.infer<typeof rawArm>, index: number, leave: Leave): LegibleArm {
  const name = raw.name ?? `arm ${index + 1}`
  const at_risk = legibleTable(raw.at_risk, `${name}, at_risk`, leave)
  const n = optional(count.min(1), raw.n, `${name}, n`, leave) ?? (at_risk?.times[0] === 0 ? at_risk.n[0]! : null)
  if (n === null || n < 1) throw new RangeError(`arm ${name} has no number of patients`)
  const events = optional(count, raw.events, `${name}, events`, leave)
  if (events !== null && events > n) leave(`${name}, events`, `${events} among ${n} patients`)
  const landmarks = optional(z.array(z.unknown()), raw.landmarks, `${name}, landmarks`, leave)
  return {
    name,
    n,
    median: legible(optional(rawPrinted, raw.median, `${name}, median`, leave), times, `${name}, median`, leave),
    landmarks: (landmarks ?? []).flatMap((it, k) => legibleLandmark(it, `${name}, landmark ${k + 1}`, leave)),
    events: events !== null && events > n ? null : events,
    at_risk,
  }
}

type LegibleArm = SomeSummary['arms'][number]

/** Percentages none of which is above 1 are proportions that somebody put there: no trial loses everybody before its first landmark. */
function withoutProportions(arms: readonly LegibleArm[], leave: Leave): LegibleArm[] {
  const printed = arms.flatMap(({ landmarks }) => (landmarks ?? []).map(({ percent }) => percent))
  const small = (it: string): boolean => it.includes('.') && Number(it) > 0 && Number(it) <= 1
  if (printed.length < 2 || !printed.every(small)) return [...arms]
  leave('landmarks', `none is above 1% (${printed.join(', ')}): percent is required, these look like proportions`)
  return arms.map((arm) => ({ ...arm, landmarks: [] }))
}

const times: PrintContext = { unit: 'months' }
const shares: PrintContext = { unit: 'proportion', scale: 'percent' }

function legibleLandmark(raw: unknown, place: string, leave: Leave) {
  const read = optional(rawLandmark, raw, place, leave)
  if (read === null) return []
  const bare = (it: string | undefined) => it?.replace(/\s*%$/, '')
  const printed = { value: bare(read.percent)!, lo: bare(read.lo), hi: bare(read.hi) }
  const kept = legible(printed, shares, place, leave, '%')
  return kept === null ? [] : [{ time: read.time, percent: kept.value, lo: kept.lo, hi: kept.hi }]
}

/** Numbers at risk that have a time and are whole; the rest is left out. */
function legibleTable(raw: unknown, place: string, leave: Leave) {
  const read = optional(rawTable, raw, place, leave)
  if (read === null) return null
  const rows = read.times.slice(0, read.n.length).flatMap((when, k) => {
    const row = z.tuple([time, count]).safeParse([when, read.n[k]])
    if (!row.success) leave(place, `column ${k + 1} of it is no time and whole number`)
    return row.success ? [row.data] : []
  })
  if (read.times.length !== read.n.length) leave(place, `${read.times.length} times and ${read.n.length} numbers`)
  if (rows.length === 0) return null
  rows.sort((a, b) => a[0] - b[0])
  return { times: rows.map((row) => row[0]), n: rows.map((row) => row[1]) }
}

const rawRatio = rawPrinted.extend({
  conf: number.nullish(),
  numerator: text.nullish(),
  denominator: text.nullish(),
})

function legibleRatio(raw: unknown, [reference, comparator]: readonly string[], leave: Leave) {
  const read = optional(rawRatio, raw, 'hr', leave)
  if (read !== null && read.numerator === reference && read.denominator === comparator) {
    leave('hr', `it is of ${reference} to ${comparator}; that of the second arm to the first is required`)
    return null
  }
  const kept = legible(read, { unit: 'ratio' }, 'hr', leave)
  if (kept === null) return null
  const conf = read?.conf ?? 95
  return { ...kept, conf: conf <= 1 ? 100 * conf : conf }
}

function legibleP(raw: unknown, leave: Leave): string | null {
  const p = optional(text, raw, 'logrank_p', leave)
  if (p === null) return null
  const plain = /^\d(\.\d+)?e-\d+$/i.test(p) ? Number(p).toFixed(Math.min(20, digitsOf(p))) : p
  return legible({ value: plain }, { unit: 'probability' }, 'logrank_p', leave)?.value ?? null
}

/** Decimals of a number with an exponent, such as 1.3e-5: 6. */
function digitsOf(p: string): number {
  const [head = '', exponent = '0'] = p.toLowerCase().split('e-')
  return Math.max(0, head.length - 2) + Number(exponent)
}

function legibleFollowUp(raw: unknown, leave: Leave) {
  const read = optional(z.object({ median: limit, min: limit, max: limit }), raw, 'followup', leave)
  if (read === null) return null
  const one = (key: 'median' | 'min' | 'max') => {
    const value = read[key] ?? null
    return value === null ? null : (legible({ value }, times, `followup, ${key}`, leave)?.value ?? null)
  }
  return { median: one('median'), min: one('min'), max: one('max') }
}

/** What the project's reader of printed figures takes: with limits, else without them, else nothing. */
function legible(
  printed: Printed | null,
  context: PrintContext,
  place: string,
  leave: Leave,
  unit = '',
): Printed | null {
  if (printed === null) return null
  const whole = parseEstimate(withLimits(printed, unit), context)
  if (whole.kind === 'value') return printed
  const alone = parseEstimate(`${printed.value}${unit}`, context)
  leave(
    place,
    `${whole.problems[0]?.message ?? 'not read'}${alone.kind === 'value' ? '; read without its limits' : ''}`,
  )
  return alone.kind === 'value' ? { value: printed.value } : null
}

function optional<T>(schema: z.ZodType<T>, raw: unknown, place: string, leave: Leave): T | null {
  if (raw === undefined || raw === null) return null
  const read = schema.safeParse(raw)
  if (read.success) return read.data
  leave(place, firstIssue(read.error))
  return null
}

function firstIssue({ issues }: z.ZodError): string {
  const [first] = issues
  const at = first === undefined || first.path.length === 0 ? '' : `${first.path.join('.')}: `
  return `${at}${first?.message ?? 'unreadable'}`
}
