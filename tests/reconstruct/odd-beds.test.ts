import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { figures } from '../../src/evidence/evidence.ts'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { learntPrior } from '../../src/reconstruct/learnt-prior.ts'
import { trialPrior } from '../../src/reconstruct/trial-prior.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { patients } from '../../src/survival/patients.ts'
import { accuracyPage } from '../bench/reconstruction/accuracy-page.ts'
import { asResult } from '../bench/reconstruction/as-result.ts'
import { openBed } from '../bench/reconstruction/bed.ts'
import { benchReconstruction } from '../bench/reconstruction/bench-reconstruction.ts'
import { rebuildAndScore } from '../bench/reconstruction/rebuild.ts'
import type { Kept } from '../bench/reconstruction/stripped.ts'
import { keptKinds, stripped } from '../bench/reconstruction/stripped.ts'

const prior = learntPrior(trialPrior)
const made: string[] = []
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
})

/** A bed of these files: text as it is, anything else as JSON. */
function bedOf(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'odd-bed-'))
  made.push(folder)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}

/** All that a bed gives: the page, the rebuilt patients, and what became of each comparison. */
function run(folder: string) {
  const bed = openBed(folder)
  const all = bed.comparisons.flatMap((it) =>
    it.levels.map((level) => ({ it, level, ...rebuildAndScore(it, level, prior) })),
  )
  const scored = all.map((it) => it.scored)
  const written = all.flatMap(({ it, level, result }) => (result === null ? [] : [asResult(it, level, result)]))
  return { bed, scored, written, page: accuracyPage(scored, { bed: 'odd', ...bed, folds: 0, learntElsewhere: 0 }) }
}

const arm = (name: string, more: object = {}) => ({
  name,
  n: 40,
  median: { value: '12.0', lo: '9.1', hi: 'NR' },
  ...more,
})
const base = { unit: 'months', endpoint: 'OS', events: 50, arms: [arm('A'), arm('B')] }
const hr = { value: '0.70', lo: '0.40', hi: '1.22', conf: 95 }
const summary = (L: object, level = 'L2') => {
  const own = { ...base, hr, ...L }
  return { id: 'x', unit: own.unit, levels: { [level]: own } }
}
const one = (L: object) => run(bedOf({ 'summary/x.json': summary(L) })).scored[0]!

describe('the scale of readings', () => {
  const points = (scale: number) => Array.from({ length: 60 }, (_, k) => [k / 2, scale * Math.exp(-k / 40)])
  const at_risk = { times: [0, 12], n: [40, 21] }
  const read = (scale: number, said: number | null) => {
    const arms = ['A', 'B'].map((name) => ({ name, n: 40, points: points(scale), at_risk }))
    return run(bedOf({ 'digitised/x.json': { unit: 'months', endpoint: 'OS', s_scale: said, arms } })).scored[0]!
  }
  test.each([
    [1, 100, 's_scale is 100, and the largest S is 1; if these are proportions (s_scale 1), say so'],
    [100, 1, 's_scale is 1, and the largest S is 100; if these are percent (s_scale 100), say so'],
  ])('readings up to %d that say %d are named, not scored', (scale, said, why) => {
    expect(read(scale, said)).toMatchObject({ kind: 'failed', reason: `arm A: ${why}` })
  })
  test.each([
    [1, 1],
    [100, 100],
    [1, null],
    [100, null],
  ])('up to %d, said %s: read', (scale, said) => {
    // prettier-ignore
    expect(read(scale, said).kind).toBe('rebuilt')
  })
})

describe('an odd summary', () => {
  test.each<[string, object, RegExp | null]>([
    ['no ratio, no events, no follow-up', { hr: null, events: null }, null],
    [
      'a landmark at time 0 and one past the end',
      {
        followup: { median: '20', min: '1', max: '30' },
        arms: [
          arm('A', {
            landmarks: [
              { time: 0, percent: '100' },
              { time: 99, percent: '5' },
            ],
          }),
          arm('B'),
        ],
      },
      null,
    ],
    [
      'beyond: >99 and <1, a percent sign',
      {
        arms: [
          arm('A', {
            landmarks: [
              { time: 1, percent: '>99' },
              { time: 30, percent: '<1' },
              { time: 6, percent: '80.1%' },
            ],
          }),
          arm('B'),
        ],
      },
      null,
    ],
    ['numbers that are no strings', { arms: [arm('A', { median: { value: 12.5, lo: 9, hi: null } }), arm('B')] }, null],
    ['a p-value with an exponent, and one that says nothing', { logrank_p: '1.3e-5' }, null],
    ['a word for a p-value', { logrank_p: 'NS' }, /logrank_p: "NS" is no p-value/],
    [
      'limits the wrong way round',
      { arms: [arm('A', { landmarks: [{ time: 6, percent: '70', lo: '80', hi: '60' }] }), arm('B')] },
      /A, landmark 1: .*read without its limits/,
    ],
    [
      'a landmark of nothing',
      { arms: [arm('A', { landmarks: [{ time: -6, percent: '70' }, { percent: '5' }, 7] }), arm('B')] },
      /A, landmark 1/,
    ],
    [
      'proportions for percentages',
      { arms: ['A', 'B'].map((name) => arm(name, { landmarks: [{ time: 6, percent: '0.71' }] })) },
      /^landmarks: none is above 1% \(0\.71, 0\.71\)/,
    ],
    [
      'nearly nobody left, in percent',
      { arms: ['A', 'B'].map((name) => arm(name, { landmarks: [6, 99].map((at) => ({ time: at, percent: at === 6 ? '71' : '0.7' })) })) }, // prettier-ignore
      null,
    ],
    [
      'half a person at risk',
      { arms: [arm('A', { at_risk: { times: [0, 6, 12], n: [40, 30.5, 12] } }), arm('B')] },
      /A, at_risk: column 2/,
    ],
    ['more events than patients', { events: 500 }, /events: 500 among 80 patients/],
    [
      'no number of patients, but one at risk at time 0',
      { arms: [arm('A', { n: null, at_risk: { times: [0, 6], n: [40, 30] } }), arm('B')] },
      null,
    ],
    ['three arms', { arms: [arm('A'), arm('B'), arm('C')] }, null],
    ['one arm', { arms: [arm('A')], events: 20, hr: null }, null],
    ['names nobody expects', { arms: [arm('α "β", \n{c}: #'), arm('')], endpoint: 'time to: "first" #1' }, null],
    ['a monotone ratio', { hr: { value: '0.00', lo: '0.00', hi: 'Inf', conf: 95 } }, /^hr/],
    [
      'a ratio that is said to be of the first arm to the second',
      { hr: { ...hr, numerator: 'A', denominator: 'B' } },
      /^hr: it is of A to B/,
    ],
    ['a ratio that is said to be of the second arm', { hr: { ...hr, numerator: 'B', denominator: 'A' } }, null],
    [
      'units in other words',
      { unit: 'Yrs', arms: [arm('A', { median: { value: '1.2' } }), arm('B', { median: { value: '1.6' } })] },
      null,
    ],
  ])('%s: is rebuilt, and says what it left out', (_, odd, left) => {
    const it = one(odd)
    expect([it.kind, it.reason]).toEqual(['rebuilt', 'the bed does not know its patients'])
    if (left === null) expect(it.left).toEqual([])
    else expect(it.left.join('\n')).toMatch(left)
  })

  test('nothing about time is refused; an arm of nobody fails by name', () => {
    expect(
      one({ arms: [arm('A', { median: null }), arm('B', { median: { value: 'NR', lo: 'NR', hi: 'NE' } })] }).kind,
    ).toBe('refused')
    expect(one({ arms: [arm('A', { n: 0 }), arm('B')] })).toMatchObject({
      kind: 'failed',
      reason: 'arm A has no number of patients',
    })
  })
})

describe('an odd bed', () => {
  const points = [
    [0, 1],
    [3, 0.9],
    [2.9, 0.95],
    [9, 0.6],
    [9, 0.6],
    [15, 0.41],
    [20, 0.412],
  ]
  const curve = (more: object = {}) => ({
    name: 'A',
    n: 40,
    events: 20,
    points,
    at_risk: { times: [0, 10], n: [40, 22] },
    ...more,
  })
  const truth = {
    unit: 'months',
    arms: [0, 1].map((k) => ({
      name: 'AB'[k],
      ipd: [
        [3, 1],
        [8 + k, 1],
        [20, 0],
      ],
    })),
  }

  test('one bad file is named, the others go on', () => {
    const { scored, page, written } = run(
      bedOf({
        'manifest.json': '[{"id": "gone"}, ',
        'summary/broken.json': '{"levels": ',
        'summary/x.json': summary({}, 'L1'),
        'truth/x.json': truth,
        'summary/y.json': summary({}, 'L3'),
        'truth/y.json': { arms: 'none' },
        'summary/z.json': { ...summary({}), unit: 'fortnights', levels: { L1: { ...base, unit: 'fortnights' } } },
        'digitised/x.json': { arms: [curve(), curve({ name: 'B' })] },
        'digitised/w.json': {
          unit: 'days',
          arms: [
            curve({
              points: [
                [0, 0.1],
                [5, 0.5],
                [9, 0.9],
              ],
            }),
            curve(),
          ],
        },
      }),
    )
    const outcome = scored.map(({ comparison, level, kind, score }) => [comparison.id, level, kind, score !== null])
    expect(outcome).toEqual([
      ['w', 'digitised', 'failed', false],
      ['x', 'L1', 'rebuilt', true],
      ['x', 'digitised', 'rebuilt', true],
      ['y', 'L3', 'rebuilt', false],
    ])
    expect(written).toHaveLength(3)
    for (const named of [
      /manifest\.json: .*no JSON/,
      /z: a unit of days, weeks, months or years is required/,
      /broken: .*broken\.json is no JSON from line 1, column 12 on/,
      /w: arm A: the curve rises/,
      /y: not scored/,
    ])
      expect(page).toMatch(named)
  })

  describe('arms of print and truth', () => {
    // 2 of 4 have the event in one arm, early; nobody in the other.
    const fast = [1, 2, 30, 30].map((time, k) => [time, k < 2 ? 1 : 0])
    const slow = [30, 30, 30, 30].map((time) => [time, 0])
    const printed = (names: readonly string[]) => ({
      ...base,
      events: 20,
      arms: names.map((name, k) =>
        arm(name, {
          median: null,
          landmarks: [{ time: 20, percent: k === 0 ? '50' : '99' }],
          events: k === 0 ? 19 : 1,
        }),
      ),
    })
    const rebuilt = (names: readonly string[], truths: readonly (readonly [string | undefined, unknown])[]) =>
      run(
        bedOf({
          'summary/x.json': { unit: 'months', levels: { L3: printed(names) } },
          'truth/x.json': { unit: 'months', arms: truths.map(([name, ipd]) => ({ name, ipd })) },
        }),
      )
    const errors = ({ scored }: ReturnType<typeof run>) => scored[0]!.score?.distances.arms.map((it) => it.error)

    test.each<[string, [string, string], [string | undefined, unknown][]]>([
      ['by name, in another order', ['old', 'new'], [['New ', slow], ['old', fast]]], // prettier-ignore
      ['by place, where none has the same name', ['old', 'new'], [['0', fast], ['1', slow]]], // prettier-ignore
      ['by place, where one has', ['old', 'new'], [['placebo', fast], ['new', slow]]], // prettier-ignore
      ['by place, without names', ['old', 'new'], [[undefined, fast], [undefined, slow]]], // prettier-ignore
      ['by place, where both have one name', ['A', 'A'], [['A', fast], ['A', slow]]], // prettier-ignore
    ])('are matched %s; what is written has the names of the print', (_, names, truths) => {
      const it = rebuilt(names, truths)
      for (const error of errors(it)!) expect(error).toBeLessThan(0.25)
      expect(it.written[0]).toMatchObject({ arms: names.map((name) => ({ name })) })
    })

    test('are not scored where a name stands at another place and the others are unknown', () => {
      const { scored } = rebuilt(['old', 'new'], [['new', slow], ['placebo', fast]]) // prettier-ignore
      expect(scored[0]).toMatchObject({ kind: 'rebuilt', score: null })
      expect(scored[0]!.reason).toMatch(
        /arms cannot be matched: old, new in what is printed, new, placebo in the truth/,
      )
    })
  })

  test('a unit that differs between files is refused: a factor of 30 passes for an answer', () => {
    const files = { 'truth/x.json': truth, 'summary/x.json': summary({}) }
    const reasons = (more: object) => openBed(bedOf({ ...files, ...more })).unreadable.map(({ reason }) => reason)
    expect(reasons({})).toEqual([])
    const days = [{ id: 'x', unit: 'days' }]
    expect(reasons({ 'manifest.json': days })[0]).toMatch(
      /one unit of time .* days \(manifest.json\) and months \(truth/,
    )
    const inside = { unit: 'months', levels: { L2: { ...base, unit: 'weeks' } } }
    expect(reasons({ 'summary/x.json': inside })[0]).toMatch(/months .* and weeks \(L2 of summary\/x.json\)/)
  })

  describe('what is said of it', () => {
    const files = { 'truth/x.json': truth, 'summary/x.json': summary({}) }
    const bench = (folder: string, ...more: string[]) => benchReconstruction(['--bed', folder, ...more])
    const alone = (it: { readonly arms: readonly object[] }) => ({ ...it, arms: it.arms.slice(0, 1) })

    test('how many arms, and on what the settings were chosen: of a bed that nobody tuned on nothing', () => {
      const pair = bedOf(files)
      const mixed = bedOf({
        ...files,
        'truth/y.json': { unit: 'months', ...alone(truth) },
        'summary/y.json': { unit: 'months', levels: { L2: alone(base) } },
      })
      expect(bench(pair).out).toMatch(/1 two-arm comparisons from/)
      expect(bench(mixed).out).toMatch(/2 records \(1 of one arm, 1 of 2 arms\) from/)
      expect(bench(pair).out).not.toMatch(/were chosen on/)
      const [known = ''] = trialPrior.learntFrom.sources
      const about = (source: string, folds: number) => {
        const { comparisons } = openBed(bedOf({ ...files, 'manifest.json': [{ id: 'x', source }] }))
        return accuracyPage([], { bed: 'odd', comparisons, unreadable: [], folds, learntElsewhere: 0 })
      }
      expect(about(known, 10)).toMatch(/settings of the method .* were chosen on the same comparisons/)
      expect(about('of no other bed', 10)).not.toMatch(/were chosen on/)
    })

    test('numbers at risk within one patient, time, and the goals where they are asked for', () => {
      const at_risk = { times: [0, 6, 12], n: [40, 30, 12] }
      const arms = ['A', 'B'].map((name) => arm(name, { at_risk }))
      const folder = bedOf({ 'summary/x.json': summary({ arms }, 'L3'), 'truth/x.json': truth })
      const { out } = bench(folder, '--goals')
      const row =
        out
          .split('\n')
          .filter((line) => line.startsWith('| L3 | all |'))[1]
          ?.split(' | ') ?? []
      expect(row[3]).toMatch(/^100\.0%$/)
      expect(row.slice(7).join()).toMatch(/^\d+\.\d \/ \d+\.\d,\d+\.\d \/ \d+\.\d \|$/)
      expect(out).toMatch(/\| L3 \| at risk within 1 \| >= 95\.0% \| 100\.0% \| yes \|/)
      expect(out).toMatch(/\| L3 \| error, median \| <= 0\.0100 \| 0\.\d{4} \| no \|/)
      expect(bench(folder).out).not.toMatch(/## Goals/)
      // Every goal that was set out, reached or not, with arms of 40 those of fewer than 50.
      for (const what of ['band', 'band, n < 50', 'band, before the first event'])
        expect(out).toMatch(new RegExp(`\\| L3 \\| ${what} \\| 93.0% to 97.0% \\| \\d+\\.\\d% \\| (yes|no) \\|`))
      expect(out).toMatch(/\| L3 \| hazard ratio, untold \| <= 0\.0360 \| 0\.\d{4} \| (yes|no) \|/)
      expect(out).toMatch(/\| L3 \| hazard ratio, untold, true patient data \| <= 0\.0360 \|/)
    })

    test('coverage apart where the reconstruction calls itself calibrated, and where it does not', () => {
      const section = (L: object) =>
        bench(bedOf({ 'summary/x.json': summary(L), 'truth/x.json': truth }))
          .out.split('## Where the reconstruction says calibrated')[1]
          ?.split('\n## ')[0]
      expect(section({})).toMatch(
        /\| L2 \| calibrated \| 1 \| 1 \| \d+\.\d% \| \d+\.\d% \(2\) \| \d+\.\d% \| \d+\.\d% \(\d+\) \|/,
      )
      expect(section({})).not.toContain('not calibrated')
      // Neither death nor progression-like; a median without limits.
      for (const odd of [{ endpoint: 'event' }, { arms: [arm('A', { median: { value: '12.0' } }), arm('B')] }])
        expect(section(odd)).toMatch(/\| L2 \| not calibrated \| 1 \|/)
    })

    test('where fewer than 99% of the figures come back, in which comparisons', () => {
      const landmarks = [
        { time: 6, percent: '60' },
        { time: 12, percent: '75' },
      ]
      const rising = summary({ arms: ['A', 'B'].map((name) => arm(name, { landmarks })) })
      const { out } = bench(bedOf({ 'summary/x.json': rising, 'truth/x.json': truth }))
      expect(out).toMatch(/Below 99%, which is the goal: L2 (\d+) of (\d+) figures, in x \(\1 of \2\)\./)
    })

    test('a level that the bed does not have is refused, not an empty table; beside another it is a note', () => {
      const folder = bedOf(files)
      expect(() => bench(folder, '--level', 'digitised')).toThrow(
        /^--level: no comparison of this bed has digitised: that needs digitised\/ID.json/,
      )
      const both = bench(folder, '--level', 'L2', '--level', 'digitised')
      expect(both.notes).toContain('No comparison of this bed has digitised')
      expect(both.out).toContain('| L2 |')
      expect(bench(folder, '--level', 'L2').notes).not.toContain('No comparison')
    })

    test('records stripped of most figures: each kind rebuilt, its coverage said, that of a full record not', () => {
      const at_risk = { times: [0, 6, 12], n: [40, 30, 12] }
      const landmarks = [6, 12, 18].map((at) => ({ time: at, percent: String(90 - 2 * at), lo: '20', hi: '95' }))
      const arms = ['A', 'B'].map((name) => arm(name, { at_risk, landmarks, events: 20 }))
      const followup = { median: '20', min: '1', max: '30' }
      const folder = bedOf({ 'summary/x.json': summary({ arms, followup }, 'L3'), 'truth/x.json': truth })
      const { out, incomplete } = bench(folder, '--only', 'all')
      const rows = out.split('\n').filter((line) => line.includes('| 1 / 0 / 0 |'))
      expect(rows).toHaveLength(keptKinds.length)
      expect(incomplete).toBe(false)
      const left = (kept: Kept) => figures(stripped[kept].of(openBed(folder).comparisons[0]!.evidence.L3)).map((it) => it.id.split('.').slice(1).join('.')) // prettier-ignore
      expect(left('landmark')).toEqual(['reference.patients', 'reference.survival@12', 'comparator.patients', 'comparator.survival@12']) // prettier-ignore
      expect(left('landmarks')).toContain('all.events')
      expect(left('landmarks')).toContain('reference.survival@18')
      expect(left('medians')).not.toContain('reference.median-lower')
      expect(left('medians-with-limits')).toContain('reference.median-lower')
      expect(left('at-risk').filter((id) => !/patients|at-risk/.test(id))).toEqual([])
      expect(() => bench(folder, '--only', 'means')).toThrow(/--only is one of landmark/)
    })

    test('whether something was lost, for the exit code', () => {
      expect(bench(bedOf(files)).incomplete).toBe(false)
      expect(bench(bedOf({ 'summary/x.json': summary({}) })).incomplete).toBe(false)
      for (const more of [{ 'truth/x.json': { arms: 'none' } }, { 'summary/y.json': '{' }, { 'manifest.json': '{' }])
        expect(bench(bedOf({ ...files, ...more })).incomplete).toBe(true)
      const nobody = { 'summary/x.json': summary({ arms: [arm('A', { n: 0 }), arm('B')] }) }
      expect(bench(bedOf({ ...files, ...nobody })).incomplete).toBe(true)
    })
  })

  test('an empty folder and a missing one are refused in plain words', () => {
    expect(() => openBed(bedOf({}))).toThrow(/has no comparison/)
    expect(() => openBed('/nowhere/at/all')).toThrow(/there is no folder/)
  })

  test('the same bytes again, and whatever the order of files and entries', () => {
    const ids = ['b', 'a', 'c']
    const files = Object.fromEntries(ids.map((id) => [`summary/${id}.json`, { ...summary({}, 'L2'), id }]))
    const reversed = Object.fromEntries(Object.entries(files).reverse())
    const key = (folder: string) => JSON.stringify(run(folder).written)
    expect(key(bedOf(files))).toBe(key(bedOf(reversed)))
  })
})

/** Anything that a summary might say, in any unit, of any size, true or not. */
const text = fc.oneof(
  fc.constantFrom('NR', 'NE', '12', '12.5', '0.1', '>99', '<0.001', '<1', '100', '0', '99.9', '', 'n.a.', '1e9', '-3'),
  fc.float({ min: 0, max: 120, noNaN: true }).map((x) => x.toFixed(1)),
)
const maybe = <T>(it: fc.Arbitrary<T>) => fc.option(it, { freq: 3 })
const size = fc.constantFrom(1, 2, 8, 30, 151, 1000)
const time = fc.oneof(fc.integer({ min: -1, max: 100 }), fc.double({ min: 0, max: 60, noNaN: true }))
const anyArm = size.chain((n) =>
  fc.record({
    name: fc.string({ maxLength: 5 }),
    n: fc.constant(n),
    median: maybe(fc.record({ value: text, lo: maybe(text), hi: maybe(text) })),
    landmarks: maybe(fc.array(fc.record({ time, percent: text, lo: maybe(text), hi: maybe(text) }), { maxLength: 4 })),
    events: maybe(fc.integer({ min: 0, max: n })),
    at_risk: maybe(
      fc.array(fc.tuple(time, fc.integer({ min: 0, max: n })), { maxLength: 8 }).map((rows) => ({
        times: rows.map((row) => row[0]),
        n: rows.map((row) => row[1]),
      })),
    ),
  }),
)
const anySummary = fc.record({
  unit: fc.constantFrom('days', 'weeks', 'months', 'years'),
  endpoint: maybe(fc.string({ maxLength: 8 })),
  events: maybe(fc.integer({ min: 0, max: 400 })),
  hr: maybe(fc.record({ value: text, lo: maybe(text), hi: maybe(text), conf: fc.constantFrom(95, 90, 0.95) })),
  logrank_p: maybe(text),
  followup: maybe(fc.record({ median: maybe(text), min: maybe(text), max: maybe(text) })),
  arms: fc.array(anyArm, { minLength: 1, maxLength: 3 }),
})

test('no summary, however odd, throws; what is rebuilt has all its patients at times that exist', () => {
  let rebuilt = 0
  fc.assert(
    fc.property(anySummary, (odd) => {
      const { scored, written } = run(bedOf({ 'summary/x.json': { unit: odd.unit, levels: { L3: odd } } }))
      const [it] = scored
      expect(['rebuilt', 'refused', 'failed']).toContain(it?.kind)
      if (it?.kind === 'failed') expect(it.reason).not.toMatch(/undefined|defect|not a function|Cannot read/)
      if (it?.kind !== 'rebuilt') return
      rebuilt += 1
      const { arms } = written[0] as { arms: { ipd: [number, number][] }[] }
      expect(arms.map((own) => own.ipd.length)).toEqual(odd.arms.map((own) => own.n))
      for (const { ipd } of arms)
        expect(ipd.every(([t, e]) => Number.isFinite(t) && t >= 0 && (e === 0 || e === 1))).toBe(true)
    }),
    { seed: 20261121, numRuns: 12, endOnFailure: true },
  )
  expect(rebuilt).toBeGreaterThan(3)
}, 180_000)

test('a large arm: the law of the events in a gap holds where more than a hundred are expected', () => {
  const random = randomStream(5, 'large arm')(0)
  const n = 16_000
  const rows = Array.from({ length: n }, (): [number, number] => {
    const [event, censored] = [
      random.exponential() / 0.06,
      Math.min(10 + 30 * random.uniform(), random.exponential() / 0.005),
    ]
    return [Number(Math.min(event, censored).toFixed(4)), event <= censored ? 1 : 0]
  })
  const km = kaplanMeier(
    patients({
      arms: ['A'],
      time: rows.map((it) => it[0]),
      event: rows.map((it) => it[1]),
      assigned: rows.map(() => 0),
    }),
  )
  const every = Math.floor(km.time.length / 110)
  const points = [
    [0, 1],
    ...[...km.time.keys()]
      .filter((i) => i % every === 0)
      .map((i) => [km.time[i]!, km.survival[i]! + 0.001 * random.normal()]),
  ]
  const times = [0, 6, 12, 18, 24, 30, 36]
  const at_risk = { times, n: times.map((t) => rows.filter((it) => it[0] >= t).length) }
  const events = rows.filter((it) => it[1] === 1).length
  const { written } = run(
    bedOf({ 'digitised/x.json': { unit: 'months', arms: [{ name: 'A', n, events, points, at_risk }] } }),
  )
  const { arms } = written[0] as { arms: { ipd: [number, number][] }[] }
  expect(arms[0]!.ipd.filter((it) => it[1] === 1)).toHaveLength(events)
})
