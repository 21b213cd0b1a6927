import type { TrialFile } from '../../src/evidence/record-problem.ts'
import { recordOf } from '../record/record-of.ts'

/** A small made-up trial; `changes` replaces text of it, one place each. */
export function readTrial(changes: readonly (readonly [string, string])[] = [], text = TRIAL): TrialFile {
  const changed = changes.reduce((it, [from, to]) => {
    if (it.split(from).length !== 2) throw new Error(`"${from}" stands ${it.split(from).length - 1} times in the trial`)
    return it.replace(from, () => to)
  }, text)
  return recordOf(changed, 'made-up-2024.yaml')
}

const TRIAL = `id: made-up-2024
trial: Made up
time unit: months
sources:
  paper: { citation: Nobody, kind: primary }
arms:
  new: { label: New, role: experimental }
  old: { label: Old, role: control }
design:
  sample size: 150
flow:
  new:
    chains: [[randomised: 100, treated: { count: 90, percent: 90% }]]
  old:
    chains: [[randomised: 50, treated: 48]]
follow-up: { median: '18.6', range: 0.4 to 35.4, from: randomisation, definition: potential, at: page 4 }
endpoints:
  pfs:
    label: Progression-free survival
    event: progression or death
    class: progression-like
    clock: randomisation
    population: randomised
    assessor: not stated
    criteria: not stated
    visits: every 8 weeks
    censoring: not stated
    arms:
      new:
        median: 13.3 (11.8 to 16.1)
        survival: { 12: 55% (45 to 64), 6: 73% }
        events: 60
        at risk: { 0: 100, 6: 70 }
      old:
        median: { printed: 4.4 (3.4 to 6.9), at: Table 2 }
        survival: { 6: 40% }
        events: 40
    events: { total: 100 }
    contrast:
      hazard ratio: { printed: 0.49 (97.5% CI 0.31 to 0.78), model: Cox }
      p: { printed: <0.001, test: log-rank, stratified: true }
    at: page 5
  os:
    label: Overall survival
    event: death from any cause
    class: death
    clock: randomisation
    population: randomised
    assessor: not stated
    criteria: not stated
    visits: not stated
    censoring: not stated
    arms:
      new:
        median: NR (30.1-NE)
        survival: { 12: 80% }
      old:
        survival: { 12: 70.0% }
claims:
  - words: a 51% lower risk
    printed: 51%
    kind: relative reduction
    rests on: [pfs.new-vs-old.hazard-ratio]
tables:
  response:
    label: Response
    population: randomised
    columns: [{ arm: new, of: 100 }, { arm: old, of: 50 }]
    rows:
      Response: { form: count, cells: [71, 21], percents: [71 (62-80), 42% (28-56)] }
      Complete: [40 (40), 5 (10)]
      Partial: [31 (31), 16 (32)]
      None: [29 (29), 29 (58)]
      Relapse: [7/40 (18), unreadable]
    partitions: [[Complete, Partial, None]]
    sums: { Response: [Complete, Partial] }
    within: { Relapse: Complete }
`
