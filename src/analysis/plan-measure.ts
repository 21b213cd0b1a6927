/** What a plan asks for, as it stands there: "median", "milestone 12", "rmst difference 18", "hazard ratio". */
export const measurePattern =
  /^(?:events|median|hazard ratio|log-rank|(?:milestone|milestone difference|rmst|rmst difference) (?:0|[1-9]\d*)(?:\.\d+)?)$/u

export type PlanMeasureKind =
  'events' | 'median' | 'hazard ratio' | 'log-rank' | 'milestone' | 'milestone difference' | 'rmst' | 'rmst difference'

export interface PlanMeasure {
  readonly kind: PlanMeasureKind
  /** Months; null where the measure has no time. */
  readonly time: number | null
}

const timed: readonly PlanMeasureKind[] = ['milestone difference', 'rmst difference', 'milestone', 'rmst']
const timeless: readonly PlanMeasureKind[] = ['events', 'median', 'hazard ratio', 'log-rank']

/** A measure taken apart. Throws a RangeError for text that `measurePattern` refuses. */
export function parseMeasure(text: string): PlanMeasure {
  if (measurePattern.test(text)) {
    const plain = timeless.find((it) => it === text)
    if (plain !== undefined) return { kind: plain, time: null }
    const kind = timed.find((it) => text.startsWith(`${it} `))
    if (kind !== undefined) return { kind, time: Number(text.slice(kind.length + 1)) }
  }
  throw new RangeError(`parseMeasure: a measure such as "milestone 12" is required, got "${text}"`)
}
