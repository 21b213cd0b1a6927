import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'

/** What a bundler makes of an importer of remeier/survival. */
async function bundle(source: string, format: 'esm' | 'iife' = 'esm') {
  const result = await build({
    stdin: { contents: source, resolveDir: '.', loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: 'neutral',
    target: 'es2022',
    format,
    globalName: 'survival',
  })
  const { contents, text } = result.outputFiles[0]!
  return { text, gzipped: gzipSync(contents, { level: 9 }).length, metafile: result.metafile }
}

const ENTRY = './src/survival/index.ts'
const whole = `export * from '${ENTRY}'`

describe('size, minified and gzipped', () => {
  test('the whole of remeier/survival: at most 28.1 kB', async () => {
    expect((await bundle(whole)).gzipped).toBeLessThanOrEqual(28_100)
  })
  // The aim of 4 kB for an estimator with `patients` is missed: see docs/decisions.md.
  test.each([
    ['patients', 3_000],
    ['kaplanMeier', 3_950],
    ['kaplanMeier, patients', 5_450],
    ['logRank, patients', 5_350],
    ['rmst, patients', 5_400],
    ['cox', 5_800],
    ['cox, patients', 7_000],
  ])('{ %s }: at most %i bytes', async (names, most) => {
    expect((await bundle(`export { ${names} } from '${ENTRY}'`)).gzipped).toBeLessThanOrEqual(most)
  })
  test('what is not imported is not there', async () => {
    const { metafile } = await bundle(`export { kaplanMeier } from '${ENTRY}'`)
    const files = Object.values(metafile.outputs).flatMap((output) =>
      Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
    )
    expect(files).toContain('src/survival/product-limit.ts')
    for (const path of files) expect(path).not.toMatch(/cox|log-rank|gamma|random/)
  })
})

describe('no surroundings', () => {
  test('no package and nothing of Node is imported', async () => {
    const { metafile } = await bundle(whole)
    expect(Object.keys(metafile.inputs).filter((path) => !/^(src\/(numeric|survival)\/|<stdin>)/.test(path))).toEqual(
      [],
    )
    expect(Object.values(metafile.outputs).flatMap((output) => output.imports)).toEqual([])
    expect(Object.values(metafile.inputs).flatMap(({ imports }) => imports.filter((i) => i.external))).toEqual([])
  })
  test('it runs where there is nothing but the language: no process, no Buffer, no timers', async () => {
    const { text } = await bundle(whole, 'iife')
    const context = createContext({})
    runInContext(text, context)
    const answer: unknown = runInContext(
      `
      const p = survival.patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
      JSON.stringify([
        typeof process + typeof Buffer + typeof setTimeout,
        survival.kaplanMeier(p).survival[1],
        survival.cox(p).kind,
        survival.bootstrap(p, (q) => q.time.length, { seed: 1, draws: 9 }).value,
        survival.maxCombo(p).kind,
        survival.parametricFit(p, 'weibull').kind,
        survival.schoenfeldTest({ time: [1, 3, 2, 4], event: [1, 1, 1, 1], covariates: { x: [0, 1, 1, 0] } }).kind,
      ])
      `,
      context,
    )
    expect(answer).toBe('["undefinedundefinedundefined",0.5,"value",4,"value","value","value"]')
  })
})
