import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { completeness, type Completeness } from '../../src/record/completeness.ts'
import { recordOf } from './record-of.ts'

// Papers: Rodriguez-Otero et al., N Engl J Med 2023;388:1002-14, and what a summary prints about APOLLO; read by hand.

function stated(record: string): (item: string, endpoint?: string) => Completeness | undefined {
  const file = `data/trials/${record}.yaml`
  const read = recordOf(readFileSync(file, 'utf8'), file)
  const items = completeness(read.trial)
  return (item, endpoint) => items.find((it) => it.item === item && it.endpoint === (endpoint ?? null))?.state
}

describe('the completeness list', () => {
  test('KarMMa-3 says who judged progression and how follow-up is meant, not how it censored', () => {
    const of = stated('karmma-3-2023')
    expect(of('registration')).toBe('reported')
    expect(of('data cut-off')).toBe('reported')
    expect(of('assessor', 'pfs')).toBe('reported')
    expect(of('definition of follow-up', 'pfs')).toBe('reported')
    expect(of('model of the hazard ratio', 'pfs')).toBe('reported')
    expect(of('strata of the hazard ratio', 'pfs')).toBe('not stated')
    expect(of('censoring rules', 'pfs')).toBe('not stated')
    expect(of('numbers at risk', 'pfs')).toBe('not stated')
    expect(of('events of each arm', 'pfs')).toBe('not stated')
    expect(of('events of each arm', 'os')).toBe('reported')
    expect(of('hazard ratio', 'os')).toBe('not stated')
  })

  test('what does not arise is not applicable', () => {
    const of = stated('karmma-3-2023')
    expect(of('competing events', 'pfs')).toBe('not applicable')
    expect(of('model of the hazard ratio', 'os')).toBe('not applicable')
    expect(of('criteria', 'os')).toBe('not applicable')
    expect(of('numbers at risk', 'time-to-response')).toBe('not applicable')
    expect(of('hazard ratio', 'time-to-response')).toBe('not applicable')
  })

  test('a box of a summary says hardly anything', () => {
    const of = stated('apollo-2021')
    expect(of('median of each arm', 'pfs')).toBe('reported')
    expect(of('treatment of dpd')).toBe('reported')
    for (const item of ['registration', 'allocation ratio', 'number of patients of dpd']) {
      expect([item, of(item)]).toEqual([item, 'not stated'])
    }
    for (const item of ['start of time', 'population', 'assessor', 'hazard ratio', 'definition of follow-up']) {
      expect([item, of(item, 'pfs')]).toEqual([item, 'not stated'])
    }
  })
})
