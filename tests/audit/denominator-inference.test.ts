import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { audit } from '../../src/audit/audit.ts'
import type { Finding } from '../../src/audit/audit-rule.ts'
import type { Trial } from '../../src/record/trial.ts'
import { recordOf } from '../record/record-of.ts'

const read = (text: string, file: string): Trial => recordOf(text, file).trial

const files = readdirSync('data/trials').map((it) => `data/trials/${it}`)
const text = (id: string): string => readFileSync(`data/trials/${id}.yaml`, 'utf8')
const trials = files.map((it) => read(readFileSync(it, 'utf8'), it))

const inference = (trial: Trial, related: readonly Trial[] = []): Finding => {
  const [found, ...more] = audit(trial, related).findings.filter(({ rule }) => rule === 'R04')
  if (found === undefined || more.length > 0) throw new Error('one finding of R04 is required')
  return found
}

/** A record with changes, each of text that stands in it. */
const changed = (id: string, changes: readonly (readonly [string | RegExp, string])[]): Trial =>
  read(
    changes.reduce((it, [from, to]) => {
      const other = it.replace(from, to)
      if (other === it) throw new Error(`${String(from)} does not stand in ${id}`)
      return other
    }, text(id)),
    `${id}.yaml`,
  )

const withoutInferred = [
  [/ {4}inferred:\n( {6}.*\n)+/u, ''],
  [/ {4}inferred: \{.*\n/u, ''],
] as const

describe('the records', () => {
  test.each(trials.map((it) => [it.id, it] as const))('%s: what is inferred is what the rule gives', (_, trial) => {
    const inferred = Object.values(trial.arms).filter((it) => it.inferred !== undefined)
    const { state } = inference(trial, trials)
    expect(state).toBe(inferred.length > 0 ? 'pass' : 'not-applicable')
  })

  test('numbers are inferred in both reports of CARTITUDE-4 and nowhere else', () => {
    const those = trials.filter((it) => Object.values(it.arms).some(({ inferred }) => inferred !== undefined))
    expect(those.map(({ id }) => id).sort()).toEqual(['cartitude-4-2023', 'cartitude-4-2026'])
  })
})

/** San-Miguel 2023, by a summary: 84.6/67.3, 73.1/21.8, 60.6/15.6 percent, 419 patients. */
describe('CARTITUDE-4', () => {
  test('says what is left, how strong that is, and what it rests on', () => {
    const { message, computation } = inference(changed('cartitude-4-2023', withoutInferred))
    expect(message).toMatch(/^only 1 of the 243 divisions of 419 patients into two arms has 6 percentages \(84\.6%, /u)
    expect(message).toContain('208 + 211 (cilta-cel + standard)')
    expect(computation).toContain('As many percentages at random would leave 0.0048% of the divisions.')
    expect(message).toContain(
      'rests on rows of which it is not stated whose percentages they are: Complete response or better, MRD negativity; without them it would be 208 + 211, 214 + 205, ',
    )
    expect(computation).toContain('73.1%, 60.6% (cilta-cel) can be no percentage of 176 infused.')
    expect(computation).toContain('If percentages were rounded either way: 208 + 211, 226 + 193, 272 + 147')
    expect(computation).not.toContain('cut off')
  })

  test('a unique division that is not recorded is a note, at the total', () => {
    const found = inference(changed('cartitude-4-2023', withoutInferred))
    expect(found).toMatchObject({ state: 'note', path: ['design', 'sample size'] })
  })

  test.each([
    ['n: 208', 'n: 214', 'inferred: cilta-cel 214, standard 211'],
    ['n: 211', 'n: 205', 'inferred: cilta-cel 208, standard 205'],
    ['60.6%', '60.5%', 'inferred: cilta-cel 208, standard 211'],
  ])('%s as %s fails', (from, to, found) => {
    expect(inference(changed('cartitude-4-2023', [[from, to]]))).toMatchObject({
      state: 'fail',
      found,
      path: ['arms', 'cilta-cel', 'inferred'],
    })
  })

  test('more than one division is no inference: recorded numbers fail, without them it is a note', () => {
    const fewer = [
      [/ {6}Complete response or better:\n( {8}.*\n)+/u, ''],
      [/ {6}MRD negativity:\n( {8}.*\n)+/u, ''],
      [/ {4}within: \{ Complete.*\n/u, ''],
      [/ {2}- words: higher rates of[^]*?(?= {2}- words)/u, ''],
    ] as const
    expect(inference(changed('cartitude-4-2023', fewer)).state).toBe('fail')
    const { state, message } = inference(changed('cartitude-4-2023', [...fewer, ...withoutInferred]))
    expect(state).toBe('note')
    expect(message).toContain('only 11 of the 243 divisions of 419 patients into two arms have 2 percentages')
  })

  test('the update rests on the earlier report, which must be at hand and have the same total', () => {
    const earlier = read(text('cartitude-4-2023'), 'cartitude-4-2023.yaml')
    const update = read(text('cartitude-4-2026'), 'cartitude-4-2026.yaml')
    const found = inference(update, [earlier])
    expect(found.state).toBe('pass')
    expect(found.message).toContain('of this record and cartitude-4-2023')
    expect(found.figures).toContain('cartitude-4-2023:response.cilta-cel.overall-response')
    expect(inference(update)).toMatchObject({
      state: 'note',
      message: expect.stringContaining('not at hand') as string,
    })
    expect(inference(changed('cartitude-4-2026', [['count: 419', 'count: 420']]), [earlier]).state).toBe('fail')
  })

  test('whole percentages of arms of hundreds exclude nothing', () => {
    const alone = [...withoutInferred, [/^flow:\n(?: .*\n|\n)+/mu, '']] as const
    const rounded = changed('cartitude-4-2026', alone)
    expect(inference(rounded)).toMatchObject({ state: 'note' })
    const known = changed('cartitude-4-2026', [
      ...alone,
      ['endpoints:\n', 'flow:\n  cilta-cel: { chains: [[infused: 100]] }\nendpoints:\n'],
    ])
    expect(inference(known).state).toBe('uninformative')
  })
})

describe('what is no percentage of a whole arm', () => {
  const record = (rows: string, more = ''): Trial =>
    read(
      `id: x
trial: X
time unit: months
sources: { p: { citation: x, kind: primary } }
arms:
  a: { label: A, role: experimental }
  b: { label: B, role: control }
design: { sample size: 7 }
tables:
  response:
    label: Response
    population: randomised
    columns: [a, b]
    form: percent
    rows:
      ${rows}
${more}`,
      'x.yaml',
    )

  test.each([
    ['R: [33%, 25%]', 'note', '3 + 4 (a + b)'],
    ['R: { cells: [33%, 25%], population: infused }', 'not-applicable', ''],
    ['R: { cells: [33%, 25%], of: [3, 4] }', 'not-applicable', ''],
    ['R: { cells: [33.3 (1-90), 25.0 (1-80)], form: percent (interval) }', 'note', '3 + 4 (a + b)'],
    ['R: { cells: [1 (33), 1 (25)], form: count (percent) }', 'note', '3 + 4 (a + b)'],
    ['R: { cells: [2 (33), 1 (100)], form: count (percent) }', 'note', '6 + 1 (a + b)'],
    ['R: { cells: [2 (33), 1 (25)], form: count (percent) }', 'fail', 'no division'],
    ['R: { cells: [1, 1], form: count, percents: [33, 25] }', 'note', '3 + 4 (a + b)'],
    ['R: { cells: [33%, 25%], population: not stated }', 'note', 'without them nothing would be left'],
    ['R: [<1%, unreadable]', 'not-applicable', ''],
    ['R: [66%, 25%]', 'fail', 'If percentages were cut off: 3 + 4'],
  ])('%s: %s', (row, state, words) => {
    const found = inference(record(row))
    expect(found.state).toBe(state)
    expect(`${found.message} ${found.computation ?? ''}`).toContain(words)
  })

  test('a row that may be of other patients contradicts nothing', () => {
    const rows = (population: string): string =>
      `R: [33%, 25%]\n      S: { cells: [66%, 25%], population: ${population} }`
    expect(inference(record(rows('not stated')))).toMatchObject({
      state: 'note',
      explanation: 'The rows whose population is not stated are of other patients than the whole arms.',
    })
    expect(inference(record(rows('randomised'))).state).toBe('fail')
  })

  test('numbers of patients that are printed leave nothing to infer', () => {
    const flow = 'flow: { a: { chains: [[randomised: 3]] }, b: { chains: [[randomised: 4]] } }'
    expect(inference(record('R: [33%, 25%]', flow)).state).toBe('not-applicable')
  })
})
