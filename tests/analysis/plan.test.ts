import { readFileSync } from 'node:fs'
import { livePlan } from '../page/small-live.ts'
import { describe, expect, test } from 'vitest'
import { checkPlanRecord } from '../../src/analysis/check-plan-record.ts'
import { notInfusedChoice } from '../../src/analysis/not-infused-choice.ts'
import { parseMeasure } from '../../src/analysis/plan-measure.ts'
import { parsePlan } from '../../src/analysis/parse-plan.ts'
import { measuresOf, type Plan } from '../../src/analysis/plan.ts'
import { stageCount } from '../../src/analysis/stage-count.ts'
import { scenarioSchema } from '../../src/analysis/plan-schema.ts'
import { usualNames } from '../../src/analysis/template-names.ts'
import { templateScenarios } from '../../src/analysis/template-scenarios.ts'
import { planTemplate } from '../../src/analysis/template.ts'
import { along, wordsOf } from '../../src/record/schema-options.ts'
import { formatDiagnostic } from '../../src/record/format-diagnostic.ts'
import { parseTrial } from '../../src/record/parse-trial.ts'
import { shippedRecord } from './karmma-3.ts'
import { recordOf } from '../record/record-of.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const karmma3 = read('analyses/karmma-3.yaml')

function plan(text: string, file = 'karmma-3.yaml'): Plan {
  const parsed = parsePlan(text, file)
  if (parsed.kind === 'invalid') throw new Error(parsed.diagnostics.map(formatDiagnostic).join('\n'))
  return parsed.plan
}

function problems(text: string, file = 'karmma-3.yaml'): readonly string[] {
  const parsed = parsePlan(text, file)
  return parsed.kind === 'parsed' ? [] : parsed.diagnostics.map(formatDiagnostic)
}

describe('analyses/karmma-3.yaml', () => {
  const { scenarios, ...head } = plan(karmma3)
  test('its scenarios in the order of the question, and the five assumptions about those not infused', () => {
    expect(head).toMatchObject({ id: 'karmma-3', records: ['karmma-3-2023'], endpoint: 'pfs', seed: 20220418 })
    expect(scenarios.map((it) => [it.id, it.method, it.role])).toEqual([
      ['as-published', 'as published', 'reference'],
      ['hazard-ratio-by-period', 'hazard ratio by period', 'supplementary'],
      ['effects-over-time', 'effects over time', 'supplementary'],
      ['weighted-tests', 'weighted tests', 'supplementary'],
      ['infused', 'infused from itt', 'supplementary'],
      ['bounds', 'bounds over the not infused', 'supplementary'],
      ['assessment-schedule', 'assessment schedule', 'sensitivity'],
      ['early-censoring', 'early censoring', 'diagnostic'],
      ['control-as-planned', 'control arm scaled', 'sensitivity'],
      ['bias', 'probabilistic bias', 'supplementary'],
      ['as-treated', 'as treated', 'diagnostic'],
      ['censoring-as-rebuilt', 'informative censoring', 'sensitivity'],
      ['censoring-all-early', 'informative censoring', 'sensitivity'],
      ['censoring-frontier', 'informative censoring', 'sensitivity'],
      ['censoring-opposite', 'informative censoring', 'sensitivity'],
    ])
    const infused = scenarios.find((it) => it.method === 'infused from itt')
    expect(infused?.['not infused'].map(notInfusedChoice)).toEqual([
      { kind: 'fail-at', time: 0 },
      { kind: 'fail-at', time: 2 },
      { kind: 'exponential', median: 2 },
      { kind: 'as-control', hazardMultiplier: 1 },
      { kind: 'never-fail' },
    ])
    expect(infused?.waiting[0]).toBe(0)
    expect(infused?.waiting.at(-1)).toBe(26)
  })
  test('every measure can be taken apart', () => {
    const whole = plan(karmma3)
    for (const scenario of whole.scenarios)
      for (const it of measuresOf(whole, scenario)) expect(parseMeasure(it).kind).not.toBe('')
  })
  test('its arms, stages and endpoint stand in the record: 225 of 254, 29 not infused', () => {
    const parsed = recordOf(read('data/trials/karmma-3-2023.yaml'), 'karmma-3-2023.yaml')
    expect(Object.keys(parsed.trial.endpoints)).toContain(head.endpoint)
    for (const scenario of scenarios) {
      if (!('control' in scenario)) continue
      expect(Object.keys(parsed.trial.arms)).toEqual(expect.arrayContaining([scenario.arm, scenario.control]))
      if (!('waiting' in scenario)) continue
      const infused = stageCount(parsed.trial, scenario.arm, scenario.infused.stage)
      const randomised = stageCount(parsed.trial, scenario.arm, scenario.infused.of)
      expect([infused, randomised]).toEqual([225, 254])
      // The product could not be made for three of the 29.
      expect(Math.max(...scenario.waiting)).toBe(
        29 - (stageCount(parsed.trial, 'ide-cel', 'manufacturing failure') ?? 0),
      )
    }
    expect(stageCount(parsed.trial, 'ide-cel', 'not infused')).toBe(29)
    expect(stageCount(parsed.trial, 'ide-cel', 'cured')).toBeNull()
    expect(stageCount(parsed.trial, 'nobody', 'infused')).toBeNull()
  })
})

describe('mistakes, each with its place', () => {
  test.each([
    ['an unknown method', 'method: as published', 'method: as publishd', 'wrong-value', 'did you mean "as published"?'],
    ['a field that no scenario has', 'target: 0\n', 'aim: 0\n', 'unknown-field', 'aim'],
    ['a method without its field', '    milestone: 12\n    target: 0\n', '', 'missing-field', '"milestone" is missing'],
    ['a measure nobody knows', '  - events\n', '  - landmark 12\n', 'wrong-value', 'milestone TIME'],
    [
      'a measure twice',
      '  - events\n',
      '  - events\n  - events\n',
      'duplicate-measure',
      'the measure "events" stands here twice',
    ],
    [
      'a measure twice, spelt in two ways',
      '  - milestone 6\n',
      '  - milestone 6\n  - milestone 6.0\n',
      'duplicate-measure',
      'delete one',
    ],
    ['a measure without its time', '  - milestone 6\n', '  - milestone\n', 'wrong-value', 'milestone TIME'],
    [
      'an unknown law',
      'survival: exponential, median: 2',
      'survival: weibull, median: 2',
      'wrong-value',
      'as the whole arm',
    ],
    [
      'a law without its number',
      'survival: exponential, median: 2',
      'survival: exponential',
      'missing-field',
      'median',
    ],
    [
      'a median of 0',
      'survival: exponential, median: 2',
      'survival: exponential, median: 0',
      'wrong-value',
      'a median above 0',
    ],
    [
      'a claim that the method cannot make',
      'identification: bounded',
      'identification: randomised',
      'wrong-value',
      'bounded',
    ],
    [
      'an estimand with an attribute missing',
      '      variable: Time from randomisation, not',
      '      # variable: Time from randomisation, not',
      'missing-field',
      '"variable" is missing',
    ],
    [
      'the same id twice',
      'id: censoring-opposite',
      'id: censoring-frontier',
      'duplicate-scenario',
      'two scenarios "censoring-frontier"',
    ],
    [
      'the same assumption twice',
      'id: fail-at-2,',
      'id: fail-at-once,',
      'duplicate-assumption',
      'two assumptions "fail-at-once"',
    ],
    [
      'an arm against itself',
      'control: standard\n    infused',
      'control: ide-cel\n    infused',
      'same-arm',
      'both "ide-cel"',
    ],
    [
      'an id that is not the name of the file',
      'id: karmma-3\n',
      'id: karmma-4\n',
      'wrong-name',
      'rename the file or the id',
    ],
    ['a seed that is no whole number', 'seed: 20220418', 'seed: 0.5', 'wrong-kind', 'a whole number'],
    ['a seed below 0', 'seed: 20220418', 'seed: -1', 'wrong-value', 'a whole number from 0 to 4294967295'],
    ['a seed too large', 'seed: 20220418', 'seed: 4294967296', 'wrong-value', 'a whole number from 0 to 4294967295'],
    ['draws below 0', 'draws: 400', 'draws: -1', 'wrong-value', 'a whole number from 0 to 10000'],
    ['too many draws', 'draws: 400', 'draws: 10001', 'wrong-value', 'a whole number from 0 to 10000'],
    ['half a draw', 'draws: 400', 'draws: 0.5', 'wrong-kind', 'a whole number from 0 to 10000'],
    ['a share over 1', 'share: 1, before', 'share: 1.5, before', 'wrong-value', 'between 0 and 1'],
    [
      'delta that does not go anywhere',
      'delta: { to: 1000, points: 25 }',
      'delta: { to: 1 }',
      'wrong-value',
      'a number above 1',
    ],
  ])('%s', (_, from, to, rule, words) => {
    expect(karmma3).toContain(from)
    const found = problems(karmma3.replace(from, to))
    expect(found[0]).toMatch(/^karmma-3\.yaml:\d+:\d+ /u)
    expect(found[0]).toContain(` ${rule} `)
    expect(found[0]).toContain(words)
  })
  test('no reference', () => {
    const start = livePlan.indexOf('  - id: as-published')
    const end = livePlan.indexOf('  - id: infused')
    const without = livePlan.slice(0, start) + livePlan.slice(end)
    expect(problems(without.replace('id: small\n', 'id: karmma-3\n'))[0]).toContain('no-reference')
  })
  test('several at once, in the order of the file', () => {
    const found = problems(karmma3.replace('seed: 20220418', 'seed: x').replace('target: 0\n', 'aim: 0\n'))
    expect(found.map((it) => it.split(' ')[1])).toEqual(['wrong-kind', 'unknown-field'])
  })
  test('an empty file', () => {
    expect(problems('')[0]).toContain('empty-file')
  })
})

describe('what the record does not have', () => {
  const record = parseTrial(read('data/trials/karmma-3-2023.yaml'), 'karmma-3-2023.yaml')
  const check = (text: string): readonly string[] => {
    const parsed = parsePlan(text, 'karmma-3.yaml')
    if (parsed.kind === 'invalid' || record.kind === 'invalid') throw new Error('must parse')
    return checkPlanRecord(parsed.plan, { ...record, file: 'karmma-3-2023.yaml' }, parsed.spans, 'karmma-3.yaml').map(
      formatDiagnostic,
    )
  }
  test('the plan as it stands: nothing', () => {
    expect(check(karmma3)).toEqual([])
  })
  test.each([
    ['an endpoint', 'endpoint: pfs', 'endpoint: pf', 'unknown-endpoint', 'did you mean "pfs"'],
    ['an arm', '    arm: ide-cel\n', '    arm: idecel\n', 'unknown-arm', 'did you mean "ide-cel"'],
    ['a stage', 'stage: infused', 'stage: infusd', 'unknown-stage', 'did you mean "infused"'],
    ['30 waiting of 29', '20, 26]', '20, 30]', 'too-many-waiting', 'expected at most 29'],
  ])('%s', (_, from, to, rule, words) => {
    expect(karmma3).toContain(from)
    const [first = 'nothing'] = check(karmma3.replace(from, to))
    expect(first).toMatch(/^karmma-3\.yaml:\d+:\d+ /u)
    expect(first).toContain(` ${rule} `)
    expect(first).toContain(words)
  })
})

describe('a new plan', () => {
  test('parses as YAML, and says what is to be filled in, nothing else', () => {
    const found = problems(planTemplate('new-question'), 'new-question.yaml')
    expect(found.length).toBeGreaterThan(5)
    for (const it of found) expect(it).toMatch(/ (?:empty-field|wrong-value) /u)
    expect(found.join('\n')).toContain('"title" is empty')
    expect(found.join('\n')).toContain('at least one record')
  })
  const filled = planTemplate('new-question')
    .replace('records: []', 'records: [karmma-3-2023]')
    .replace(/written: .*/u, 'written: before seeing results')
    .replaceAll(
      /^( *(?:title|question|treatment|population|variable|intercurrent events|summary):)( *#.*)?$/gmu,
      '$1 x',
    )
  test('filled in, it is a plan', () => {
    expect(plan(filled, 'new-question.yaml').scenarios.map((it) => it.id)).toEqual(['as-published'])
  })
  test('shows every method once', () => {
    const methods = wordsOf(along(scenarioSchema, ['method']))
    const shown = [...filled.matchAll(/^(?: {4}| {2}# {3})method: (.*)$/gmu)].map(([, method]) => method ?? '')
    expect([...shown].sort()).toEqual([...methods].sort())
  })
  const elsewhere = ['itt-from-infused', 'not-infused', 'response', 'control-replaced', 'historical-control']
  const needs: Readonly<Record<string, readonly string[]>> = { 'e-value': ['as-treated', 'e-value'] }
  test.each(templateScenarios(usualNames).map((it) => it.id))('its example is a plan without its "#": %s', (id) => {
    const wanted = needs[id] ?? [id]
    const used = filled
      .split('\n\n')
      .map((it) => (wanted.some((one) => it.includes(`  # - id: ${one}\n`)) ? uncommented(it) : it))
      .join('\n\n')
      .replaceAll('arm: experimental', 'arm: ide-cel')
      .replaceAll('control: control', 'control: standard')
      .replaceAll(/record: (?:my|other)-trial-\d+/gu, 'record: karmma-3-2023')
    const parsed = parsePlan(used, 'new-question.yaml')
    if (parsed.kind === 'invalid') throw new Error(parsed.diagnostics.map(formatDiagnostic).join('\n'))
    expect(parsed.plan.scenarios.map((it) => it.id)).toEqual(['as-published', ...wanted])
    const record = shippedRecord('karmma-3-2023')
    // What this record cannot carry is a plan all the same; each is tried on a record that can, in a test of its method.
    if (!elsewhere.includes(id))
      expect(checkPlanRecord(parsed.plan, record, parsed.spans, 'new-question.yaml')).toEqual([])
  })
})

/** From the line with the id on; what stands before it are words. */
function uncommented(block: string): string {
  const at = block.indexOf('  # - id: ')
  return block.slice(0, at) + block.slice(at).replaceAll(/^ {2}# /gmu, '  ')
}

describe('measures in words', () => {
  test('with and without a time', () => {
    expect(parseMeasure('hazard ratio')).toEqual({ kind: 'hazard ratio', time: null })
    expect(parseMeasure('milestone 12')).toEqual({ kind: 'milestone', time: 12 })
    expect(parseMeasure('rmst difference 4.5')).toEqual({ kind: 'rmst difference', time: 4.5 })
    expect(() => parseMeasure('rmst')).toThrow('got "rmst"')
  })
})
