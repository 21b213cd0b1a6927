import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readEndpoint } from '../../src/evidence/read-endpoint.ts'
import { parseTrial } from '../../src/record/parse-trial.ts'
import { recordedFigures } from '../../src/record/recorded-figures.ts'
import type { Trial } from '../../src/record/trial.ts'
import { recordOf } from './record-of.ts'

// By hand: a small record with one figure of each kind.

const text = `
id: x
trial: X
time unit: months
sources: {paper: {citation: x, kind: primary}, box: {citation: y, kind: secondary}}
arms: {new: {label: N, role: experimental}, old: {label: O, role: control, n: 50}}
design: {sample size: 100, population: adults of 18 years or more}
flow: {new: {chains: [[randomised: 50, infused: 45]], besides: {not infused: {count: 5, percent: 10%}}}}
follow-up: {median: 18.6, range: 0.4 to 35.4, definition: unknown}
calculations: [{endpoint: pfs, power: 94%, medians: {new: 14}, looks: [{label: a, reached: 84%}]}]
endpoints:
  pfs:
    label: PFS
    event: e
    class: progression-like
    clock: randomisation
    population: randomised
    assessor: a
    criteria: c
    visits: every 3 months
    censoring: not stated
    arms:
      new: {median: {printed: 13.3 (11.8 to 16.1), also: [{printed: 13, source: box}]}, survival: {12: 55%}, at risk: {0: 50}}
      old: {median: NR, n: 50}
    events: {total: 60}
    contrast: {hazard ratio: 0.49 (0.38 to 0.65), p: <0.001}
    further contrasts: [{hazard ratio: 0.5}]
tables:
  toxicity:
    label: Toxicity
    population: infused
    columns: [{arm: new, grade: any, of: 45}, {arm: new, grade: 3 or 4, of: 45}, {arm: old, grade: any, of: 50}]
    rows:
      Age <65 yr: [20 (44), unreadable, 30 (60)]
      Age ≥65 yr: {form: count, cells: [25, 0, 20], percents: [56 (40-70), "0", 40 (30-50)], contrast: {odds ratio: 2}}
quantities: {onset: {label: Onset, about: time course, unit: days, values: {new: 1 (1 to 14)}}}
claims: [{words: a 51% lower risk, printed: 51%, kind: relative reduction, rests on: [pfs.new-vs-old.hazard-ratio]}]
`

function read(record: string): Trial {
  const parsed = recordOf(record, 'x.yaml')
  return parsed.trial
}

const figures = recordedFigures(read(text))
const printed = (id: string): unknown => figures.find((it) => it.id === id)?.prints

describe('the figures of a record', () => {
  test('each has its id, class and print, in the order of the schema', () => {
    const shown = figures.filter((it) => it.class !== 'words').map((it) => [it.class, it.id, it.prints[0]?.printed])
    expect(shown).toEqual([
      ['flow', 'arms.old.patients', '50'],
      ['design', 'design.all.sample-size', '100'],
      ['flow', 'flow.new.randomised', '50'],
      ['flow', 'flow.new.infused', '45'],
      ['flow', 'flow.new.not-infused', '5 (10%)'],
      ['follow-up', 'follow-up.all.median', '18.6'],
      ['follow-up', 'follow-up.all.range', '0.4 to 35.4'],
      ['calculation', 'pfs.all.planned-power', '94%'],
      ['calculation', 'pfs.new.planned-median', '14'],
      ['calculation', 'pfs.all.look-reached#1', '84%'],
      ['time to event', 'pfs.new.median', '13.3 (11.8 to 16.1)'],
      ['time to event', 'pfs.new.survival@12', '55%'],
      ['time to event', 'pfs.new.at-risk@0', '50'],
      ['time to event', 'pfs.old.patients', '50'],
      ['time to event', 'pfs.old.median', 'NR'],
      ['time to event', 'pfs.all.events', '60'],
      ['time to event', 'pfs.new-vs-old.hazard-ratio', '0.49 (0.38 to 0.65)'],
      ['time to event', 'pfs.new-vs-old.p-value', '<0.001'],
      ['time to event', 'pfs.new-vs-old.hazard-ratio#2', '0.5'],
      ['denominator', 'toxicity.new.of', '45'],
      ['denominator', 'toxicity.old.of', '50'],
      ['table', 'toxicity.new.age-below-65-yr', '20 (44)'],
      ['table', 'toxicity.old.age-below-65-yr', '30 (60)'],
      ['table', 'toxicity.new.age-at-least-65-yr', '25'],
      ['table', 'toxicity.new.age-at-least-65-yr#2', '0'],
      ['table', 'toxicity.old.age-at-least-65-yr', '20'],
      ['table', 'toxicity.new-vs-old.age-at-least-65-yr-odds-ratio', '2'],
      ['quantity', 'onset.new.value', '1 (1 to 14)'],
      ['claim', 'claims.all.printed#1', '51%'],
    ])
  })

  test('a figure has the prints of every source, and a percentage of its own line', () => {
    expect(printed('pfs.new.median')).toEqual([
      { printed: '13.3 (11.8 to 16.1)', source: 'paper' },
      { printed: '13', source: 'box' },
    ])
    expect(printed('toxicity.old.age-at-least-65-yr')).toEqual([
      { printed: '20', source: 'paper' },
      { printed: '40 (30-50)', source: 'paper' },
    ])
  })

  test('text that may hold numbers stands under its place', () => {
    expect(printed('design.population')).toEqual([{ printed: 'adults of 18 years or more', source: 'paper' }])
    expect(printed('endpoints.pfs.visits')).toEqual([{ printed: 'every 3 months', source: 'paper' }])
  })

  test('what stands around a figure is its level, names, grade and text', () => {
    const around = figures.find((it) => it.id === 'toxicity.new.age-at-least-65-yr#2')?.around
    expect(around).toEqual(expect.arrayContaining(['95%', 'Age ≥65 yr', '3 or 4', 'infused']))
    expect(figures.find((it) => it.id === 'pfs.new.survival@12')?.around).toContain('12')
  })

  test('two places for one figure are refused, a stage in two chains is one', () => {
    const twice = text.replace('Age ≥65 yr', 'age at least 65 yr?').replace('Age <65 yr', 'Age at least 65 yr')
    const result = parseTrial(twice, 'x.yaml')
    const rules = result.kind === 'invalid' ? result.diagnostics.map((it) => it.rule) : []
    expect(new Set(rules)).toEqual(new Set(['same-figure']))
    const chains = read(text.replace('infused: 45]]', 'infused: 45], [randomised: 50]]'))
    expect(recordedFigures(chains).filter((it) => it.id === 'flow.new.randomised').length).toBe(1)
  })
})

test('figures of an endpoint have the ids that evidence gives them', () => {
  const file = 'data/trials/karmma-3-2023.yaml'
  const result = recordOf(readFileSync(file, 'utf8'), file)
  const ids = new Set(recordedFigures(result.trial).map((it) => it.id))
  const evidence = [...readEndpoint(result.trial, 'pfs').paths.keys()]
  // Limits belong to their estimate; the follow-up and the patients of the record are read anew for each endpoint.
  const own = evidence.filter((it) => !/(?:-lower|-upper|\.patients|follow-up-\w+)$/u.test(it))
  expect(own.length).toBeGreaterThan(8)
  expect(own.filter((it) => !ids.has(it))).toEqual([])
})
