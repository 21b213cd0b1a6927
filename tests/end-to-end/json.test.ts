import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import {
  emptyProject,
  type Project,
  removeProjects,
  reportedProject,
  root,
  smallPlan,
  smallProject,
  smallRecord,
} from './project.ts'

afterAll(removeProjects)

/* docs/command-json.md: every command, well and badly used, prints one JSON object on standard output, of the shape that the page says. */

const page = readFileSync(join(root, 'docs/command-json.md'), 'utf8')

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

async function answer(project: Project, args: string): Promise<{ readonly told: Json; readonly code: number | null }> {
  const { out, code } = await project.here(args)
  const told: unknown = JSON.parse(out)
  if (!isObject(told)) throw new Error(`an object is required, got ${out}`)
  return { told, code }
}

/** Every name of a field, at any depth. Names that are values elsewhere (paths, ids) are never keys here. */
function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn)
  return isObject(value) ? Object.entries(value).flatMap(([key, below]) => [key, ...namesIn(below)]) : []
}

function sectionOf(command: string): string {
  const section = page.split(/^## /mu).find((it) => it.startsWith(`${command}\n`))
  if (section === undefined) throw new Error(`the page has no section ${command}`)
  return section
}

/** Columns of the tables are described where those are, and of `lastFigure` the names are arms. */
function undocumented(command: string, { diagnostics, ...told }: Json): readonly string[] {
  const known = sectionOf(command) + sectionOf('Every command')
  const own: unknown = JSON.parse(JSON.stringify(told), (key, value: unknown) =>
    ['fidelity', 'lastFigure'].includes(key) ? [] : value,
  )
  const missing = namesIn(own).filter((it) => !isNamed(it, known))
  const diagnosed = namesIn(diagnostics).filter((it) => !sectionOf('A diagnostic').includes(`\`${it}\``))
  return [...new Set([...missing, ...diagnosed])]
}

const isNamed = (key: string, text: string): boolean => new RegExp(`\`[^\`]*\\b${key}\\b[^\`]*\``, 'u').test(text)

describe('every field of every answer is on the page', () => {
  const curve = Array.from({ length: 40 }, (_, k) => `${k / 2},${Math.exp(-k / 30).toFixed(4)}`).join('\n')
  /** A project in which there is something to say of each kind. */
  function fullProject(): Project {
    const project = smallProject()
    project.write('curve.csv', `time,survival\n${curve}\n`)
    project.write('risk.csv', 'time,n\n0,100\n10,50\n')
    for (const id of ['karmma-3-2023', 'cartitude-4-2023', 'cartitude-4-2026'])
      project.write(`data/trials/${id}.yaml`, readFileSync(join(root, `data/trials/${id}.yaml`), 'utf8'))
    const noTime = smallRecord
      .replace('small-2024', 'untimed-2024')
      .replace('12.0 (9.0 to 16.0)', '12.0 (19.0 to 16.0)')
    project.write('data/trials/untimed-2024.yaml', noTime)
    return project
  }
  const all = 'data/trials/small-2024.yaml data/trials/karmma-3-2023.yaml data/trials/cartitude-4-2023.yaml'
  test.each<[string, string, readonly string[]]>([
    ['check', 'check', ['completeness', 'refused', 'accepted', 'figures']],
    ['audit', `audit ${all}`, ['tally', 'printed', 'accepted']],
    ['audit', 'audit --rules', ['rules', 'examples', 'tolerance']],
    ['audit', `audit --infer ${all}`, ['inference', 'reason']],
    ['audit', `audit --letter ${all}`, ['figures', 'definitions', 'disagreements']],
    ['rebuild', `rebuild ${all} --endpoint pfs --information --out rebuilt`, ['information', 'measures', 'written']],
    ['rebuild', 'rebuild --curve curve.csv --at-risk risk.csv', ['estimates', 'median']],
  ])('%s: %s', async (command, args, expected) => {
    const { told } = await answer(fullProject(), `${args} --json`)
    expect(namesIn(told)).toEqual(expect.arrayContaining([...expected]))
    expect(undocumented(command, told)).toEqual([])
  })
  test('the rows of fidelity.csv, there or here', async () => {
    const { told } = await answer(fullProject(), 'rebuild data/trials/small-2024.yaml --json')
    const rows = /"fidelity":(\[.*?\])/u.exec(JSON.stringify(told))?.[1] ?? ''
    const tables = readFileSync(join(root, 'docs/outputs.md'), 'utf8')
    const names = [...new Set(namesIn(JSON.parse(rows)))]
    expect(names.length).toBeGreaterThan(10)
    expect(names.filter((it) => !isNamed(it, tables) && !isNamed(it, sectionOf('rebuild')))).toEqual([])
  })
  test('of a stale report: files, inputs and numbers that moved', async () => {
    const project = await reportedProject()
    project.write('data/trials/small-2024.yaml', smallRecord.replace('12.0 (9.0 to 16.0)', '13.0 (9.0 to 16.0)'))
    const { told } = await answer(project, 'report --check --json')
    expect(namesIn(told)).toEqual(expect.arrayContaining(['differences', 'changed', 'moved', 'cells', 'before']))
    expect(undocumented('report', told)).toEqual([])
  })
})

describe('what goes well', () => {
  const commands = [
    ['check', 'check --json', ['command', 'exit', 'files', 'diagnostics']],
    ['audit', 'audit --json', ['command', 'exit', 'files', 'diagnostics']],
    ['rebuild', 'rebuild --json --out rebuilt', ['command', 'exit', 'endpoints', 'written', 'diagnostics']],
    ['report', 'report --json', ['command', 'exit', 'reports', 'index', 'diagnostics']],
    ['report', 'report --check --json', ['command', 'exit', 'reports', 'index', 'diagnostics']],
    ['new', 'new trial other-2024 --json', ['command', 'exit', 'written', 'diagnostics']],
    ['schema', 'schema --json', ['command', 'exit', 'files', 'diagnostics']],
    ['schema', 'schema --check --json', ['command', 'exit', 'files', 'diagnostics']],
  ] as const
  test.each(commands)('%s: %s', async (command, args, keys) => {
    const { told, code } = await answer(smallProject(), args)
    expect(Object.keys(told)).toEqual(keys)
    expect(told).toMatchObject({ command, exit: code })
    expect(undocumented(command, told)).toEqual([])
  })
})

describe('what goes wrong', () => {
  const commands: readonly (readonly [string, string, string])[] = [
    ['rebuild --endpoint pff --json', 'wrong-use', 'did you mean \\"pfs\\"'],
    ['rebuild --json --seed x', 'wrong-use', 'whole number from 0'],
    ['rebuild --json --out ', 'wrong-use', '--out names a folder'],
    ['report --json --out ', 'wrong-use', '--out names a folder'],
    ['report --json --print', 'wrong-use', 'cannot be used'],
    ['check --json --jsn', 'wrong-use', 'Did you mean --json?'],
    ['chek --json', 'wrong-use', 'Did you mean check?'],
    ['new trial small-2024 --json', 'wrong-use', 'exists and stays as it is'],
    ['new tral x --json', 'wrong-use', 'Allowed choices'],
    ['rebuild --json --out analyses/small.yaml', 'wrong-use', 'analyses/small.yaml is a file'],
    ['check missing.yaml --json', 'missing-file', 'there is no such file'],
    ['audit missing.yaml --json', 'missing-file', 'there is no such file'],
    ['rebuild missing.yaml --json', 'missing-file', 'there is no such file'],
    ['report missing.yaml --json', 'missing-file', 'there is no such file'],
    ['rebuild analyses/small.yaml --json', 'other-kind', 'this is a plan, not a record'],
    ['report data/trials/small-2024.yaml --json', 'other-kind', 'this is a record, not a plan'],
  ]
  test.each(commands)('%s', async (args, rule, says) => {
    const { told, code } = await answer(smallProject(), args)
    expect({ exit: told['exit'], code }).toEqual({ exit: 2, code: 2 })
    const diagnostics = told['diagnostics']
    expect(diagnostics).toMatchObject([{ severity: 'error', rule }])
    expect(JSON.stringify(diagnostics)).toContain(says)
    expect(namesIn(diagnostics).filter((it) => !sectionOf('A diagnostic').includes(`\`${it}\``))).toEqual([])
  })
  test('an empty project', async () => {
    for (const command of ['check', 'audit', 'rebuild', 'report']) {
      const { told } = await answer(emptyProject(), `${command} --json`)
      expect(told).toMatchObject({ command, exit: 2, diagnostics: [{ rule: 'wrong-use', file: '', line: 0 }] })
    }
  })
})

describe('one unfilled plan among others', () => {
  test('keeps none of them from being built, and is named', async () => {
    const project = smallProject()
    await project.here('new analysis later')
    const { code, out, err } = await project.here('report')
    expect(code).toBe(2)
    expect(out).toMatch(/analyses\/small\.yaml: \d+ files in reports\/small\//u)
    expect(err).toContain('analyses/later.yaml:6:1 empty-field "title" is empty')
    expect(err).toMatch(/^no report of analyses\/later\.yaml: see above$/mu)
    expect(project.read('reports/small/report.md')).toContain('# A small question')
    expect([...project.files().keys()].filter((it) => it.startsWith('reports/later'))).toEqual([])
  })
  test('nor does one whose record cannot be rebuilt', async () => {
    const project = smallProject()
    const timeless = smallRecord
      .replace('small-2024', 'other-2024')
      .replace(/^ {8}(median|survival): .*$/gmu, '')
      .replace(/^ {6}(new|old):$/gmu, '      $1: {}')
    project.write('data/trials/other-2024.yaml', timeless)
    project.write(
      'analyses/other.yaml',
      smallPlan.replace('id: small', 'id: other').replace('small-2024', 'other-2024'),
    )
    expect((await project.here('check')).code).toBe(2)
    const { code, out, err } = await project.here('report')
    expect(code).toBe(2)
    expect(out).toContain('reports/small/')
    expect(err).toContain('no report of analyses/other.yaml')
  })
})
