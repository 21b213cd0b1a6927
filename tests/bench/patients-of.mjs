/** Two exponential arms with staggered censoring, the same every time; times continuous, so with next to no ties. */
export function patientsOf(n, seed) {
  let state = seed >>> 0
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 0.5) / 4294967296
  }
  const time = new Float64Array(n)
  const event = new Uint8Array(n)
  const assigned = new Uint8Array(n)
  for (let i = 0; i < n; i++) {
    assigned[i] = i & 1
    const until = -Math.log(uniform()) * (i & 1 ? 18 : 12)
    const censored = 5 + 30 * uniform()
    time[i] = Math.min(until, censored)
    event[i] = until <= censored ? 1 : 0
  }
  return { arms: ['control', 'new'], time, event, assigned }
}
