import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { emptyProject, removeProjects, root } from './project.ts'

afterAll(removeProjects)

/** Whoever follows a page or a help text stands in this repository: its commands must not meet a file that is there. */
test('each `remeier new` of the pages and help texts writes its file beside the records and plans of this repository', async () => {
  const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`), 'src/cli/help-text.ts']
  const texts = pages.filter((it) => /\.(md|ts)$/u.test(it)).map((it) => readFileSync(join(root, it), 'utf8'))
  const commands = new Set(texts.flatMap((it) => it.match(/\bnew (trial|analysis) [a-z0-9][a-z0-9-]*/gu) ?? []))
  expect([...commands].sort()).toEqual(['new analysis my-question', 'new trial my-trial-2026'])
  const project = emptyProject()
  for (const folder of ['data/trials', 'analyses']) {
    for (const name of readdirSync(join(root, folder))) project.write(`${folder}/${name}`, '')
  }
  for (const command of commands) expect(await project.remeier(command)).toMatchObject({ code: 0, err: '' })
})
