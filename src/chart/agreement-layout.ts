import type { Agreement, Comparison } from './agreement.ts'
import { ruleInWords } from './rule-in-words.ts'

/** Places of the agreement map, in pixels. */
export const rowHeight = 21
/** Between rules. */
export const ruleGap = 8
/** Between kinds of figures. */
const kindGap = 16
/** Least distance of two rules, so that their slanted names do not touch. */
const ruleWidth = 17
const widest = 590

export interface AgreementLayout {
  readonly rows: Rows
  readonly groups: readonly Group[]
  readonly width: number
}

/** Where the figures and comparisons of an agreement map stand. */
export function agreementLayout(agreement: Agreement): AgreementLayout {
  const rows = rowsOf(agreement)
  const groups = groupsOf(agreement, rows)
  return { rows, groups, width: groups.at(-1)?.end ?? 0 }
}

export interface Rows {
  readonly height: number
  readonly of: (figure: string) => number
}

/** Where each figure stands; kinds stand apart. */
function rowsOf({ figures }: Agreement): Rows {
  const places = new Map<string, number>()
  let y = 0
  figures.forEach(({ id, kind }, at) => {
    if (at > 0 && figures[at - 1]?.kind !== kind) y += kindGap
    places.set(id, y + rowHeight / 2)
    y += rowHeight
  })
  return { height: y, of: (figure) => places.get(figure) ?? 0 }
}

export interface Group {
  /** "median and landmark (R16)". */
  readonly name: string
  readonly start: number
  readonly end: number
  readonly columns: readonly { readonly x: number; readonly comparison: Comparison }[]
}

/** The comparisons of each rule side by side. */
function groupsOf({ comparisons }: Agreement, rows: Rows): readonly Group[] {
  const nameOf = ({ finding }: Comparison): string => ruleInWords(finding.rule, finding.name)
  const rules = [...new Set(comparisons.map(nameOf))]
  const pitch = Math.max(6, Math.min(13.5, (widest - rules.length * ruleGap) / comparisons.length))
  let start = 0
  const place = ({ figures }: Comparison): number => Math.min(...figures.map((it) => rows.of(it)))
  return rules.map((name) => {
    const own = comparisons.filter((it) => nameOf(it) === name).sort((a, b) => place(a) - place(b))
    const width = Math.max(own.length * pitch, ruleWidth - ruleGap)
    const first = start + width / 2 - ((own.length - 1) * pitch) / 2
    const group = {
      name,
      start,
      end: start + width,
      columns: own.map((comparison, at) => ({ x: first + at * pitch, comparison })),
    }
    start += width + ruleGap
    return group
  })
}
