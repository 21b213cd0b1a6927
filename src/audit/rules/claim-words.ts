import { type Bounds, bounds } from '../../evidence/bounds.ts'
import { parseEstimate } from '../../evidence/parse-estimate.ts'
import { type RecordedFigure, recordedFigures } from '../../record/recorded-figures.ts'
import type { Trial } from '../../record/trial.ts'
import type { AuditRule, AuditSubject, RuleFinding } from '../audit-rule.ts'

/**
 * R42: words rest on figures that can carry them. Superiority, and a relative reduction, need a figure that compares two arms (a ratio, a difference, a
 * p-value), and one that does not leave the matter open: an interval that excludes no effect, or p at most 1 - level. A
 * comparison needs such a figure or one of each side. A rounded number rounds from its figures. What "is awaited" or "short" in a report may have come with the next one.
 */
export const claimWords: AuditRule = {
  id: 'R42',
  name: 'claim-words',
  compares:
    'words that claim superiority, a reduction, a comparison or a rounded number with the figures that they rest on',
  worst: 'note',
  agree: 'claims rest on figures that can carry them',
  tolerance: 'none for what is compared; half a unit of the last digit for rounded numbers',
  references: ['Boutron2010'],
  examples: {
    clean: [
      `
endpoints: {}
tables:
  response:
    label: Response
    population: randomised
    columns: [new, old]
    form: percent
    rows: { Response: { cells: [71%, 42%], contrast: { odds ratio: 3.47 (2.24 to 5.39) } } }
claims:
  - { words: more responses, kind: superiority, rests on: [response.new-vs-old.response-odds-ratio] }`,
    ],
    firing: [
      `
tables:
  response:
    label: Response
    population: randomised
    columns: [new, old]
    form: percent
    rows: { Response: [71%, 42%] }
claims:
  - { words: significantly more responses, kind: superiority, rests on: [response.new.response] }`,
    ],
  },
  run: ({ trial, related }) => {
    const claims = trial.claims ?? []
    const printed = claims.length === 0 ? [] : recordedFigures(trial)
    return claims.flatMap((claim, index) => judged({ trial, related, printed }, claim, index))
  },
}

type Claim = NonNullable<Trial['claims']>[number]

interface Problem {
  readonly message: string
  readonly explanation: string
  readonly resolve: string
}

interface Subject extends Pick<AuditSubject, 'trial' | 'related'> {
  readonly printed: readonly RecordedFigure[]
}

function judged(subject: Subject, claim: Claim, index: number): readonly RuleFinding[] {
  const found = judge(subject, claim)
  if (found === null) return []
  const id = claim.printed === undefined ? `claims.${index}` : `claims.all.printed#${index + 1}`
  const about = { figures: [id, ...(claim['rests on'] ?? [])], path: ['claims', index] }
  const words = `"${claim.words}"`
  if (found === 'carried') return [{ state: 'pass', ...about, message: `${words} rests on figures that can carry it` }]
  return [{ state: 'note', ...about, ...found, message: `${words} ${found.message}` }]
}

/** `null` where the claim is of a kind that no figure can carry or refuse. */
function judge(subject: Subject, claim: Claim): Problem | 'carried' | null {
  const ids = claim['rests on'] ?? []
  switch (claim.kind) {
    case 'superiority':
    case 'relative reduction':
      return comparative(subject, ids, claim.kind)
    case 'comparison':
      return ids.some(isComparative) || armsOf(ids).size > 1 ? 'carried' : nothingCompared
    case 'rounding':
      return rounded(subject, ids, claim.printed)
    case 'status':
      return stale(subject, claim.words)
    case 'other':
      return null
  }
}

const isComparative = (id: string): boolean => id.includes('-vs-')

/** Arms of figures that belong to one arm: the second part of their ids. */
function armsOf(ids: readonly string[]): ReadonlySet<string> {
  return new Set(ids.map((id) => id.split('.')[1] ?? '').filter((arm) => arm !== 'all' && !arm.includes('-vs-')))
}

const nothingCompared: Problem = {
  message: 'compares, but no figure of what it is compared with is printed beside it',
  explanation: 'The comparison may be with other trials or with patients of the past, whose figures are not given.',
  resolve: 'The figure that it is compared with, and its source.',
}

function comparative(subject: Subject, ids: readonly string[], kind: Claim['kind']): Problem | 'carried' {
  const figures = ids.filter(isComparative)
  if (figures.length === 0) {
    const what = kind === 'superiority' ? 'claims superiority' : 'claims a reduction'
    const rest = ids.length === 0 ? 'no figure is printed beside it' : 'rests on figures of single arms only'
    return {
      message: `${what}, but ${rest}`,
      explanation: 'Without a hazard ratio, odds ratio, difference or p-value nobody can see how sure the claim is.',
      resolve: 'The estimate of the effect with its interval; the report that is cited may have it.',
    }
  }
  const open = figures.filter((id) => leavesOpen(subject, id))
  if (open.length < figures.length || open.length === 0) return 'carried'
  return {
    message: `rests on ${open.join(', ')}, which does not exclude that there is no difference`,
    explanation: 'A point estimate on one side is not evidence of a difference.',
    resolve: 'The analysis that supports the claim.',
  }
}

/** Whether the interval of a ratio holds 1, that of a difference 0, or a p-value is above 1 - level. */
function leavesOpen({ trial, printed }: Subject, id: string): boolean {
  const figure = printed.find((it) => it.id === id)
  const measure = String(figure?.path.at(-1) ?? '')
  const unit = measure === 'p' ? 'probability' : 'ratio'
  const read = parseEstimate(figure?.prints[0]?.printed ?? '', { unit })
  if (read.kind === 'problems') return false
  const { estimate, interval } = read.value
  if (measure === 'p')
    return (bounds(estimate.quantity)?.lower ?? 0) > 1 - Number.parseFloat(trial['interval level']) / 100
  const [lower, upper] = [interval?.lower, interval?.upper].map((it) => (it ? bounds(it.quantity) : null))
  return measure.endsWith('ratio') && !!lower && !!upper && lower.upper < 1 && upper.lower > 1
}

function rounded(
  { printed: all }: Subject,
  ids: readonly string[],
  printed: string | undefined,
): Problem | 'carried' | null {
  const claimed = printed === undefined ? null : numberOf(printed)
  const figures = all.filter((it) => ids.includes(it.id))
  const known = figures.flatMap(({ prints: [first] }) => {
    const range = numberOf(first?.printed ?? '')
    return first === undefined || range === null ? [] : [{ printed: first.printed, range }]
  })
  if (claimed === null || printed === undefined || known.length === 0) return null
  const off = known.filter(({ range }) => range.lower > claimed.upper || range.upper < claimed.lower)
  if (off.length === 0) return 'carried'
  return {
    message: `rounds to ${printed} what is printed as ${off.map((it) => it.printed).join(' and ')}`,
    explanation: 'The rounded number may be that of another group, or of an earlier data cut-off.',
    resolve: 'The exact figure.',
  }
}

/** The first number of a print, whatever its unit. */
function numberOf(printed: string): Bounds | null {
  const [text] = /\d+(?:\.\d+)?/u.exec(printed) ?? []
  const read = text === undefined ? null : parseEstimate(text, { unit: 'ratio' })
  return read?.kind === 'value' ? bounds(read.value.estimate.quantity) : null
}

const provisional = /\b(short|immature|not yet|awaited|ongoing|longer(-term)? follow-up|too early)\b/iu

/** What the next report may have settled; without one there is nothing to compare. */
function stale({ trial, related }: Subject, words: string): Problem | null {
  if (!provisional.test(words)) return null
  const later = related.find(({ updates }) => updates === trial.id)
  if (later === undefined) return null
  return {
    message: `was true of this report; ${later.id} updates it`,
    explanation: 'Words such as "short follow-up" or "not yet available" age with the next data cut-off.',
    resolve: `What ${later.id} prints.`,
  }
}
