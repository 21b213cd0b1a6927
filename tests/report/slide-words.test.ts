import { expect, test } from 'vitest'
import { slideTitles } from '../../src/report/slide-titles.ts'
import { questions } from '../../src/report/slide-questions.ts'
import type { Results } from '../../src/result/frames.ts'
import { results } from './fixture.ts'

const [trial] = results.trials
if (trial === undefined) throw new Error('the fixture has a trial')
const [control, experimental] = [
  trial.arms.find((it) => it.role === 'control'),
  trial.arms.find((it) => it.role !== 'control'),
]
if (control === undefined || experimental === undefined) throw new Error('the fixture has two arms')
const withArms = (...arms: typeof trial.arms): Results => ({ ...results, trials: [{ ...trial, arms }] })

test('a title never prints a number of patients that no document prints without saying so', () => {
  const assumed = withArms({ ...experimental, basis: 'assumed' }, { ...control, basis: 'inferred' })
  expect(slideTitles.design(assumed)).toBe(
    'KarMMa-3: Ide-cel (n = 254, assumed) against Standard regimen (n = 132, inferred)',
  )
})

test('three arms: the experimental ones together against the control arm', () => {
  const second = { ...experimental, id: 'second', label: 'Second', patients: 120 }
  expect(slideTitles.design(withArms(control, experimental, second))).toBe(
    'KarMMa-3: Ide-cel (n = 254), Second (n = 120) against Standard regimen (n = 132)',
  )
})

test('where no figure has a time the question does not speak of 0 months', () => {
  const untimed = { ...results, endpoints: results.endpoints.map((it) => ({ ...it, lastEvidence: 0 })) }
  const asked = questions(untimed).map((it) => it.question)
  expect(asked.join('\n')).toContain('No printed figure says when the events of progression-free survival happened')
  expect(asked.join('\n')).not.toContain('After 0 months')
})

test('an arm that no figure pins is not called pinned up to the last figure of the other', () => {
  const pinned = [
    { arm: 'a', label: 'Abiraterone', first: null, last: null },
    { arm: 'b', label: 'Placebo', first: 34.7, last: 34.7 },
  ]
  const open = {
    ...results,
    endpoints: results.endpoints.map((it) => ({ ...it, lastEvidence: 34.7, horizon: 48, pinned })),
  }
  expect(
    questions(open)
      .map((it) => it.question)
      .join('\n'),
  ).toContain('No printed figure pins the curve of Abiraterone at any time, and after 34.7 months none pins any')
})
