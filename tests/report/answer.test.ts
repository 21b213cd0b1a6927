import { describe, expect, test } from 'vitest'
import { rebuild } from '../../src/analysis/rebuild.ts'
import { loadRecord } from '../../src/cli/load-record.ts'
import { heldOut } from '../../src/report/answer-section.ts'
import { compose } from '../../src/report/compose.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { readReferences } from '../../src/node/read-references.ts'
import { analysed, changed, oneArm } from '../analysis/small.ts'
import { smallPlan, smallRecord } from '../end-to-end/project.ts'

/* The sentence that answers, for a trial with three arms. The record is made up. */

const threeArms = changed(smallRecord, {
  '  old: { label': '  third: { label: Third drug, role: experimental }\n  old: { label',
  'flow:\n': 'flow:\n  third: { chains: [[randomised: 90]] }\n',
  '      old:\n':
    '      third:\n        median: 9.0 (7.0 to 12.0)\n        survival: { 6: 62%, 12: 38% }\n      old:\n',
  'total: 120': 'total: 180',
  'hazard ratio: { printed': 'arm: third\n      versus: old\n      hazard ratio: { printed',
  '0.55 (0.38 to 0.80)': '0.71 (0.48 to 1.05)',
})

/* By hand: the difference at 12 months is not printed; whether its interval rests on the model depends on the numbers at risk. */
describe('what the interval of the headline rests on', () => {
  const answerOf = (record: string): string => {
    const { results } = analysed(smallPlan, record)
    const text = renderMarkdown(compose(results, readReferences()))
    return text.split('\n').find((it) => it.includes('In one sentence')) ?? ''
  }
  const words = 'its interval rests on modelled numbers at risk'

  test('modelled numbers at risk where the paper prints none, or only those at the start', () => {
    expect(answerOf(smallRecord)).toContain(words)
    expect(
      answerOf(changed(smallRecord, { '6: 70%, 12: 50% }': '6: 70%, 12: 50% }\n        at risk: { 0: 120 }' })),
    ).toContain(words)
  })

  test('what the printed survival of the arms makes stands beside the rebuilt difference', () => {
    expect(answerOf(smallRecord)).toContain('not printed in the paper, whose 50% and 25% make 25 (')
    const one = changed(smallRecord, { '6: 50%, 12: 25% }': '6: 50% }' })
    expect(answerOf(one)).not.toContain(' make ')
  })

  test('the spread stands in the headline beside the interval, which knows nothing of it; not for a printed figure', () => {
    const answer = answerOf(smallRecord)
    expect(answer).toMatch(/percentage points \(95% CI [^;)]+; reconstruction spread [^)]+\)/u)
    expect(answer).toMatch(/hazard ratio of [\d.]+ \(95% CI [\d.]+–[\d.]+\)/u)
  })

  test('a printed ratio of another definition comes with it', () => {
    const windowed = changed(smallRecord, {
      'hazard ratio: { printed': 'hazard ratio: { events after: 2 months, printed',
    })
    expect(answerOf(windowed)).toMatch(/whose definition differs \(Cox model, [^)]*only events after 2 months/u)
  })

  test('printed ones where both arms have them', () => {
    const printed = changed(smallRecord, {
      '6: 70%, 12: 50% }': '6: 70%, 12: 50% }\n        at risk: { 0: 120, 12: 50 }',
      '6: 50%, 12: 25% }': '6: 50%, 12: 25% }\n        at risk: { 0: 60, 12: 12 }',
    })
    expect(answerOf(printed)).toContain('not printed in the paper')
    expect(answerOf(printed)).not.toContain(words)
  })
})

/* By hand, KarMMa-3: two medians with two limits each, four percentages, one total, a hazard ratio whose limits cannot be compared: 12 figures, 8 groups. */
test('figures that are held out are counted in the groups that are left out together', () => {
  const loaded = loadRecord('data/trials/karmma-3-2023.yaml')
  if (loaded.kind !== 'record') throw new Error('the record does not read')
  const rebuilt = rebuild(loaded.record, 'pfs', { seed: 1 })
  if (rebuilt.kind !== 'rebuilt') throw new Error('refused')
  const { results } = analysed(smallPlan, smallRecord)
  const sentence = heldOut({ ...results, fidelity: rebuilt.frames.fidelity })
  expect(sentence).toMatch(/^Each of the 14 figures that could be held out, left out in 10 groups/)
})

describe('one arm', () => {
  const { results } = analysed(
    oneArm.plan,
    changed(oneArm.record, {
      'events: { total: 70 }\n': '',
      "median: '18', range: 1 to 30, from: randomisation, definition: potential":
        'median: 13.3, range: 0.2 to 21.2, from: randomisation, definition: unknown',
    }),
  )
  const text = renderMarkdown(compose(results, readReferences()))

  test('figures whose definition differs are said to have gone in, and are no test', () => {
    expect(results.fidelity.find((it) => it.measure === 'follow-up-median')).toMatchObject({
      role: 'input',
      verdict: 'not-comparable',
      predictionVerdict: '',
    })
    expect(text).not.toContain('1 groups')
    expect(text).toContain('Every printed figure that went in and can be compared comes back')
    expect(text).toMatch(/3 figures went in by a definition that the rebuilt patients do not have/)
    const counted = /Each of the (\d+) figures that could be held out/.exec(text)?.[1]
    const table = text.split('\n').filter((it) => /^\|.*\| (\*\*contradicted\*\*|predicted) +\|$/.test(it))
    expect(table).toHaveLength(Number(counted))
  })

  test('speaks of no split between arms', () => {
    expect(text).not.toContain('divide between the arms')
    expect(text).toContain('The paper prints neither the number of events nor numbers at risk')
  })
})

test('an end of a prediction that is not reached is printed as such', () => {
  const { results } = analysed(smallPlan, smallRecord)
  const fidelity = results.fidelity.map((it) =>
    it.figure === 'pfs.new.median' ? { ...it, predicted: 6.5, lower: 1.8, upper: null } : it,
  )
  const text = renderMarkdown(compose({ ...results, fidelity }, readReferences()))
  expect(text).toContain('6.5 (1.8 to NR)')
  expect(text).toContain('NR: its end is not reached')
})

describe('three arms', () => {
  test('the headline is about the contrast that the paper prints, every number of it', () => {
    const { results } = analysed(smallPlan, threeArms)
    const text = renderMarkdown(compose(results, readReferences()))
    const line = text.split('\n').find((it) => it.includes('In one sentence')) ?? ''
    expect(line).toMatch(/Third drug compared with Old drug gives a hazard ratio of 0\.7\d .*reported as 0\.71/u)
    expect(line).not.toContain('New drug')
    const difference = results.rows.find((it) => it.measure === 'survival-difference' && it.arm === 'third')
    expect(line).toContain(`${((difference?.estimate ?? 0) * 100).toFixed(1)} percentage points`)
  })
})
