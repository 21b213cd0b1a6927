import { type DigitisedCurve, timeBlur } from './digitised-curve.ts'
import { fromMonths, onLattice, type TimeUnit } from './time-unit.ts'

/** A point as a tool wrote it down. */
export interface PointRead {
  /** "row 3": what to call it in remarks. */
  readonly label: string
  /** 1-based place in its file. */
  readonly line: number
  readonly column: number
  /** In the unit of the file. */
  readonly time: number
  /** Proportion or percent. */
  readonly survival: number
}

export interface CleanOptions {
  /** Unit of the times. */
  readonly unit: TimeUnit
  /** Whether the column says so in its header or cells: a hint, the values decide. */
  readonly percent?: boolean
}

/** What was done to a point, or to the curve; placed like the point. */
export interface Remark {
  readonly line: number
  readonly column: number
  readonly message: string
}

export type Cleaned =
  | { readonly kind: 'curve'; readonly curve: DigitisedCurve; readonly remarks: readonly Remark[] }
  | { readonly kind: 'unusable'; readonly problems: readonly (Remark & { readonly mend: string })[] }

/** Survival above this is percent: nobody reads 1 as 1.5. */
const mostProportion = 1.5
/** A curve is near its top at its first points: they tell the scale, whatever single rows say. */
const firstPoints = 3
/** More rows than this share of another scale are no typos. */
const mostTypos = 0.1
/** A hand misses 0 or 1 by this much at most; what is further off is no point of the curve. */
const mostOvershoot = 0.05
/** The same for time 0, as a share of the axis. */
const mostBefore = 0.02
/** A thousand years: nothing was followed so long. */
export const mostMonths = 12_000
/** More points than a picture can show: then so many parts of the axis keep two each. */
const mostPoints = 4000
/** A point that leaves all its neighbours by more than this was not read off this curve. */
const outlying = 0.03
/** No reading stands further than this above the least one before it by noise alone. */
const mostRise = 0.03
/** So many neighbours on a side must agree that a point is a stray. */
const beside = 3

/**
 * Points of a digitised curve made fit for use: percent to proportions, times to months and in order, readings just outside [0, 1] or before time 0
 * put back, repeated and stray points dropped. The noise of reading stays: the reconstruction averages it. Each change is a remark; the result does not
 * depend on the order of the points.
 */
export function cleanCurve(points: readonly PointRead[], { unit, percent }: CleanOptions): Cleaned {
  if (points.length < 2)
    return unusable(
      placeOf(points),
      `${points.length === 1 ? '1 point is' : `${points.length} points are`} no curve`,
      corners,
    )
  if (isExchanged(points))
    return unusable(
      placeOf(points),
      'time and survival seem to be exchanged: the times lie between 0 and 1, and the curve falls to 0 where they end at 1',
      'put the times in the first column, or name the columns time and survival',
    )
  const again = restart(points)
  if (again !== null)
    return unusable(
      again,
      `several curves seem to stand below each other: at ${again.label} the times begin again`,
      'give each curve a file of its own, or a column with the name of its arm',
    )
  const remarks: Remark[] = []
  const say = ({ label, line, column }: PointRead, what: string): void => {
    remarks.push({ line, column, message: `${label}: ${what}` })
  }
  sayDisorder(points, say)
  const scaled = inProportion(points, percent, remarks)
  if ('kind' in scaled) return scaled
  const inside = withinAxes(scaled, say)
  const incidence = problemOfIncidence(inside)
  if (incidence !== null) return incidence
  const late = inside.find((point) => point.time / fromMonths(1, unit) > mostMonths)
  if (late !== undefined)
    return unusable(
      late,
      `${late.label}: time ${shown(late.time)} is longer than any trial lasts`,
      'correct the row, or say the unit of the times: --time-unit days',
    )
  const sorted = [...inside].sort((a, b) => a.time - b.time || b.survival - a.survival || a.line - b.line)
  const kept = withoutStrays(visible(withoutRepeats(sorted, say), remarks), say)
  const rising = problemOfRise(kept)
  if (rising !== null) return rising
  const first = kept[0]
  const last = kept.at(-1)
  if (first === undefined || last === undefined || last.time <= 0)
    return unusable(placeOf(points), 'no point is left after cleaning', 'check the calibration of the axes')
  if (first.time > mostBefore * last.time) say(first, 'no point at time 0 before it; the curve starts at (0, 1)')
  else if (first.survival < 1 - mostRise)
    say(
      first,
      `survival is ${shown(first.survival)} at time 0; the curve starts at (0, 1), so that ${shown(100 * (1 - first.survival))}% have the event at once: check the calibration of the axes`,
    )
  sayRises(kept, remarks)
  return {
    kind: 'curve',
    curve: {
      time: Float64Array.from(kept, (point) => onLattice(point.time / fromMonths(1, unit))),
      survival: Float64Array.from(kept, (point) => point.survival),
    },
    remarks: remarks.sort((a, b) => a.line - b.line || a.column - b.column),
  }
}

type Say = (point: PointRead, what: string) => void

type Unusable = Extract<Cleaned, { kind: 'unusable' }>

const corners = 'digitise at least its corners'

const placeOf = (points: readonly PointRead[]) => ({ line: points[0]?.line ?? 1, column: points[0]?.column ?? 1 })

function unusable(at: { readonly line: number; readonly column: number }, message: string, mend: string): Unusable {
  return { kind: 'unusable', problems: [{ line: at.line, column: at.column, message, mend }] }
}

/** Clicks may step back by so much of the axis within one curve. */
const mostBack = 0.1
/** Rows in disorder make no ascents of so many. */
const fewestOfCurve = 6

/** The row where a second curve begins: times go from the first tenth of the axis on, and back to it from its second half, in few long ascents. */
function restart(points: readonly PointRead[]): PointRead | null {
  const end = points.reduce((last, point) => Math.max(last, point.time), 0)
  const back = points.flatMap((point, i) => {
    const before = points[i - 1]
    return before !== undefined && before.time - point.time > mostBack * end ? [{ point, before, at: i }] : []
  })
  const [first] = back
  const whole = back.every(({ point, before }) => point.time <= mostBack * end && before.time >= 0.5 * end)
  const long = [...back.map(({ at }) => at), points.length].every(
    (at, k) => at - (back[k - 1]?.at ?? 0) >= fewestOfCurve,
  )
  return first !== undefined && whole && long ? first.point : null
}

/** Exchanged, a curve that begins at time 0 and survival 1 ends at "time" 1 and "survival" 0; and it does not begin at 1 or 100%. */
function isExchanged(points: readonly PointRead[]): boolean {
  const sorted = [...points].sort((a, b) => a.time - b.time)
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined) return false
  const largest = points.reduce((most, point) => Math.max(most, point.survival), 0)
  const near = (value: number, top: number): boolean => Math.abs(value - top) <= mostOvershoot * top
  const begins = first.time <= mostBefore && (near(first.survival, 1) || near(first.survival, 100))
  return first.time >= -mostOvershoot && near(last.time, 1) && last.survival <= mostBefore * largest && !begins
}

function problemOfIncidence(inside: readonly PointRead[]): Unusable | null {
  const largest = inside.reduce((most, point) => Math.max(most, point.survival), 0)
  const sorted = [...inside].sort((a, b) => a.time - b.time)
  const third = Math.max(1, Math.floor(sorted.length / 3))
  const mean = (part: readonly PointRead[]) => part.reduce((sum, it) => sum + it.survival, 0) / part.length
  const rise = mean(sorted.slice(-third)) - mean(sorted.slice(0, third))
  return rise > 0.05 * largest
    ? unusable(
        placeOf(inside),
        'the curve rises',
        'a cumulative incidence must be given as survival: 1 minus it; if this is survival, time and survival may be exchanged',
      )
    : null
}

function sayDisorder(points: readonly PointRead[], say: Say): void {
  let latest = -Infinity
  for (const point of points) {
    if (point.time < latest) say(point, 'time decreases; put in the order of time')
    latest = Math.max(latest, point.time)
  }
}

/** The scale of the first points is that of the curve: one typo among proportions makes no percent. */
function inProportion(
  points: readonly PointRead[],
  hint: boolean | undefined,
  remarks: Remark[],
): readonly PointRead[] | Unusable {
  const first = [...points]
    .sort((a, b) => a.time - b.time)
    .slice(0, firstPoints)
    .map((it) => it.survival)
    .sort((a, b) => a - b)
  const top = first[Math.floor(first.length / 2)] ?? 0
  if (top <= (hint === true ? 1 + mostOvershoot : mostProportion)) {
    const large = points.filter((it) => it.survival > mostProportion)
    if (large.length > Math.max(1, mostTypos * points.length))
      return unusable(
        large[0] ?? placeOf(points),
        `survival begins at ${shown(top)}, as a proportion, but ${large.length} of ${points.length} values are above ${mostProportion}`,
        'give all of them as proportions, or all in percent',
      )
    if (hint === true)
      remarks.push({
        ...placeOf(points),
        message: `the file says percent, but survival begins at ${shown(top)}; taken as proportions`,
      })
    return points
  }
  const steep = points.find((point) => point.survival > 100 * (1 + mostOvershoot))
  if (steep !== undefined)
    return unusable(
      steep,
      `${steep.label}: survival ${shown(steep.survival)} is above 100%`,
      'check the calibration of the axis',
    )
  const ordered = [...points].sort((a, b) => a.time - b.time)
  const mixed = ordered.find(
    (point, k) =>
      isProportionAfter(ordered[k - 1]?.survival ?? 0, point.survival) &&
      ordered.length - k >= fewestMixed &&
      ordered.slice(k).every((it) => it.survival <= 1) &&
      ordered.slice(k, k + fewestMixed).every((it) => it.survival > leastProportion),
  )
  if (mixed !== undefined)
    return unusable(
      mixed,
      `survival begins in percent, and ${mixed.label} goes on with ${shown(mixed.survival)}, as a proportion`,
      'give all of them as proportions, or all in percent',
    )
  const largest = points.reduce((most, point) => Math.max(most, point.survival), 0)
  remarks.push({ ...placeOf(points), message: `survival is in percent (up to ${shown(largest)}); divided by 100` })
  return points.map((point) => ({ ...point, survival: point.survival / 100 }))
}

/** So many readings tell a proportion from the noise about 0%, above this. */
const fewestMixed = 3
const leastProportion = 0.02

/** Whether a reading after one in percent is a proportion: a hundred times it goes on where the curve was. */
function isProportionAfter(percent: number, next: number): boolean {
  return percent >= 5 && next > 0 && next <= 1 && 100 * next > percent / 2 && 100 * next < percent + 5
}

function withinAxes(points: readonly PointRead[], say: Say): PointRead[] {
  const end = points.reduce((last, point) => Math.max(last, point.time), 0)
  return points.flatMap((point): PointRead[] => {
    const { time, survival } = point
    if (time < -mostBefore * end) {
      say(point, `time ${shown(time)} is before 0; dropped`)
      return []
    }
    if (survival > 1 + mostOvershoot || survival < -mostOvershoot) {
      say(point, `survival ${shown(survival)} is outside 0 to 1; dropped`)
      return []
    }
    if (time < 0) say(point, `time ${shown(time)} is before 0; taken as 0`)
    if (survival > 1) say(point, `survival ${shown(survival)} is above 1; taken as 1`)
    if (survival < 0) say(point, `survival ${shown(survival)} is below 0; taken as 0`)
    return [{ ...point, time: Math.max(0, time), survival: Math.max(0, Math.min(1, survival)) }]
  })
}

function withoutRepeats(sorted: readonly PointRead[], say: Say): PointRead[] {
  return sorted.filter((point, i) => {
    const before = sorted[i - 1]
    const repeats = before?.time === point.time && before.survival === point.survival
    if (repeats) say(point, `repeats ${before.label}; dropped`)
    return !repeats
  })
}

/** Of a table denser than any picture the first and the last point in each part of the axis: both ends of a step in it stay. */
function visible(sorted: readonly PointRead[], remarks: Remark[]): readonly PointRead[] {
  if (sorted.length <= mostPoints) return sorted
  const end = sorted.at(-1)?.time ?? 0
  const part = ({ time }: PointRead): number =>
    Math.min(mostPoints / 2 - 1, Math.floor(((mostPoints / 2) * time) / end))
  const kept = sorted.filter((point, i) => {
    const [before, after] = [sorted[i - 1], sorted[i + 1]]
    return !before || !after || part(before) !== part(point) || part(after) !== part(point)
  })
  remarks.push({
    ...placeOf(sorted),
    message: `${sorted.length} points are more than a picture shows; ${kept.length} are used, the first and the last in each of ${mostPoints / 2} parts of the axis`,
  })
  return kept
}

/**
 * Points that stand above all points just before them, while the curve goes on below; or below all points just after them. Neighbours nearer in time than
 * a click can tell do not count: a step may be read from below.
 */
function withoutStrays(sorted: readonly PointRead[], say: Say): PointRead[] {
  const blur = timeBlur * (sorted.at(-1)?.time ?? 0)
  let [earlier, later] = [0, 0]
  return sorted.filter((point) => {
    while ((sorted[earlier]?.time ?? Infinity) < point.time - blur) earlier += 1
    while ((sorted[later]?.time ?? Infinity) <= point.time + blur) later += 1
    const before = sorted.slice(Math.max(0, earlier - beside), earlier)
    const after = sorted.slice(later, later + beside)
    const above = point.survival - Math.max(0, ...before.map((it) => it.survival))
    const below = Math.min(...after.map((it) => it.survival)) - point.survival
    const [next, last] = [after[0], before.at(-1)]
    const high = before.length === beside && above > outlying && (!next || point.survival - next.survival > outlying)
    const low = after.length === beside && below > outlying && (!last || last.survival - point.survival > outlying)
    if (high) say(point, `survival ${shown(point.survival)} lies ${shown(above)} above the points before it; dropped`)
    else if (low)
      say(point, `survival ${shown(point.survival)} lies ${shown(below)} below the points after it; dropped`)
    return !high && !low
  })
}

/**
 * What stays above the least survival so far by more than noise: a curve of survival never rises. A point alone is the stray's business where
 * it has neighbours enough to tell; what is left is refused rather than averaged away.
 */
function problemOfRise(kept: readonly PointRead[]): Unusable | null {
  // Twice what a click may be off: a steep curve read a little out of order has no rise.
  const blur = 2 * timeBlur * (kept.at(-1)?.time ?? 0)
  let worst: PointRead | null = null
  let most = mostRise
  let least = 1
  let earlier = 0
  for (const point of kept) {
    for (; (kept[earlier]?.time ?? Infinity) < point.time - blur; earlier += 1)
      least = Math.min(least, kept[earlier]?.survival ?? 1)
    const rise = point.survival - least
    if (rise <= most) continue
    worst = point
    most = rise
  }
  return worst === null
    ? null
    : unusable(
        worst,
        `${worst.label}: the curve rises by ${shown(most)}`,
        `a survival curve never rises: more than ${mostRise} is not noise of reading; check this point and the order of the columns`,
      )
}

/** Rises that time cannot explain: a lower end of a step may well be read a pixel before its upper end. */
function sayRises(kept: readonly PointRead[], remarks: Remark[]): void {
  const blur = timeBlur * (kept.at(-1)?.time ?? 0)
  const rises = kept.flatMap((point) => {
    const before = kept.findLast((it) => it.time < point.time - blur)
    return before !== undefined && point.survival > before.survival ? [point.survival - before.survival] : []
  })
  if (rises.length === 0) return
  const most = shown(Math.max(...rises))
  remarks.push({
    ...placeOf(kept),
    message: `${rises.length} of ${kept.length} points lie above those before them, by at most ${most}; taken as noise of reading`,
  })
}

/** Four digits after the point at most. */
function shown(value: number): string {
  return String(Number(value.toFixed(4)))
}
