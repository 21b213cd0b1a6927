import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { main, type Project, removeProjects, reportedProject, root, smallPlan } from './project.ts'

afterAll(removeProjects)

/* The workflow of docs/ci.md: its own commands, run in a small project by the shell that GitHub uses. */

const workflow = z.object({
  jobs: z.object({
    reports: z.object({ steps: z.array(z.looseObject({ run: z.string().optional(), if: z.string().optional() })) }),
  }),
})

const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs/ci.md'), 'utf8')) ?? []
const commands = workflow
  .parse(parse(yaml))
  .jobs.reports.steps.flatMap((it) => (it.run === undefined || it.run === 'npm ci' ? [] : [it.run]))

interface Step {
  readonly code: number | null
  readonly out: string
}

/** `npx` is the command that was just built: what `npm ci` would install. */
function steps(project: Project): Promise<readonly Step[]> {
  const bin = join(project.folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\n[ "$1" = remeier ] || exit 127\nshift\nexec node "${main}" "$@"\n`)
  chmodSync(join(bin, 'npx'), 0o755)
  const env = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    GITHUB_STEP_SUMMARY: join(project.folder, 'step-summary.md'),
    CI: 'true',
  }
  return Promise.all(
    commands.map(
      (command) =>
        new Promise<Step>((resolve) => {
          const child = execFile('bash', ['-e', '-c', command], { cwd: project.folder, env }, (_, out) => {
            resolve({ code: child.exitCode, out })
          })
        }),
    ),
  )
}

describe.concurrent('the workflow of docs/ci.md', () => {
  test('there are two commands', () => {
    expect(commands).toHaveLength(2)
  })

  test('a project that is current passes, with a summary and JUnit', async () => {
    const project = await reportedProject()
    expect((await steps(project)).map((it) => it.code)).toEqual([0, 0])
    expect(project.read('step-summary.md')).toMatch(/^# remeier: 1 report up to date\n/)
    expect(project.read('remeier.xml')).toContain('failures="0"')
  })

  test('a project whose plan changed fails in its second step, and says what moved', async () => {
    const project = await reportedProject()
    project.write('analyses/small.yaml', smallPlan.replace('seed: 1', 'seed: 2'))
    const [audit, report] = await steps(project)
    expect([audit?.code, report?.code]).toEqual([0, 1])
    expect(report?.out).toMatch(/^::error file=analyses\/small\.yaml,.*title=stale report::/m)
    expect(project.read('step-summary.md')).toContain('Inputs changed: analyses/small.yaml')
    expect(project.read('remeier.xml')).toContain('type="stale"')
  })
})
