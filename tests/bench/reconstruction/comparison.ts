import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { DigitisedCurve } from '../../../src/evidence/digitised-curve.ts'
import type { EndpointEvidence } from '../../../src/evidence/evidence.ts'
import { jsonMistake } from '../../../src/interop/json-mistake.ts'
import type { Patients } from '../../../src/survival/patients.ts'
import { digitisedOf } from './digitised-of.ts'
import { legibleSummary } from './legible-summary.ts'
import { monthsIn, oneUnit } from './one-unit.ts'
import { evidenceAt } from './summary-record.ts'
import { truthOf } from './truth-of.ts'

export const summaryLevels = ['L1', 'L2', 'L3'] as const
export const levels = [...summaryLevels, 'digitised'] as const
export type Level = (typeof levels)[number]

/** What a bed gives at one level: printed figures, and at the level "digitised" curves beside them. */
export interface Given {
  readonly evidence: EndpointEvidence
  /** What the bed calls the arms, in the order of the evidence. */
  readonly names: readonly string[]
  readonly curves: ReadonlyMap<string, DigitisedCurve> | null
  /** What could not be read and was left out. */
  readonly left: readonly string[]
}

/** A trial whose patients are known, and what a paper about it would print. Each part is read when it is first asked for. */
export interface Comparison {
  readonly id: string
  /** What comes from one source is never on both sides of a fold. */
  readonly source: string
  /** True patient data; otherwise patients that somebody rebuilt from a published figure. */
  readonly genuine: boolean
  readonly class: EndpointEvidence['class']
  /** Months in one unit of the source's times. */
  readonly months: number
  /** Levels that the bed has of it. */
  readonly levels: readonly Level[]
  readonly hasTruth: boolean
  /** How many arms, where a file says it. */
  readonly arms: number | null
  /** The true patients, months, their arms in the order of the first level. @throws RangeError where the bed does not know them */
  readonly truth: Patients
  /** The same in the order of the arms at a level. @throws RangeError where the arms cannot be matched */
  readonly truthAt: (level: Level) => Patients
  /** End of the comparison, months: the shortest of the arms' largest times. */
  readonly tau: number
  /** @throws RangeError where it cannot be read */
  readonly evidence: Readonly<Record<(typeof summaryLevels)[number], EndpointEvidence>>
  /** @throws RangeError where it cannot be read */
  readonly given: (level: Level) => Given
}

/** What manifest, truth and summaries say about a comparison; any of it may be missing. */
export const aboutComparison = z.object({
  source: z.string().nullish(),
  endpoint: z.string().nullish(),
  unit: z.string().nullish(),
  true_ipd: z.boolean().nullish(),
})
export type AboutComparison = z.infer<typeof aboutComparison>

const someArms = z.object({ arms: z.array(z.unknown()).min(1) })
const manyLevels = z.object({ levels: z.record(z.string(), z.unknown()) })

const parts = ['truth', 'summary', 'digitised'] as const
type Part = (typeof parts)[number]

/** @throws RangeError where there is no file of it, or not one known unit of time */
export function comparisonOf(folder: string, id: string, listed: AboutComparison): Comparison {
  const file = (part: Part): string => join(folder, part, `${id}.json`)
  const has = parts.filter((part) => existsSync(file(part)))
  if (has.length === 0) throw new RangeError(`no file ${id}.json in truth, summary or digitised`)
  const content = remembered((part: Part) => readJson(file(part)))
  const summary = has.includes('summary') ? attempt(() => manyLevels.parse(content('summary')).levels)[0] : undefined
  const pieces: readonly Piece[] = [
    ...has.flatMap((part) => attempt(() => [`${part}/${id}.json`, content(part)] as const)),
    ...Object.entries(summary ?? {}).map(([level, it]) => [`${level} of summary/${id}.json`, it] as const),
  ]
  const sayings = [
    { place: 'manifest.json', ...listed },
    ...pieces.flatMap(([place, it]) => {
      const { data } = aboutComparison.safeParse(it)
      return data === undefined ? [] : [{ place, ...data }]
    }),
  ]
  const said = (key: keyof AboutComparison) =>
    sayings.find((it) => typeof it[key] === 'string' || typeof it[key] === 'boolean')?.[key]
  // Where nothing says it a broken file may be why: read again for its message.
  if (sayings.every((it) => typeof it.unit !== 'string')) for (const part of has) content(part)
  const unit = oneUnit(sayings)
  const months = monthsIn(unit)
  const endpoint = wordsOf(said('endpoint')) ?? 'event'
  const of = classOf(endpoint)
  const given = remembered((level: Level): Given => {
    if (level === 'digitised') return digitisedOf(content('digitised'), { id, unit, endpoint, class: of })
    // Read again for its message where the file is broken.
    const printed = summary ?? manyLevels.parse(content('summary')).levels
    const { summary: read, left } = legibleSummary(printed[level], unit, endpoint)
    return { evidence: evidenceAt(read, id, of), names: read.arms.map(({ name }) => name), curves: null, left }
  })
  const asListed = remembered((part: 'truth') => truthOf(content(part), months))
  const truthAt = remembered((level: Level) => truthOf(content('truth'), months, given(level).names).patients)
  const some = (level: Level): boolean =>
    level === 'digitised'
      ? has.includes('digitised')
      : has.includes('summary') && (summary === undefined || level in summary)
  const had = levels.filter(some)
  return {
    id,
    source: String(said('source') ?? id),
    genuine: said('true_ipd') !== false,
    class: of,
    months,
    levels: had,
    hasTruth: has.includes('truth'),
    arms: pieces.map(([, it]) => someArms.safeParse(it).data?.arms.length).find((it) => it !== undefined) ?? null,
    get truth() {
      return had[0] === undefined ? asListed('truth').patients : truthAt(had[0])
    },
    truthAt,
    get tau() {
      return asListed('truth').tau
    },
    evidence: {
      get L1() {
        return given('L1').evidence
      },
      get L2() {
        return given('L2').evidence
      },
      get L3() {
        return given('L3').evidence
      },
    },
    given,
  }
}

/** A file of a comparison, or a level of its summary: its place and what stands there. */
type Piece = readonly [place: string, content: unknown]

export function readJson(path: string): unknown {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  try {
    return JSON.parse(text)
  } catch (error) {
    const { line, column } = jsonMistake(text)
    throw new RangeError(`${path} is no JSON from line ${line}, column ${column} on`, { cause: error })
  }
}

export const reasonOf = (error: unknown): string =>
  error instanceof z.ZodError
    ? error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
    : error instanceof Error
      ? error.message
      : String(error)

/** The result alone, or nothing where there is none: whoever needs it asks again and gets the reason. */
function attempt<T>(make: () => T): T[] {
  try {
    return [make()]
  } catch {
    return []
  }
}

/** Computed once for each key; what throws, throws again. */
function remembered<K extends string, T>(make: (key: K) => T): (key: K) => T {
  const made = new Map<K, T>()
  return (key) => {
    if (!made.has(key)) made.set(key, make(key))
    return made.get(key)!
  }
}

/** Text that says something. */
export function wordsOf(it: unknown): string | undefined {
  return typeof it === 'string' && it.trim() !== '' ? it.trim() : undefined
}

/** The record's class of an endpoint, from its name. */
export function classOf(endpoint: string): EndpointEvidence['class'] {
  if (/death|\bOS\b/i.test(endpoint)) return 'death'
  return /\b(PFS|DFS|RFS|EFS|TTF|TTP|LRR|DMFS|MFS)\b|recur|relapse|progress|remission|failure/i.test(endpoint)
    ? 'progression-like'
    : 'other'
}
