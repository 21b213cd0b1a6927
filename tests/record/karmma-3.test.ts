import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Trial } from '../../src/record/trial.ts'
import { recordOf } from './record-of.ts'

// Papers: Rodriguez-Otero et al., N Engl J Med 2023;388:1002-14. Typed from the article, apart from the record.

const file = 'data/trials/karmma-3-2023.yaml'
const parsed = recordOf(readFileSync(file, 'utf8'), file)
const trial: Trial = parsed.trial

describe('KarMMa-3', () => {
  test('progression-free survival', () => {
    const pfs = trial.endpoints['pfs']
    expect(pfs?.arms['ide-cel']?.median?.printed).toBe('13.3 (11.8 to 16.1)')
    expect(pfs?.arms['standard']?.median?.printed).toBe('4.4 (3.4 to 5.9)')
    expect(pfs?.arms['ide-cel']?.survival).toEqual({ 6: { printed: '73%' }, 12: { printed: '55%' } })
    expect(pfs?.arms['standard']?.survival).toEqual({ 6: { printed: '40%' }, 12: { printed: '30%' } })
    expect(pfs?.events?.total.count).toBe(242)
    expect(pfs?.contrast?.['hazard ratio']).toMatchObject({
      printed: '0.49 (0.38 to 0.65)',
      model: 'Cox',
      stratified: 'not stated',
    })
    expect(pfs?.contrast?.p).toMatchObject({ printed: '<0.001', stratified: true, sides: 2 })
  })

  test('duration of response keeps its zeros, time to response is no survival curve', () => {
    const duration = trial.endpoints['duration-of-response']
    expect(duration?.arms['ide-cel']?.median?.printed).toBe('14.8 (12.0 to 18.6)')
    expect(duration?.arms['standard']?.median?.printed).toBe('9.7 (5.4 to 16.3)')
    expect(duration?.population).toBe('responders')
    const time = trial.endpoints['time-to-response']
    expect(time?.estimator).toBe('descriptive')
    expect(time?.arms['ide-cel']).toMatchObject({ median: { printed: '2.9' }, range: { printed: '0.5 to 13.0' } })
    expect(time?.arms['standard']).toMatchObject({ median: { printed: '2.1' }, range: { printed: '0.9 to 9.4' } })
  })

  test('deaths', () => {
    const os = trial.endpoints['os']
    expect(os?.events?.total).toEqual({ count: 109, percent: '28%' })
    expect(os?.arms['ide-cel']?.events).toEqual({ count: 75, percent: '30%' })
    expect(os?.arms['standard']?.events).toEqual({ count: 34, percent: '26%' })
  })

  test('flow, follow-up, dates', () => {
    const chain = (arm: string): unknown => trial.flow?.[arm]?.chains[0]?.map((it) => [it.stage, it.count.count])
    expect(chain('ide-cel')).toEqual([
      ['randomised', 254],
      ['treated', 250],
      ['leukapheresed', 249],
      ['lymphodepleted', 227],
      ['infused', 225],
    ])
    expect(chain('standard')).toEqual([
      ['randomised', 132],
      ['treated', 126],
    ])
    expect(trial.flow?.['ide-cel']?.besides?.['bridged']?.count).toBe(213)
    expect(trial.flow?.['ide-cel']?.besides?.['not infused']?.count).toBe(29)
    expect(trial.flow?.['standard']?.besides?.['not treated']?.count).toBe(6)
    expect(trial['follow-up']).toMatchObject({
      median: { printed: '18.6' },
      range: { printed: '0.4 to 35.4' },
      definition: 'potential',
    })
    expect(trial.design?.enrolment).toMatchObject({ first: '2019-05', last: '2022-04' })
    expect(trial.design?.cutoff?.date).toBe('2022-04-18')
  })

  test('design calculations', () => {
    const [plan] = trial.calculations ?? []
    expect([plan?.patients?.count, plan?.events?.count]).toEqual([381, 289])
    expect([plan?.power?.printed, plan?.alpha?.printed, plan?.sides]).toEqual(['94%', '2.5%', 1])
    expect([plan?.medians?.['standard']?.printed, plan?.medians?.['ide-cel']?.printed]).toEqual(['9', '14'])
    expect(plan?.looks?.[0]?.planned?.printed).toBe('33%')
    expect(plan?.looks?.[1]).toMatchObject({ reached: { printed: '84%' }, boundary: { printed: '<0.014' }, sides: 1 })
  })

  test('response', () => {
    const rows = trial.tables?.['response']?.rows
    const of = (row: string): unknown => rows?.[row]?.cells.map((it) => it.printed)
    expect(rows?.['Overall response']).toMatchObject({
      cells: [{ printed: '181' }, { printed: '55' }],
      percents: [{ printed: '71 (66-77)' }, { printed: '42 (33-50)' }],
      contrast: { 'odds ratio': { printed: '3.47 (2.24 to 5.39)' }, p: { printed: '<0.001' } },
    })
    expect(rows?.['Complete response or better']?.percents?.map((it) => it.printed)).toEqual(['39 (33-45)', '5 (2-9)'])
    expect(of('Complete response or better')).toEqual(['98', 'unreadable'])
    expect(of('Stringent complete response')).toEqual(['90 (35)', '6 (5)'])
    expect(of('Complete response')).toEqual(['8 (3)', '1 (1)'])
    expect(of('Very good partial response')).toEqual(['55 (22)', '13 (10)'])
    expect(of('Partial response')).toEqual(['28 (11)', '35 (27)'])
  })

  test('partitions that can be read add up', () => {
    const rows = trial.tables?.['response']?.rows ?? {}
    const number = (row: string, column: number): number => Number.parseInt(rows[row]?.cells[column]?.printed ?? '', 10)
    for (const [whole, parts] of Object.entries(trial.tables?.['response']?.sums ?? {})) {
      const first = parts.reduce((sum, part) => sum + number(part, 0), 0)
      expect([whole, first]).toEqual([whole, number(whole, 0)])
    }
    for (const flow of Object.values(trial.flow ?? {})) {
      const size = new Map([
        ...flow.chains.flat().map((it) => [it.stage, it.count.count] as const),
        ...Object.entries(flow.besides ?? {}).map(([name, it]) => [name, it.count] as const),
      ])
      for (const { of, into } of flow.partitions ?? []) {
        expect(into.reduce((sum, part) => sum + (size.get(part) ?? Number.NaN), 0)).toBe(size.get(of))
      }
    }
  })

  test('every endpoint, table and calculation has a place', () => {
    const parts = [
      ...Object.values(trial.endpoints),
      ...Object.values(trial.tables ?? {}),
      ...(trial.calculations ?? []),
      ...(trial.claims ?? []),
      ...Object.values(trial.flow ?? {}),
      trial['follow-up'],
    ]
    for (const part of parts) expect(part?.at).toMatch(/\S/u)
  })
})
