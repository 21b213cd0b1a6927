/** Months at which papers report survival. */
const reported = [
  0.25, 0.5, 1, 2, 3, 4, 6, 9, 12, 18, 24, 30, 36, 48, 60, 72, 84, 96, 108, 120, 144, 180, 240, 300, 360,
]

/** Steps between the ticks of a risk table, months. */
const steps = [0.25, 0.5, 1, 2, 3, 6, 12, 24, 36, 60, 120]
const mostTicks = 9

/** The usual times within a follow-up: from a twelfth of it, before the end of the curves. Months. */
export function standardTimes(until: number, horizon = until): number[] {
  return reported.filter((time) => time >= until / 12 && time <= until && time < horizon)
}

/** Ticks of a usual risk table after 0 and before the end: at most nine, at equal steps. */
export function standardTicks(horizon: number): { readonly step: number; readonly times: readonly number[] } {
  const step = steps.find((it) => horizon / it <= mostTicks) ?? horizon / mostTicks
  const times: number[] = []
  for (let k = 1; k * step < horizon; k += 1) times.push(k * step)
  return { step, times }
}
