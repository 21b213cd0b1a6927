import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import {
  emptyProject,
  filesOf,
  removeProjects,
  reportedProject,
  root,
  run,
  smallPlan,
  smallProject,
} from './project.ts'

afterAll(removeProjects)

/* Reports and rebuilt files: which there are, that they are the same bytes everywhere, and that staleness is found. */

const committed = [
  'charts/pfs-curve.svg',
  'charts/pfs-curve.vl.json',
  'curve.csv',
  'fidelity.csv',
  'ipd.csv',
  'provenance.json',
  'report.md',
  'results.csv',
]

describe.concurrent('report', () => {
  test('writes a folder for each plan, says so, and nothing else', async () => {
    const project = smallProject()
    const before = project.files()
    const { code, out, err } = await project.remeier('report')
    expect(code).toBe(0)
    expect(out).toMatch(
      /^analyses\/small\.yaml: \d+ files in reports\/small\/; read reports\/small\/report\.md, or open reports\/small\/report\.html\nreports\/README\.md lists the reports\n$/,
    )
    expect(err).toMatch(/^small: reading the records\n/)
    expect(err).not.toMatch(/\r|\u001b/)
    const after = project.files()
    for (const [path, bytes] of before) expect(after.get(path)).toBe(bytes)
    const written = [...after.keys()].filter((path) => !before.has(path))
    expect(written).toEqual(expect.arrayContaining([...committed, 'report.html'].map((it) => `reports/small/${it}`)))
    for (const path of written) expect(path).toMatch(/^reports\/(small\/|README\.md$)/)
  })

  test('gives the same bytes in another time zone, locale and folder, through a link, and from elsewhere', async () => {
    const one = smallProject()
    expect((await one.remeier('report', { TZ: 'UTC', LANG: 'C' })).code).toBe(0)
    const expected = filesOf(join(one.folder, 'reports'))

    const two = smallProject()
    symlinkSync(two.folder, join(two.folder, 'link'))
    const elsewhere = {
      TZ: 'Pacific/Kiritimati',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
      COLUMNS: '200',
      HOME: '/',
    }
    const started = await run(
      ['report', join(two.folder, 'link', 'analyses', '..', 'analyses', 'small.yaml')],
      root,
      elsewhere,
    )
    expect(started.code).toBe(0)
    expect(filesOf(join(two.folder, 'reports'))).toEqual(expected)

    for (const bytes of expected.values()) expect(bytes.includes(one.folder)).toBe(false)
  })

  test('a second run changes nothing; charts of an earlier one vanish, notes of the user stay', async () => {
    const project = await reportedProject()
    const first = project.files()
    project.write('reports/small/charts/of-yesterday.svg', '<svg/>')
    project.write('reports/small/my-notes.txt', 'mine')
    expect((await project.here('report')).code).toBe(0)
    const second = project.files()
    expect(second.get('reports/small/my-notes.txt')).toBe('mine')
    expect(new Map([...second].filter(([path]) => !path.endsWith('my-notes.txt')))).toEqual(first)
  })

  test('what could not be finished leaves the old report alone', async () => {
    const project = await reportedProject()
    const before = project.files()
    project.write(
      'analyses/broken.yaml',
      smallPlan.replace('id: small', 'id: broken').replace('draws: 20', 'draws: -1'),
    )
    expect((await project.here('report')).code).toBe(2)
    expect(new Map([...project.files()].filter(([path]) => path !== 'analyses/broken.yaml'))).toEqual(before)
  })

  test('--json and --print', async () => {
    const project = smallProject()
    const parsed = JSON.parse((await project.remeier('report --json')).out) as {
      exit: number
      reports: { folder: string }[]
    }
    expect(parsed).toMatchObject({ exit: 0, diagnostics: [], reports: [{ folder: 'reports/small', state: 'written' }] })
    expect((await project.remeier('report --check --print')).out).toMatch(/^A small question\n═+\n/)
  })
})

describe.concurrent('report --check', () => {
  test('is content with what was just written, with or without the page', async () => {
    const project = await reportedProject()
    const before = project.files()
    expect(await project.remeier('report --check')).toMatchObject({
      code: 0,
      out: 'reports/small/ is what analyses/small.yaml gives\n',
    })
    expect(project.files()).toEqual(before)
  })

  test('names what is stale, missing and extra; writes nothing; exit 1', async () => {
    const project = await reportedProject()
    project.write('reports/small/results.csv', project.read('reports/small/results.csv').replace('\n', '\r\n'))
    project.write('reports/small/charts/gone.svg', '<svg/>')
    const before = project.files()
    const { code, out } = await project.here('report --check')
    expect(code).toBe(1)
    expect(out).toContain('  stale: reports/small/results.csv\n')
    expect(out).toContain('  extra: reports/small/charts/gone.svg\n')
    expect(out).toContain('write it again with: remeier report analyses/small.yaml')
    expect(project.files()).toEqual(before)
  })

  test('a plan that changed makes its report stale; a report that was never built is missing', async () => {
    expect(await smallProject().here('report --check')).toMatchObject({
      code: 1,
      out: expect.stringContaining('missing: reports/small/report.md') as string,
    })
    const project = await reportedProject()
    project.write('analyses/small.yaml', smallPlan.replace('seed: 1', 'seed: 2'))
    expect(await project.here('report --check')).toMatchObject({
      code: 1,
      out: expect.stringContaining('stale: reports/small/provenance.json') as string,
    })
  })
})

describe.concurrent('report --theme', () => {
  test('greys alone in drawings and page, the numbers as ever', async () => {
    const project = await reportedProject()
    expect((await project.here('report --theme greyscale --out grey')).code).toBe(0)
    const coloured = (svg: string): readonly string[] =>
      (svg.match(/#[0-9a-f]{6}/gi) ?? []).filter(
        (it) => new Set([it.slice(1, 3), it.slice(3, 5), it.slice(5)]).size > 1,
      )
    expect(coloured(project.read('reports/small/charts/pfs-curve.svg'))).not.toEqual([])
    expect(coloured(project.read('grey/small/charts/pfs-curve.svg'))).toEqual([])
    expect(project.read('grey/small/report.html')).toContain('--experimental:#222222')
    expect(project.read('grey/small/results.csv')).toBe(project.read('reports/small/results.csv'))
  })

  test('from a file: its colours and sizes; what is wrong with it has its line, and nothing is built', async () => {
    const project = smallProject()
    project.write(
      'house.json',
      '{ "name": "house", "colours": { "control": { "light": "#123456", "dark": "#654321" } } }',
    )
    expect((await project.here('report --theme house.json --format live,html')).code).toBe(0)
    expect(project.read('reports/small/charts/pfs-curve.svg')).toContain('#123456')
    for (const page of ['report.html', 'live.html']) {
      const html = project.read(`reports/small/${page}`)
      expect(html).toContain('--control:#123456')
      expect(html).toContain('--control:#654321')
      expect(html).toMatch(/(?:fill|stroke)(?:="?|:)var\(--control[,)]/)
    }
    project.write(
      'broken.json',
      '{\n  "name": "x",\n  "colours": { "contrl": { "light": "#123456", "dark": "#654321" } }\n}',
    )
    const { code, err } = await project.here('report --theme broken.json --out elsewhere')
    expect(code).toBe(2)
    expect(err).toMatch(/broken\.json:3:\d+ .*contrl/)
    expect([...project.files().keys()].filter((it) => it.startsWith('elsewhere'))).toEqual([])
  })
})

describe.concurrent('the index of reports', () => {
  test('lists every report with its first figure, also those that were not built now, and is checked', async () => {
    const project = await reportedProject()
    project.write(
      'analyses/other.yaml',
      smallPlan.replace('id: small', 'id: other').replace('title: ', 'title: Other '),
    )
    expect((await project.here('report analyses/other.yaml')).code).toBe(0)
    const index = project.read('reports/README.md')
    expect(index.match(/^## \[.*\]\((.*)\)$/gm)).toHaveLength(2)
    for (const [, path = ''] of index.matchAll(/(?:src|href)="([^"]*)"/g))
      expect(project.read(`reports/${path}`)).not.toBe('')
    project.write('reports/README.md', index.replace('## [Other', '## [Another'))
    const { code, out } = await project.here('report --check')
    expect(code).toBe(1)
    expect(out).toContain('reports/README.md is not the list of the reports')
  })

  test('a README of somebody else stays, and --out makes none', async () => {
    const project = await reportedProject()
    project.write('reports/README.md', '# Mine\n')
    expect((await project.here('report')).code).toBe(0)
    expect(project.read('reports/README.md')).toBe('# Mine\n')
    expect((await project.here('report --check')).code).toBe(0)
    expect((await project.here('report --out elsewhere')).code).toBe(0)
    expect([...project.files().keys()].filter((it) => it.startsWith('elsewhere/README'))).toEqual([])
  })
})

describe.concurrent('report --check for CI', () => {
  test('a figure that changed in a record: which numbers moved, in text, JSON, JUnit, summary and annotations', async () => {
    const project = await reportedProject()
    const record = 'data/trials/small-2024.yaml'
    const changed = project
      .read(record)
      .replace(/(median: ["']?)(\d)/, (_, head: string, digit: string) => `${head}${Number(digit) + 1}`)
    expect(changed).not.toBe(project.read(record))
    project.write(record, changed)
    project.write('summary.md', 'before\n')
    const text = await project.here('report --check --annotate --junit out/report.xml --summary summary.md')
    expect(text.code).toBe(1)
    expect(text.out).toContain(`  Inputs changed: ${record}.\n`)
    expect(text.out).toMatch(/^ {2}moved: small-2024, pfs\S*, .* -> /m)
    expect(text.out).toMatch(/^::error file=analyses\/small\.yaml,line=1,col=1,title=stale report::reports\/small: /m)
    expect(project.read('summary.md')).toMatch(/^before\n# remeier: 1 of 1 report stale/)
    expect(project.read('out/report.xml')).toContain('type="stale"')

    const json = await project.here('report --check --json')
    expect(JSON.parse(json.out)).toMatchObject({
      exit: 1,
      reports: [{ state: 'stale', inputs: { changed: [record], added: [], removed: [] } }],
    })
    expect(json.out).toContain('"column": "reported"')
  })

  test('what the results cannot be written to is refused and stays as it is', async () => {
    const project = await reportedProject()
    const before = project.files()
    const { code, err } = await project.here('report --check --junit reports/small/report.md')
    expect(code).toBe(2)
    expect(err).toContain('reports/small/report.md holds something else than XML')
    expect(project.files()).toEqual(before)
  })
})

describe.concurrent('rebuild --out', () => {
  test('one endpoint: three tables in the folder itself, the same as those of the report', async () => {
    const project = await reportedProject()
    const { code, out } = await project.here('rebuild data/trials/small-2024.yaml --endpoint pfs --out rebuilt')
    expect(code).toBe(0)
    for (const name of ['ipd.csv', 'curve.csv', 'fidelity.csv']) {
      expect(out).toContain(`rebuilt/${name} written\n`)
      expect(project.read(`rebuilt/${name}`)).toBe(project.read(`reports/small/${name}`))
    }
    const [header, ...patients] = project.read('rebuilt/ipd.csv').trimEnd().split('\n')
    expect(header).toBe('trial,endpoint,arm,patient,time,event,assigned,received')
    // 120 + 60 patients, 120 events, as the record prints them.
    expect(patients.length).toBe(180)
    expect(patients.filter((line) => line.split(',')[5] === '1').length).toBe(120)
  })

  test('several endpoints: a folder for each that can be rebuilt', async () => {
    const project = emptyProject()
    cpSync(join(root, 'data', 'trials', 'karmma-3-2023.yaml'), join(project.folder, 'karmma-3-2023.yaml'))
    const { err } = await project.here('rebuild karmma-3-2023.yaml --out .')
    expect([...project.files().keys()].filter((it) => it.endsWith('.csv'))).toEqual(
      ['duration-of-response', 'pfs'].flatMap((endpoint) =>
        ['curve', 'fidelity', 'ipd'].map((name) => `karmma-3-2023/${endpoint}/${name}.csv`),
      ),
    )
    expect(err).toMatch(/no-time cannot be rebuilt: .*\[note\]/)
  })

  test('the seed moves no reported figure', async () => {
    const project = smallProject()
    const rebuilt = async (
      seed: number,
    ): Promise<{ seed: number; fidelity: { figure: string; verdict: string }[] }> => {
      const { out } = await project.here(`rebuild --json --seed ${seed}`)
      return (JSON.parse(out) as { endpoints: Awaited<ReturnType<typeof rebuilt>>[] }).endpoints[0]!
    }
    const [one, two] = [await rebuilt(1), await rebuilt(2)]
    const verdicts = (it: typeof one): unknown => it.fidelity.map(({ figure, verdict }) => [figure, verdict])
    expect([one.seed, two.seed]).toEqual([1, 2])
    expect(verdicts(one)).toEqual(verdicts(two))
    expect(one.fidelity.map((it) => it.verdict)).not.toContain('missed')
  })

  test('draws with ASCII characters only where asked', async () => {
    const { out } = await smallProject().here('rebuild --ascii')
    const picture = out.slice(0, out.indexOf('Kaplan-Meier curves of'))
    expect(picture).toContain('100%|')
    expect(picture).toMatch(/^[\x20-\x7e\n]+$/)
  })
})
