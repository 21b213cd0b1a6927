import { describe, expect, test } from 'vitest'
import { changedInputs } from '../../src/result/changed-inputs.ts'
import { movedNumbers } from '../../src/result/moved-numbers.ts'

const table = (...rows: readonly string[]): string =>
  ['trial,endpoint,scenario,arm,versus,measure,time,estimate,lower,upper,status', ...rows, ''].join('\n')

const before = table(
  't,pfs,as-published,a,b,hazard-ratio,,0.49,0.38,0.63,ok',
  't,pfs,as-published,a,,survival,12,0.55,0.45,0.65,ok',
  't,pfs,as-published,b,,survival,12,0.30,0.20,0.40,ok',
  't,pfs,as-published,a,,median,,13.3,,,ok',
)

describe('by hand: numbers that moved', () => {
  test('nothing where nothing did', () => {
    expect(movedNumbers('results.csv', before, before)).toEqual([])
  })

  test('the order of rows does not matter', () => {
    const [head = '', ...rows] = before.trimEnd().split('\n')
    expect(movedNumbers('results.csv', before, [head, ...rows.reverse(), ''].join('\n'))).toEqual([])
  })

  test('other words first, then rows that came or went, then by the share of the interval', () => {
    const after = table(
      't,pfs,as-published,a,b,hazard-ratio,,0.50,0.38,0.63,ok',
      't,pfs,as-published,a,,survival,12,0.60,0.45,0.65,ok',
      't,pfs,as-published,a,,median,,13.3,,,extrapolated',
      't,pfs,as-published,a,,rmst,12,9.1,,,ok',
    )
    const moved = movedNumbers('results.csv', before, after)
    expect(moved.map(({ what, how, size }) => [what, how, size === null ? null : size.toFixed(2)])).toEqual([
      ['t, pfs, as-published, a, median', 'moved', null],
      ['t, pfs, as-published, a, rmst at 12', 'new', null],
      ['t, pfs, as-published, b, survival at 12', 'gone', null],
      // 0.05 of an interval of 0.20; 0.01 of one of 0.25
      ['t, pfs, as-published, a, survival at 12', 'moved', '0.25'],
      ['t, pfs, as-published, a against b, hazard-ratio', 'moved', '0.04'],
    ])
    expect(moved[0]?.cells).toEqual([{ column: 'status', before: 'ok', after: 'extrapolated' }])
  })

  test('another printed figure comes first; a sentence with other numbers is no other word', () => {
    const rows = (estimate: string, reported: string, draws: string): string =>
      [
        'trial,endpoint,scenario,arm,estimate,lower,upper,reported,assumption',
        `t,pfs,tip,a,${estimate},1,3,,It exists in ${draws} of 400 draws.`,
        't,pfs,late,a,2.0,1,3,,',
        `t,pfs,published,a,13.3,,,${reported},`,
      ].join('\n')
    const after = rows('2.1', '13.4', '298').replace('late,a,2.0', 'late,a,2.5')
    const moved = movedNumbers('results.csv', rows('2.0', '13.3', '381'), after)
    expect(moved.map(({ what, size }) => [what, size === null ? null : size.toFixed(2)])).toEqual([
      ['t, pfs, published, a', null],
      ['t, pfs, late, a', '0.25'],
      ['t, pfs, tip, a', '0.05'],
    ])
  })

  test('two rows about the same are matched in their order', () => {
    const twice = (x: string): string => table('t,pfs,s,a,,median,,1,,,ok', `t,pfs,s,a,,median,,${x},,,ok`)
    const moved = movedNumbers('results.csv', twice('2'), twice('3'))
    expect(moved).toHaveLength(1)
    expect(moved[0]?.cells).toEqual([{ column: 'estimate', before: '2', after: '3' }])
  })
})

describe('by hand: inputs that changed', () => {
  const provenance = (version: string, inputs: Readonly<Record<string, string>>): string =>
    JSON.stringify({
      software: { name: 'remeier', version },
      inputs: Object.entries(inputs).map(([path, sha256]) => ({ path, sha256 })),
    })

  test('by their hash, and the version of the program with them', () => {
    const was = provenance('1', { 'a.yaml': 'x', 'b.yaml': 'y' })
    expect(changedInputs(was, was)).toEqual({ changed: [], added: [], removed: [] })
    expect(changedInputs(was, provenance('2', { 'a.yaml': 'z', 'c.yaml': 'y' }))).toEqual({
      changed: ['the version of remeier', 'a.yaml'],
      added: ['c.yaml'],
      removed: ['b.yaml'],
    })
  })

  test('nothing is said of what is no provenance', () => {
    for (const text of ['', '{', 'null', '[]', '{"software":{"version":1},"inputs":[]}'])
      expect(changedInputs(text, provenance('1', {}))).toBeNull()
  })
})
