import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { toSvg } from '../../src/node/svg.ts'
import { documented } from './documented.ts'

/** Snapshots: a picture in the docs is what the code draws. `npx vitest run tests/chart/documented.test.ts -u` draws them again; look at them then. */
test.each(Object.entries(documented))('docs/figures/%s.svg is as drawn', async (name, spec) => {
  await expect(await toSvg(spec, { idPrefix: 'figure' })).toMatchFileSnapshot(`../../docs/figures/${name}.svg`)
})

test('every picture is shown in docs/figures.md, and no other lies there', () => {
  const page = readFileSync('docs/figures.md', 'utf8')
  const shown = [...page.matchAll(/\(figures\/([\w-]+)\.svg\)/gu)].map((it) => it[1] ?? '')
  expect([...new Set(shown)].sort()).toEqual(Object.keys(documented).sort())
  const files = readdirSync('docs/figures').filter((it) => it.endsWith('.svg'))
  expect(files.sort()).toEqual(
    Object.keys(documented)
      .map((it) => `${it}.svg`)
      .sort(),
  )
})
