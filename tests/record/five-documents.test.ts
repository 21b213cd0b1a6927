import { describe, expect, test } from 'vitest'
import { formatDiagnostic } from '../../src/record/format-diagnostic.ts'
import { parseTrial } from '../../src/record/parse-trial.ts'

/**
 * The kinds of things that reports and summaries of CARTITUDE-4, KarMMa and CARTITUDE-1 print, one of each: what the format must
 * be able to say. Not records: excerpts.
 */

const cartitude4 = `
id: cartitude-4-2023
trial: CARTITUDE-4
time unit: months
sources:
  summary: {citation: "Summary of San-Miguel J, et al. N Engl J Med 2023", kind: secondary}
  label: {citation: Product information for professionals, kind: outside}
arms:
  cilta-cel: {label: Cilta-cel, role: experimental, note: The number of patients is not printed.}
  standard: {label: Standard care, role: control}
design: {subgroups: ["age (<65 vs ≥65 years)"], allocation: not stated, blinding: open label, enrolment: not stated, cutoff: not stated, sample size: 419}
flow:
  cilta-cel:
    chains: [[infused: 176]]
    besides: {infused after progression: {count: 20, of: 32, source: label}}
follow-up: {median: 15.9, definition: unknown, at: Key Findings}
endpoints:
  pfs:
    label: Progression-free survival
    event: progression or death
    class: progression-like
    clock: not stated
    population: intention-to-treat
    assessor: not stated
    criteria: not stated
    visits: not stated
    censoring: not stated
    intercurrent events: {bridging therapy: treatment policy}
    arms:
      cilta-cel: {median: NR, survival: {12: 75.9%}}
      standard: {median: 11.8, survival: {12: 48.6%}}
    contrast:
      hazard ratio:
        printed: 0.26 (0.18 to 0.38)
        events after: 8 weeks
        weighted: not stated
        definition: {source: label, note: Only events later than 8 weeks after randomisation count.}
      p: <0.001
tables:
  response:
    label: Response
    population: intention-to-treat
    columns: [cilta-cel, standard]
    form: percent
    rows:
      Overall response: [84.6%, 67.3%]
      Complete response or better: [73.1%, 21.8%]
      MRD negative: [60.6%, 15.6%]
  toxicity:
    label: Toxicity of cilta-cel
    population: infused
    columns: [{arm: cilta-cel, of: 176}]
    form: percent
    rows: {Cytokine release syndrome: [76.1%], ICANS: [4.5%], Cranial nerve palsies: [9.1%]}
quantities:
  vein-to-vein: {label: Manufacturing time, about: process time, statistic: range, unit: weeks, values: {cilta-cel: 4-6}}
claims:
  - {words: a profound 74% reduction in the risk of disease progression or death, printed: 74%, kind: relative reduction, rests on: [pfs.cilta-cel-vs-standard.hazard-ratio], at: Clinical Significance}
`

const update = `
id: cartitude-4-2026
trial: CARTITUDE-4
updates: cartitude-4-2023
time unit: months
sources: {summary: {citation: "Summary of Einsele H, et al. Lancet Oncol 2026", published: 2026-02-01, kind: secondary}}
arms: {cilta-cel: {label: Cilta-cel, role: experimental}, standard: {label: Standard care, role: control}}
endpoints:
  os:
    label: Overall survival
    event: death
    class: death
    clock: not stated
    population: intention-to-treat
    assessor: not stated
    criteria: not stated
    visits: not stated
    censoring: not stated
    arms:
      cilta-cel: {median: NR}
      standard: {median: NR (37.7-NE)}
    contrast:
      hazard ratio: 0.55 (0.39–0.79)
      p: {printed: 0.0009, also: [{printed: 0.0003, at: Guided Discussion}]}
  symptom-worsening:
    label: Time to symptom worsening
    event: patient-reported symptom worsening
    class: other
    clock: not stated
    population: not stated
    assessor: patient
    criteria: not stated
    visits: not stated
    censoring: not stated
    arms:
      cilta-cel: {median: NR, events: 30}
      standard: {median: 34.3, events: 49}
    contrast: {hazard ratio: 0.38 (0.24-0.61)}
tables:
  deaths:
    label: Treatment-related deaths
    population: treated
    columns: [cilta-cel, standard]
    rows: {Treatment-related deaths: [6 (3%), 5 (2%)]}
`

const karmma = `
id: karmma-2021
trial: KarMMa
time unit: months
sources: {summary: {citation: "Summary of Munshi NC, et al. N Engl J Med 2021", kind: secondary}}
arms: {ide-cel: {label: Ide-cel, role: single}}
design: {phase: 2, allocation: none, comparator: none}
flow: {ide-cel: {chains: [[enrolled: 140, infused: 128]]}}
endpoints:
  pfs:
    label: Progression-free survival
    event: progression or death
    class: progression-like
    clock: not stated
    population: infused
    assessor: independent review committee
    criteria: IMWG
    visits: not stated
    censoring: not stated
    arms: {ide-cel: {median: 8.8 (5.6 to 11.6)}}
tables:
  response:
    label: Response
    population: infused
    columns: [ide-cel]
    form: count/total (percent)
    rows:
      Overall response: [94 of 128 (73%)]
      MRD negative: {cells: [33 of 128 (26%)]}
      MRD negative in complete response: {form: percent, cells: [79%], of: [42]}
  toxicity:
    label: Toxicity
    population: infused
    columns: [{arm: ide-cel, grade: any}, {arm: ide-cel, grade: 3 or higher}, {arm: ide-cel, grade: 4}]
    form: percent
    rows: {Cytokine release syndrome: [84%, 5%, unreadable]}
`

const cartitude1 = `
id: cartitude-1-2021
trial: CARTITUDE-1
time unit: months
sources: {overview: {citation: An overview article, kind: secondary}, label: {citation: Product information, kind: outside}}
arms: {cilta-cel: {label: Cilta-cel, role: single, n: {count: 97, also: [{count: 113, source: label, note: Enrolled.}]}}}
follow-up: {median: {printed: 12.4, also: [{printed: 18, at: Second bullet}]}, definition: unknown}
endpoints:
  pfs:
    label: Progression-free survival
    event: not stated
    class: progression-like
    clock: not stated
    population: not stated
    assessor: not stated
    criteria: not stated
    visits: not stated
    censoring: not stated
    arms: {cilta-cel: {survival: {12.4: 77%, 18: 66.0%, 24: 60.5%}}}
`

const overview = `
id: overview-2025
trial: not about one trial
time unit: weeks
sources: {overview: {citation: An overview article, kind: secondary}}
tables:
  toxicity:
    label: Haematological toxicity
    population: not stated
    columns: [{arm: ide-cel, grade: 3-4}, {arm: cilta-cel, grade: not stated}]
    form: percent range
    rows: {Neutropenia: [89-91%, 95%]}
quantities:
  approval: {label: Previous lines that the approval asks for, about: approval, values: {ide-cel: ≥4, cilta-cel: ≥4}}
  real-world: {label: Progression-free survival in another study, about: another study, statistic: median, values: {all: 3.7}}
  tocilizumab: {label: Tocilizumab, about: dose, unit: mg/kg, statistic: dose (maximum), values: {all: 8 (max 800 mg)}}
`

describe('the format holds what the documents print', () => {
  test.each(Object.entries({ cartitude4, update, karmma, cartitude1, overview }))('%s', (_, text) => {
    const id = /^id: (.*)$/mu.exec(text)?.[1] ?? ''
    const result = parseTrial(text, `${id}.yaml`)
    expect(result.kind === 'invalid' ? result.diagnostics.map(formatDiagnostic) : []).toEqual([])
  })

  test('an article without arms cannot have endpoints', () => {
    const text = `${overview}endpoints: {pfs: {label: P, event: e, class: other, clock: c, population: p, assessor: a, criteria: c, visits: v, censoring: c, arms: {}}}`
    const result = parseTrial(text, 'overview-2025.yaml')
    expect(result.kind === 'invalid' ? result.diagnostics.map((it) => it.rule) : []).toEqual(['wrong-arms'])
  })
})
