import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { filesOf, main, type Project, removeProjects, smallPlan, smallProject, smallRecord } from './project.ts'

afterAll(removeProjects)

/* Worker threads, interruption and the cache, each with a real process. */

const reports = (project: Project) => filesOf(join(project.folder, 'reports'))
const unchanged = 'small: nothing has changed since it was built\n'

describe('worker threads', () => {
  test('one, two or three: the same bytes, for two plans at once', async () => {
    const found = await Promise.all(
      [1, 2, 3].map(async (workers) => {
        const project = smallProject()
        project.write('analyses/other.yaml', smallPlan.replace('id: small\n', 'id: other\n').replace(/seed: \d+/, 'seed: 77')) // prettier-ignore
        expect((await project.remeier(`report --workers ${workers}`)).code).toBe(0)
        return reports(project)
      }),
    )
    expect(found[0]?.size).toBeGreaterThan(16)
    expect(found[1]).toEqual(found[0])
    expect(found[2]).toEqual(found[0])
  })

  test('every format: the same bytes in another time zone and locale and with other workers', async () => {
    const built = async (workers: number, env: Readonly<Record<string, string>>) => {
      const project = smallProject()
      const { code } = await project.remeier(`report --workers ${workers} --format html,live,png,pdf,pptx`, env)
      expect(code).toBe(0)
      return reports(project)
    }
    const here = await built(1, { TZ: 'America/St_Johns', LANG: 'C' })
    const there = await built(3, { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' })
    for (const name of ['report.md', 'report.html', 'live.html', 'report.pdf', 'slides.pptx', 'png/pfs-curve.png'])
      expect(here.has(`small/${name}`), name).toBe(true)
    expect([...there.keys()]).toEqual([...here.keys()])
    for (const [path, bytes] of here) expect(there.get(path) === bytes, path).toBe(true)
  })

  test('a mistake that comes out in a worker is told as one', async () => {
    const { code, err } = await smallProject().remeier('report --format pdf', { SOURCE_DATE_EPOCH: 'soon' })
    expect(code).toBe(2)
    expect(err).toContain('remeier: SOURCE_DATE_EPOCH is a number of seconds that falls in 1980 to 2106, got "soon".')
    expect(err).not.toContain('defect')
  })

  test.each(['0', '1.5'])('--workers %s is refused', async (workers) => {
    const { code, err } = await smallProject().remeier(`report --workers ${workers}`)
    expect(code).toBe(2)
    expect(err).toContain('A whole number from 1 to 64 is required.')
  })
})

describe('interrupted', () => {
  test('exit 130 soon, nothing half written, the finished report as it was', async () => {
    const project = smallProject()
    expect((await project.remeier('report')).code).toBe(0)
    const before = project.files()
    // So many draws that it is surely at work when the signal comes.
    const slow = smallPlan.replace(/draws: \d+/, 'draws: 10000')
    expect(slow).not.toBe(smallPlan)
    project.write('analyses/small.yaml', slow)
    const ended = await new Promise<{ code: number | null; err: string }>((resolve) => {
      const child = spawn(process.execPath, [main, 'report', '--workers', '2'], { cwd: project.folder })
      let err = ''
      child.stderr.on('data', (text: Buffer) => {
        err += text.toString()
        if (err.includes('rebuilding')) setTimeout(() => child.kill('SIGINT'), 400)
      })
      child.on('close', (code) => {
        resolve({ code, err })
      })
    })
    expect(ended.code).toBe(130)
    expect(ended.err).toContain('remeier: interrupted')
    project.write('analyses/small.yaml', smallPlan)
    expect(project.files()).toEqual(before)
    expect(readdirSync(join(project.folder, 'reports')).sort()).toEqual(['README.md', 'small'])
  })
})

describe('reports that are kept', () => {
  const kept = (project: Project): string[] =>
    readdirSync(join(project.folder, '.remeier-cache')).filter((it) => it !== '.gitignore')

  test('nothing changed: not built again, and the same bytes', async () => {
    const project = smallProject()
    expect((await project.remeier('report')).err).not.toContain(unchanged)
    const first = reports(project)
    const again = await project.remeier('report --out elsewhere')
    expect(again.err).toBe(unchanged)
    const moved = new Map([...filesOf(join(project.folder, 'elsewhere'))])
    for (const [path, bytes] of moved) expect(first.get(path), path).toBe(bytes)
    expect(moved.size).toBe(first.size - 1) // The index is that of reports/ alone.
    expect(readFileSync(join(project.folder, '.remeier-cache', '.gitignore'), 'utf8')).toBe('*\n')
    expect((await project.remeier('report --no-cache')).err).not.toContain(unchanged)
  })

  test('a touched record and --check build it again', async () => {
    const project = smallProject()
    await project.here('report')
    const checked = await project.here('report --check')
    expect([checked.code, checked.err]).toEqual([0, expect.not.stringContaining(unchanged)])
    project.write('data/trials/small-2024.yaml', `${smallRecord}# A remark.\n`)
    expect((await project.here('report')).err).not.toContain(unchanged)
    expect(kept(project)).toHaveLength(2)
    // What was built before is still known.
    project.write('data/trials/small-2024.yaml', smallRecord)
    expect((await project.here('report')).err).toBe(unchanged)
  })

  test('of two plans only that one is built whose record changed; without the cache, both, and the same bytes', async () => {
    const project = smallProject()
    project.write('data/trials/other-2024.yaml', smallRecord.replace('id: small-2024', 'id: other-2024'))
    project.write('analyses/other.yaml', smallPlan.replace('id: small\n', 'id: other\n').replace('small-2024', 'other-2024')) // prettier-ignore
    await project.here('report --format md')
    project.write('data/trials/other-2024.yaml', `${project.read('data/trials/other-2024.yaml')}# A remark.\n`)
    const { code, err } = await project.here('report --format md')
    expect([code, err]).toEqual([0, expect.stringContaining(unchanged)])
    expect(err).not.toContain('other: nothing has changed')
    expect(err).toContain('other: drawing charts')
    expect(err).not.toContain('small: drawing charts')
    const before = reports(project)
    rmSync(join(project.folder, '.remeier-cache'), { recursive: true })
    expect((await project.here('report --format md')).err).not.toContain('nothing has changed')
    expect(reports(project)).toEqual(before)
  })

  test('a damaged entry is ignored, and replaced', async () => {
    const project = smallProject()
    await project.here('report')
    const first = reports(project)
    const path = join(project.folder, '.remeier-cache', kept(project)[0] ?? '')
    const bytes = readFileSync(path)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(path, bytes)
    expect((await project.here('report')).err).not.toContain(unchanged)
    expect(reports(project)).toEqual(first)
    expect((await project.here('report')).err).toBe(unchanged)
  })
})
