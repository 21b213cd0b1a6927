import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { formatDiagnostic } from '../../src/record/format-diagnostic.ts'
import { parseTrial } from '../../src/record/parse-trial.ts'
import { trialTemplate } from '../../src/record/template.ts'

const file = 'data/trials/new-trial-2024.yaml'
const template = trialTemplate('new-trial-2024')

describe('the template of a new record', () => {
  test('unfilled, says what is missing, field by field', () => {
    const result = parseTrial(template, file)
    if (result.kind === 'parsed') throw new Error('must not parse')
    expect(new Set(result.diagnostics.map((it) => it.rule))).toEqual(new Set(['empty-field']))
    expect(result.diagnostics.length).toBe(17)
    const lines = template.split('\n').map((line) => line.replace(/ #.*$/u, '').trimEnd())
    for (const it of result.diagnostics) expect(lines[it.line - 1]).toMatch(/: *([,}\]]|$)/u)
    for (const it of result.diagnostics) expect(it.message).toMatch(/^"[\w ]+"( of .+)? is empty$/u)
  })

  test('filled as a newcomer would, parses', () => {
    const filled = template
      .replace(/^trial: +/mu, 'trial: New trial')
      .replace(/citation: +/u, 'citation: "Doe J. New trial. J Trials 2024;1:1-9" ')
      .replace('label: ,', 'label: Some arm,')
      .replace('label: ,', 'label: Another arm,')
      .replaceAll('[randomised: ]', '[randomised: 100]')
      .replace(/^ {2}median: +/mu, '  median: 18.6 ')
      .replace(/^ {2}range: +/mu, '  range: 0.4 to 35.4 ')
      .replace(/^( +)at: +#/gmu, '$1at: Results #')
      .replace(/^ {8}median:.*$/gmu, '        median: 13.3 (11.8 to 16.1)')
      .replaceAll(/^ {8}events:.*$/gmu, '        events: 44')
      .replace(
        '{printed: , model: not stated, stratified: not stated, at: }',
        '{printed: 0.50 (0.38 to 0.65), model: Cox, stratified: true, at: Results}',
      )
      .replace('{printed: , test', '{printed: <0.001, test')
    const result = parseTrial(filled, file)
    expect(result.kind === 'invalid' ? result.diagnostics.map(formatDiagnostic) : []).toEqual([])
  })

  test('its commented parts are valid too', () => {
    const table = template.slice(template.indexOf('# tables:')).replaceAll(/^# ?/gmu, '')
    const head =
      'id: x\ntrial: X\ntime unit: months\nsources: {p: {citation: x, kind: primary}}\narms: {experimental: {label: E, role: experimental}, control: {label: C, role: control}}\n'
    const result = parseTrial(head + table, 'x.yaml')
    expect(result.kind === 'invalid' ? result.diagnostics.map(formatDiagnostic) : []).toEqual([])
  })

  test('the guide for newcomers fits it', () => {
    const guide = readFileSync('docs/transcribing.md', 'utf8')
    const example = /```yaml\n([^]*?)```/u.exec(guide)?.[1] ?? ''
    const result = parseTrial(template.slice(0, template.indexOf('endpoints:')) + example, file)
    const rules = result.kind === 'invalid' ? result.diagnostics.map((it) => it.rule) : []
    expect(new Set(rules)).toEqual(new Set(['empty-field']))
    expect(guide).toContain('remeier new trial')
  })
})
