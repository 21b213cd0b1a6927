import { describe, expect, test } from 'vitest'
import { collect } from '../../src/evidence/collect.ts'
import { type EndpointEvidence, figures } from '../../src/evidence/evidence.ts'
import type { Diagnostic } from '../../src/record/diagnostic.ts'
import { recordedFigures } from '../../src/record/recorded-figures.ts'
import { readTrial } from './read-trial.ts'

/** The made-up trial with restricted means in its arms and a difference in its contrast. */
function trial(ofArm: string, ofContrast = '', other: readonly (readonly [string, string])[] = []) {
  const contrast = ofContrast === '' ? '' : `\n      rmst difference: ${ofContrast}`
  return readTrial([
    ['        events: 60\n', `        events: 60\n        rmst: ${ofArm}\n`],
    [
      '      p: { printed: <0.001, test: log-rank, stratified: true }',
      `      p: { printed: <0.001, test: log-rank, stratified: true }${contrast}`,
    ],
    ...other,
  ])
}

function evidence(...given: Parameters<typeof trial>): EndpointEvidence {
  const it = collect(trial(...given), 'pfs')
  if (it.kind === 'refused') throw new Error(JSON.stringify(it.diagnostics))
  return it.evidence
}

function refused(...given: Parameters<typeof trial>): readonly Diagnostic[] {
  const it = collect(trial(...given), 'pfs')
  return it.kind === 'refused' ? it.diagnostics : []
}

const ofNew = (it: EndpointEvidence) => it.arms.find(({ id }) => id === 'new')

describe('restricted means of a record', () => {
  test('are read with their limits, ascending in tau, under the ids of the contract', () => {
    const it = evidence('{ 24: 14.2 (12.9 to 15.5), 12: 9.9 }', '{ 24: "3.2 (-0.4 to 6.8)" }')
    const shown = figures(it).flatMap(({ id, printed, unit }) =>
      id.includes('rmst') ? [`${id} ${printed} ${unit}`] : [],
    )
    expect(shown).toEqual([
      'pfs.new.rmst@12 9.9 months',
      'pfs.new.rmst@24 14.2 months',
      'pfs.new.rmst-lower@24 12.9 months',
      'pfs.new.rmst-upper@24 15.5 months',
      'pfs.new-vs-old.rmst-difference@24 3.2 months',
      'pfs.new-vs-old.rmst-difference-lower@24 -0.4 months',
      'pfs.new-vs-old.rmst-difference-upper@24 6.8 months',
    ])
    expect(ofNew(it)?.restrictedMeans?.[1]).toMatchObject({
      tau: 24,
      estimate: { time: 24, when: '24 months', at: 'page 5', quantity: { value: 14.2, lower: 14.15, upper: 14.25 } },
      interval: { level: 0.95 },
    })
    expect(it.restrictedMeanDifferences).toMatchObject([{ numerator: 'new', denominator: 'old', tau: 24 }])
    expect(it.restrictedMeanDifferences?.[0]?.interval?.lower.quantity).toMatchObject({
      value: -0.4,
      lower: -0.45,
      upper: -0.35,
    })
  })

  test('have the same ids in the record as in the evidence', () => {
    const file = trial('{ 24: 14.2 (12.9 to 15.5) }', '{ 24: 3.2 }')
    const ids = recordedFigures(file.trial).map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(['pfs.new.rmst@24', 'pfs.new-vs-old.rmst-difference@24']))
    const it = collect(file, 'pfs')
    // Nothing of them is told as not used.
    expect(it.kind === 'evidence' && it.notes.filter(({ message }) => message.includes('rmst'))).toEqual([])
  })

  test('follow the time unit of the record, and a unit of their own', () => {
    const it = evidence('{ 24: 61.7 weeks }')
    expect(ofNew(it)?.restrictedMeans?.[0]?.estimate.quantity).toMatchObject({ value: 431.9 / 30.4375 })
    const weeks = evidence('{ 52: 44.1 }', '{ 52: -2.5 }', [
      ['    class: progression-like', '    class: progression-like\n    time unit: weeks'],
    ])
    expect(ofNew(weeks)?.restrictedMeans?.[0]).toMatchObject({
      tau: 11.959,
      estimate: { id: 'pfs.new.rmst@52weeks', when: '52 weeks' },
    })
    expect(weeks.restrictedMeanDifferences?.[0]?.estimate).toMatchObject({
      id: 'pfs.new-vs-old.rmst-difference@52weeks',
    })
  })

  test('an arm without any has none, not an empty list', () => {
    const it = evidence('{ 24: 14.2 }')
    expect(it.arms.find(({ id }) => id === 'old')).not.toHaveProperty('restrictedMeans')
    expect(it).not.toHaveProperty('restrictedMeanDifferences')
  })

  test.each([
    ['{ 12: 12.1 }', '', 'mean-above-tau'],
    ['{ 12: 45 weeks, 6: 6.2 }', '', 'mean-above-tau'],
    ['{ 0: 0 }', '', 'mean-above-tau'],
    ['{ 12: 9.1 }', '{ 12: -12.4 }', 'mean-above-tau'],
    ['{ 12: NR }', '', 'not-a-number'],
    ['{ 12: -3.1 }', '', 'negative-time'],
    ['{ 12: 71% }', '', 'unexpected-percent'],
    ['{ 12: 9.1 (9.4 to 8.8) }', '', 'interval-reversed'],
  ])('%s with the difference "%s" is refused: %s', (ofArm, ofContrast, rule) => {
    expect(refused(ofArm, ofContrast).map((it) => it.rule)).toContain(rule)
  })

  test('may be the whole time: 12.0 up to 12 is nobody with the event', () => {
    expect(ofNew(evidence('{ 12: 12.0 }'))?.restrictedMeans).toHaveLength(1)
  })

  test('12 and 12.0 are one tau', () => {
    expect(() => trial('{ 12: 9.1, "12.0": 9.1 }')).toThrow(/same-time/)
  })

  test('beyond the longest follow-up they are skipped, with a note', () => {
    const it = collect(trial('{ 36: 18.2 }', '{ 36: 4.1 }'), 'pfs')
    const notes = it.kind === 'evidence' ? it.notes.filter(({ rule }) => rule === 'mean-beyond-follow-up') : []
    expect(notes.map(({ message, figures: of }) => `${of?.[0] ?? ''}: ${message}`)).toEqual([
      'pfs.new.rmst@36: the restricted mean up to 36 months goes beyond the longest follow-up (35.4 months): it is skipped',
      'pfs.new-vs-old.rmst-difference@36: the restricted mean up to 36 months goes beyond the longest follow-up (35.4 months): it is skipped',
    ])
  })
})
