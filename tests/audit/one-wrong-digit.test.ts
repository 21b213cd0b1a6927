import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { audit } from '../../src/audit/audit.ts'
import { randomStream } from '../../src/numeric/random-stream.ts'
import type { Trial } from '../../src/record/trial.ts'
import { digitFigures, digitMutations } from '../bench/audit/digit-mutations.ts'
import { simulatedTables } from '../bench/audit/simulated-tables.ts'
import { recordOf } from '../record/record-of.ts'

/** `npm run bench:audit-power` does the same with every figure of every record and publishes the rates. */
const read = (text: string, file: string): Trial => recordOf(text, file).trial

const text = readFileSync('data/trials/karmma-3-2023.yaml', 'utf8')

/** Rules that fail or note what they do not in the record as it is. */
function noticedBy(changed: string): readonly string[] {
  const of = (it: string): readonly string[] =>
    audit(read(it, 'karmma-3-2023.yaml')).findings.flatMap(({ state, rule, figures }) =>
      state === 'fail' || state === 'note' ? [`${state} ${rule} ${figures.join(' ')}`] : [],
    )
  const before = of(text)
  const found = of(changed).filter((it) => !before.includes(it))
  return [...new Set(found.map((it) => it.split(' ').slice(0, 2).join(' ')))]
}

/* By hand: what each misprint contradicts. */
describe('one wrong digit in the record of KarMMa-3', () => {
  test.each([
    ['Stringent complete response: [90 (35), 6 (5)]', 'Stringent complete response: [90 (36), 6 (5)]', 'fail R01'],
    ['Stringent complete response: [90 (35), 6 (5)]', 'Stringent complete response: [80 (35), 6 (5)]', 'fail R22'],
    ['{ printed: 71 (66-77),', '{ printed: 71 (66-79),', 'fail R06'],
    ['odds ratio: 3.47 (2.24 to 5.39)', 'odds ratio: 3.47 (2.24 to 5.89)', 'note R26'],
    ['printed: 0.49 (0.38 to 0.65)', 'printed: 0.49 (0.38 to 0.85)', 'fail R08'],
    ['printed: 0.49 (0.38 to 0.65)', 'printed: 0.69 (0.38 to 0.65)', 'fail R07'],
    ['reached: { printed: 84%,', 'reached: { printed: 94%,', 'fail R27'],
    ['boundary: <0.014', 'boundary: <0.024', 'note R28'],
    ['randomised: 254, treated: 250', 'randomised: 254, treated: 255', 'fail R24'],
    ['total: { count: 242,', 'total: { count: 142,', 'fail R27'],
  ])('%s as %s: %s', (right, wrong, rule) => {
    expect(text.split(right)).toHaveLength(2)
    expect(noticedBy(text.replace(right, wrong))).toContain(rule)
  })
})

test('a mutation changes one digit of the figure that it names, and nothing else', () => {
  const trial = read(text, 'karmma-3-2023.yaml')
  const figures = digitFigures(trial).filter((_, at) => at % 25 === 0)
  expect(figures.length).toBeGreaterThan(10)
  for (const [at, figure] of figures.entries()) {
    for (const { change, trial: changed } of digitMutations(trial, figure, 3, randomStream(1, 'test')(at))) {
      const [before = '', after = ''] = change.split(' -> ')
      expect(after).toHaveLength(before.length)
      expect(Array.from(after).filter((it, k) => it !== before[k])).toHaveLength(1)
      const [one, other] = [trial, changed].map((it) => JSON.stringify(it))
      expect(other).toHaveLength(one!.length)
      expect(Array.from(other!).filter((it, k) => it !== one![k])).toHaveLength(1)
    }
  }
})

test('clean tables of counts never fail', () => {
  const findings = Array.from({ length: 80 }, (_, at) => audit(read(simulatedTables(at), `tables-${at}.yaml`))).flatMap(
    ({ findings: found, problems }) => {
      expect(problems).toEqual([])
      return found
    },
  )
  expect(findings.filter(({ state }) => state === 'fail').map(({ rule, message }) => `${rule}: ${message}`)).toEqual([])
  for (const id of ['R01', 'R02', 'R05', 'R06', 'R20', 'R21', 'R22', 'R23', 'R24', 'R25', 'R26', 'R37', 'R39']) {
    const own = findings.filter(({ rule, state }) => rule === id && state !== 'not-applicable')
    expect(own.length).toBeGreaterThan(30)
    expect(own.filter(({ state }) => state === 'note').length).toBeLessThanOrEqual(0.01 * own.length)
  }
})
