import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import type * as library from '../../src/index.ts'
import { root, smallPlan, smallRecord } from './project.ts'

/* The public entries as they are built. */

/** Modules that a built module loads, and the packages that they name, without running any of it. */
function graph(entry: string): { readonly modules: number; readonly packages: readonly string[] } {
  const seen = new Set<string>()
  const packages = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    const text = readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\//g, '')
    for (const [, name = ''] of text.matchAll(/\b(?:from|import)\b[ (]*["']([^"']+)["']/g)) {
      if (name.startsWith('.')) visit(join(dirname(file), name))
      else packages.add(name)
    }
  }
  visit(join(root, entry))
  return { modules: seen.size, packages: [...packages].sort() }
}

const built = (path: string): string => pathToFileURL(join(root, 'dist', path)).href

describe('remeier', () => {
  test('runs in a browser: nothing of Node, nothing that draws', () => {
    const { modules, packages } = graph('dist/index.js')
    expect(modules).toBeGreaterThan(100)
    expect(packages.filter((it) => /^node:|vega|fontkit|danfo|commander/.test(it))).toEqual([])
    expect(packages).toEqual(expect.arrayContaining(['yaml', 'zod']))
  })

  test('holds the line from text to tables', async () => {
    const entry = (await import(built('index.js'))) as typeof library
    const { analyse, audit, compose, ipdCsv, parsePlan, parseReferences, parseTrial, rebuild, renderMarkdown } = entry
    const file = 'small-2024.yaml'
    const parsed = parseTrial(smallRecord, file)
    const planned = parsePlan(smallPlan, 'small.yaml')
    if (parsed.kind === 'invalid' || planned.kind === 'invalid') throw new Error('these are sound')
    const record = { trial: parsed.trial, spans: parsed.spans, file }
    expect(audit(record.trial).findings.filter((it) => it.state === 'fail')).toEqual([])
    const rebuilt = rebuild(record, 'pfs', { seed: 1 })
    if (rebuilt.kind === 'refused') throw new Error('this can be rebuilt')
    expect(ipdCsv(rebuilt.frames.patients).split('\n').length).toBe(1 + 180 + 1)
    const analysed = analyse({
      plan: planned.plan,
      spans: planned.spans,
      planFile: 'small.yaml',
      planHash: '0'.repeat(64),
      records: [record],
    })
    if (analysed.kind === 'refused') throw new Error('this can be analysed')
    const references = parseReferences(readFileSync(join(root, 'src', 'REFERENCES.md'), 'utf8'))
    expect(renderMarkdown(compose(analysed.results, references))).toMatch(/^# A small question\n/)
  })
})

describe('remeier/survival', () => {
  test('loads nothing but itself', () => {
    const { modules, packages } = graph('dist/survival/index.js')
    expect(modules).toBeGreaterThan(20)
    expect(packages).toEqual([])
  })
})

describe('remeier/node', () => {
  test('writes and compares reports, draws, and knows data frames', async () => {
    const entry = (await import(built('node/index.js'))) as object
    expect(Object.keys(entry).sort()).toEqual([
      'compareReportFolder',
      'coxGrid',
      'fromDataFrame',
      'renderBeside',
      'renderReport',
      'toDataFrame',
      'toSvg',
      'writeReportFolder',
    ])
  })
})
