import { describe, expect, test } from 'vitest'
import { collect } from '../../src/evidence/collect.ts'
import { recordedFigures } from '../../src/record/recorded-figures.ts'
import { recordOf } from '../record/record-of.ts'

const text = (contrasts: string): string => `id: three-2026
trial: Three
time unit: months
sources: { paper: { citation: Nobody 2026, kind: primary } }
arms:
  control: { label: Control, role: control, n: 120 }
  low: { label: Low, role: experimental, n: 120 }
  high: { label: High, role: experimental, n: 120 }
  other: { label: Other, role: experimental, n: 120 }
endpoints:
  os:
    label: Survival
    event: death
    class: death
    clock: randomisation
    population: randomised
    assessor: not stated
    criteria: not stated
    visits: not stated
    censoring: not stated
    arms: { control: { median: 6.5 }, low: { median: 13.6 }, high: { median: 16.1 } }
${contrasts}
`

function read(contrasts: string) {
  const record = recordOf(text(contrasts))
  return { trial: record.trial, collected: collect(record, 'os') }
}

const main = '    contrast: { arm: low, versus: control, hazard ratio: 0.54 (0.39 to 0.74), p: 0.001 }\n'

describe('of each pair of arms the first contrast goes in', () => {
  const { trial, collected } = read(`${main}    further contrasts:
      - { arm: low, versus: control, label: adjusted, hazard ratio: 0.50 (0.36 to 0.70) }
      - { arm: high, versus: control, odds ratio: 0.3 }
      - { arm: high, versus: control, hazard ratio: { printed: 0.43 (0.31 to 0.61), model: Cox, events after: 2 }, p: <0.001 }
      - { arm: low, versus: high, p: 0.2 }
      - { arm: high, versus: low, hazard ratio: 0.80 }
      - { arm: other, versus: control, hazard ratio: 0.9 }
      - { hazard ratio: 0.7 }`)
  if (collected.kind === 'refused') throw new Error(JSON.stringify(collected.diagnostics))
  const { evidence, notes } = collected

  test('with its arms, its definition and its test', () => {
    expect(
      evidence.contrasts.map(({ numerator, denominator, hazardRatio, pValue }) => [
        `${numerator} against ${denominator}`,
        hazardRatio?.estimate.id,
        hazardRatio?.interval?.lower.id,
        hazardRatio?.comparable,
        pValue?.figure.id,
      ]),
    ).toEqual([
      [
        'low against control',
        'os.low-vs-control.hazard-ratio',
        'os.low-vs-control.hazard-ratio-lower',
        true,
        'os.low-vs-control.p-value',
      ],
      [
        'high against control',
        'os.high-vs-control.hazard-ratio#2',
        'os.high-vs-control.hazard-ratio-lower#2',
        false,
        'os.high-vs-control.p-value#2',
      ],
      ['low against high', undefined, undefined, undefined, 'os.low-vs-high.p-value'],
    ])
  })

  test('figures have the ids of the record', () => {
    const ids = new Set(recordedFigures(trial).map((it) => it.id))
    for (const { hazardRatio, pValue } of evidence.contrasts)
      for (const figure of [hazardRatio?.estimate, pValue?.figure]) if (figure) expect(ids).toContain(figure.id)
  })

  test('whatever does not go in has a note: other analyses of a pair, its ratio the other way round, arms that the endpoint lacks or nobody names', () => {
    expect(notes.filter(({ rule }) => rule === 'not-used').flatMap(({ figures }) => figures)).toEqual([
      'os.low-vs-control.hazard-ratio#2',
      'os.high-vs-control.odds-ratio',
      'os.high-vs-control.hazard-ratio#2',
      'os.high-vs-low.hazard-ratio',
      'os.other-vs-control.hazard-ratio',
      'os.low-vs-control.hazard-ratio#3',
    ])
  })
})

test('a ratio that cannot be read is refused, whichever contrast it is of', () => {
  const { collected } = read(`${main}    further contrasts: [{ arm: high, versus: control, hazard ratio: about 0.4 }]`)
  expect(collected.kind === 'refused' && collected.diagnostics.map(({ figures }) => figures)).toEqual([
    ['os.high-vs-control.hazard-ratio'],
  ])
})
