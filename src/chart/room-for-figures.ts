import { lowerFirst } from '../result/lower-first.ts'
import type { ComparedFigure } from './compare-figures.ts'
import { listed } from './number-table.ts'

/** How much of a figure of many rows can be shown, and where the rest of it stands. */
export interface Room {
  /** Pixels of its plots together. */
  readonly height: number
  /** "in the table of the appendix". */
  readonly rest: string
}

export const isContradicted = ({ row }: ComparedFigure): boolean => row.predictionVerdict === 'contradicted'

/** It or one of its limits did not come back. */
export const isMissed = ({ row, remarks }: ComparedFigure): boolean => row.verdict === 'missed' || remarks.length > 0

/** Those that fit, in their own order: what is contradicted before what is missed, the contrast of the arms before the arms. */
export function troubleFirst(
  figures: readonly ComparedFigure[],
  fits: (some: readonly ComparedFigure[]) => boolean,
): readonly ComparedFigure[] {
  const rank = (it: ComparedFigure): number =>
    [isContradicted(it), isMissed(it), it.row.measure === 'hazard-ratio', true].indexOf(true)
  const kept = new Set<ComparedFigure>()
  for (const it of [...figures].sort((a, b) => rank(a) - rank(b)))
    if (kept.size === 0 || fits(figures.filter((one) => one === it || kept.has(one)))) kept.add(it)
  return figures.filter((it) => kept.has(it))
}

/** So many are named; of more the number is said. */
const mostNames = 3

/** What is not drawn and where it stands, as a sentence; nothing where all are drawn. */
export function leftOut(figures: readonly ComparedFigure[], room: Room | undefined): string {
  if (figures.length === 0 || room === undefined) return ''
  const names = (some: readonly ComparedFigure[]): string => listed(some.map((it) => lowerFirst(it.label)))
  const troubled = figures.filter((it) => isContradicted(it) || isMissed(it))
  const said = figures.length <= mostNames ? names(figures) : `${figures.length} further figures`
  const trouble =
    troubled.length === 0
      ? 'none missed or contradicted'
      : `missed or contradicted among them: ${troubled.length <= mostNames ? names(troubled) : troubled.length}`
  return ` Not drawn, for want of room: ${said} (${trouble}); ${figures.length === 1 ? 'it stands' : 'they stand'} ${room.rest}.`
}
