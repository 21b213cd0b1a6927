import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { emptyProject, type Project, removeProjects, smallPlan, smallProject, smallRecord } from './project.ts'

afterAll(removeProjects)

/*
 * The command on input that is wrong: what it says, how it exits, and that nothing is written. The record below each change is
 * made up and consistent, so that what is found is the change.
 */

const record = 'data/trials/small-2024.yaml'

/** What a file can be instead of a record. */
const noise = Buffer.from(Array.from({ length: 10_000_000 }, (_, i) => (i * 7919 + (i >> 8) * 104_729) & 0xff))

interface BadRecord {
  readonly what: string
  readonly from?: string
  readonly to: string | Uint8Array
  /** Of `check`. */
  readonly exit: 0 | 1 | 2
  readonly says: RegExp
  /** Of `rebuild --out`, where it is another. */
  readonly rebuild?: { readonly exit: 0 | 1 | 2; readonly says: RegExp }
}

const cases: readonly BadRecord[] = [
  {
    what: 'broken YAML',
    from: '{ 6: 70%, 12: 50% }',
    to: '{ 6: 70%, 12: 50%',
    exit: 2,
    says: /small-2024\.yaml:\d+:\d+ broken-yaml /,
  },
  {
    what: 'an unknown field',
    from: 'hazard ratio:',
    to: 'hazrd ratio:',
    exit: 2,
    says: /small-2024\.yaml:33:\d+ unknown-field .*hazard ratio/,
  },
  {
    what: 'survival that rises',
    from: '{ 6: 70%, 12: 50% }',
    to: '{ 6: 70%, 12: 80% }',
    exit: 1,
    says: /small-2024\.yaml:27:\d+ R19 monotone-S .*80%/,
  },
  {
    what: 'a percentage over 100',
    from: '{ 6: 70%, 12: 50% }',
    to: '{ 6: 170%, 12: 50% }',
    exit: 2,
    says: /small-2024\.yaml:27:\d+ .*170%/,
  },
  {
    what: 'a median interval that excludes the median',
    from: '12.0 (9.0 to 16.0)',
    to: '12.0 (13.0 to 16.0)',
    exit: 1,
    says: /small-2024\.yaml:26:\d+ R07 ci-contains .*13\.0/,
  },
  {
    what: 'arms that do not add up',
    from: 'events: { total: 120 }',
    to: 'events: { total: 120 }',
    exit: 1,
    says: /R21 arm-sum .*120/,
  },
  {
    what: 'a hazard ratio of 0',
    from: '0.55 (0.38 to 0.80)',
    to: '0',
    exit: 2,
    says: /small-2024\.yaml:33:\d+ .*a ratio cannot be 0 /,
  },
  { what: 'an empty file', to: '', exit: 2, says: /small-2024\.yaml:1:1 empty-file / },
  { what: '10 MB of noise', to: noise, exit: 2, says: /small-2024\.yaml:1:1 too-large / },
  { what: '100 kB of noise', to: noise.subarray(0, 100_000), exit: 2, says: /small-2024\.yaml:\d+:\d+ not-text / },
  {
    what: 'a file that is not UTF-8',
    to: Buffer.from(smallRecord.replace('Doe J.', 'Müller J.'), 'latin1'),
    exit: 2,
    says: /small-2024\.yaml:5:\d+ not-text .*UTF-8/,
  },
  {
    what: 'a duplicate key',
    from: 'trial: SMALL',
    to: 'trial: SMALL\ntrial: LARGE',
    exit: 2,
    says: /small-2024\.yaml:3:1 duplicate-key .*trial/,
  },
  {
    what: 'a unit nobody knows',
    from: '12.0 (9.0 to 16.0)',
    to: '12.0 fortnights',
    exit: 2,
    says: /small-2024\.yaml:26:\d+ .*fortnights/,
  },
  {
    what: 'a time unit nobody knows',
    from: 'time unit: months',
    to: 'time unit: moons',
    exit: 2,
    says: /small-2024\.yaml:3:\d+ .*moons/,
  },
  {
    what: 'reported events above n',
    from: 'events: { total: 120 }',
    to: 'events: { total: 181 }',
    exit: 1,
    says: /small-2024\.yaml:31:\d+ S01 within-patients .*181/,
    rebuild: { exit: 2, says: /events-above-patients 181 events among 180 patients/ },
  },
  {
    what: 'an arm of a billion patients',
    from: 'randomised: 120, treated: 118',
    to: 'randomised: 1000000000, treated: 118',
    exit: 0,
    says: /cannot be rebuilt: pfs \(New drug has 1000000000 patients; check the number of patients against the paper\)/,
    rebuild: { exit: 2, says: /small-2024\.yaml:10:\d+ patients-out-of-range .*expected 1 to 100000/ },
  },
]

function projectWith({ from, to }: BadRecord): Project {
  const project = smallProject()
  if (from === undefined || typeof to !== 'string') project.write(record, to)
  else {
    expect(smallRecord.split(from).length, 'the change must change something').toBe(2)
    project.write(record, smallRecord.replace(from, to))
  }
  return project
}

describe('a record with', () => {
  for (const it of cases) {
    test(it.what, async () => {
      const project = projectWith(it)
      if (it.what === 'arms that do not add up') {
        const counted = project
          .read(record)
          .replace('median: 12.0 (9.0 to 16.0)', '$&\n        events: 70')
          .replace('median: 6.0 (4.5 to 8.5)', '$&\n        events: 45')
        project.write(record, counted)
      }
      const before = project.files()
      const checked = await project.here(`check ${record}`)
      expect(checked.out).toMatch(it.says)
      expect({ code: checked.code, err: checked.err }).toEqual({ code: it.exit, err: '' })

      const rebuild = it.rebuild ?? it
      const rebuilt = await project.here(`rebuild ${record} --out rebuilt`)
      expect(rebuilt.err).toMatch(rebuild.says)
      expect(rebuilt.code).toBe(rebuild.exit)
      expect(rebuilt.err).not.toMatch(/^\s+at /m)
      if (rebuild.exit === 2) expect(project.files()).toEqual(before)
    })
  }

  test('a landmark beyond follow-up: a note, and it is skipped', async () => {
    const project = smallProject()
    project.write(record, smallRecord.replace('{ 6: 70%, 12: 50% }', '{ 6: 70%, 12: 50%, 36: 20% }'))
    const checked = await project.here('check')
    expect(checked.out).toMatch(/small-2024\.yaml:27:\d+ S02 landmark-follow-up .*36.*\[note\]/)
    expect(checked.code).toBe(0)
    const rebuilt = await project.here('rebuild')
    expect(rebuilt.err).toMatch(/landmark-beyond-follow-up .*it is skipped/)
    expect(rebuilt.out).not.toMatch(/survival@36 .*reproduced/)
  })

  test('no figure at all about time: cannot be rebuilt', async () => {
    const project = smallProject()
    const timeless = smallRecord
      .replace(/^ {8}(median|survival): .*$/gmu, '')
      .replace(/^ {6}(new|old):$/gmu, '      $1: {}')
    project.write(record, timeless)
    const before = project.files()
    const words = 'cannot be rebuilt: no figure that says when: no median, no landmark, no numbers at risk'
    const rebuilt = await project.here(`rebuild ${record} --out rebuilt`)
    expect(rebuilt).toMatchObject({ code: 2, out: '' })
    expect(rebuilt.err).toMatch(/^data\/trials\/small-2024\.yaml:14:3 no-time /m)
    expect(rebuilt.err).toContain(words)
    const reported = await project.here('report')
    expect(reported.code).toBe(2)
    expect(reported.err).toContain(words)
    expect(project.files()).toEqual(before)
    // It is a sound record all the same: a paper may print only counts. Only a plan cannot ask for its curve.
    expect(await project.here(`check ${record}`)).toMatchObject({ code: 0, err: '' })
    expect((await project.here('check')).out).toContain(words)
  })

  test('several mistakes: all at once, in the order of the file', async () => {
    const project = smallProject()
    project.write(record, smallRecord.replace('trial: SMALL', 'trail: SMALL').replace('role: control', 'role: contrl'))
    const lines = (await project.here('check --json')).out
    const { diagnostics: found } = JSON.parse(lines) as { diagnostics: { rule: string; line: number }[] }
    expect(found.length).toBeGreaterThanOrEqual(3)
    expect(found.map((it) => it.line)).toEqual(found.map((it) => it.line).sort((a, b) => a - b))
  })
})

describe('a plan with', () => {
  const plans = [
    {
      what: 'a record that is not there',
      from: '[small-2024]',
      to: '[smal-2024]',
      says: /small\.yaml:4:11 unknown-record .*"small-2024"/,
    },
    {
      what: 'an endpoint that the record does not have',
      from: 'endpoint: pfs',
      to: 'endpoint: pf',
      says: /small\.yaml:5:11 unknown-endpoint .*"pfs"/,
    },
    { what: 'an unknown field', from: 'draws: 20', to: 'drawz: 20', says: /small\.yaml:7:1 unknown-field .*draws/ },
    {
      what: 'a measure nobody knows',
      from: 'hazard ratio]',
      to: 'hazard rate]',
      says: /small\.yaml:9:\d+ .*hazard rat/,
    },
    { what: 'nothing in it', from: smallPlan, to: '', says: /small\.yaml:1:1 empty-file / },
  ]
  for (const { what, from, to, says } of plans) {
    test(what, async () => {
      const project = smallProject()
      project.write('analyses/small.yaml', smallPlan.replace(from, to))
      const before = project.files()
      const checked = await project.here('check')
      expect(checked.out).toMatch(says)
      expect(checked.code).toBe(2)
      const reported = await project.here('report')
      expect(reported.err).toMatch(says)
      expect(reported.code).toBe(2)
      expect(project.files()).toEqual(before)
    })
  }

  test('a broken record: the report of before stays as it was', async () => {
    const project = smallProject()
    project.write('reports/small/provenance.json', '{ "name": "remeier" }')
    project.write('reports/small/report.md', 'of before')
    project.write(record, smallRecord.replace('70%', '170%'))
    const before = project.files()
    expect((await project.here('report')).code).toBe(2)
    expect(project.files()).toEqual(before)
  })
})

describe('a path that', () => {
  // Each of these in a process of its own, for the exit and the streams of a real one.
  test.concurrent.each(['check', 'audit', 'rebuild', 'report'])('is not there: %s', async (command) => {
    const project = smallProject()
    const { code, out, err } = await project.remeier(`${command} data/trials/smal-2024.yaml`)
    expect(code).toBe(2)
    expect(out + err).toMatch(
      /^data\/trials\/smal-2024\.yaml:1:1 missing-file .*did you mean data\/trials\/small-2024\.yaml\?/m,
    )
  })
  test('is a folder', async () => {
    const { code, out } = await smallProject().here('check data/trials')
    expect(code).toBe(2)
    expect(out).toMatch(/^data\/trials:1:1 unreadable-file this is a folder .*data\/trials\/\*\.yaml/m)
  })
  test('leads in a circle', async () => {
    const project = smallProject()
    symlinkSync('loop.yaml', join(project.folder, 'loop.yaml'))
    const { code, out } = await project.here('check loop.yaml')
    expect(code).toBe(2)
    expect(out).toMatch(/^loop\.yaml:1:1 unreadable-file /m)
  })
  test('leads through a file', async () => {
    const { code, out } = await smallProject().here('check analyses/small.yaml/x.yaml')
    expect(code).toBe(2)
    expect(out).toMatch(/unreadable-file a part of this path is a file/)
  })
  test('nobody named, in a folder without a project', async () => {
    for (const command of ['check', 'audit', 'rebuild', 'report']) {
      const { code, out, err } = await emptyProject().here(command)
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).toMatch(/^remeier: no file was named/)
      expect(err).toMatch(/remeier new /)
    }
  })
})

describe('--out', () => {
  test('never writes over tables that are not its own', async () => {
    const project = smallProject()
    project.write('real/ipd.csv', 'id,name\n1,a person\n')
    const before = project.files()
    const { code, err } = await project.here('rebuild --out real')
    expect(code).toBe(2)
    expect(err).toContain('real/ipd.csv has other columns')
    expect(project.files()).toEqual(before)
  })
  test('never replaces a folder that holds something else than a report', async () => {
    const project = smallProject()
    project.write('mine/small/thesis.md', 'three years of work')
    const before = project.files()
    const { code, err } = await project.here('report --out mine')
    expect(code).toBe(2)
    expect(err).toContain('it stays as it is')
    expect(project.files()).toEqual(before)
  })
  test('cannot be below a file', async () => {
    const project = smallProject()
    const before = project.files()
    for (const command of ['rebuild --out analyses/small.yaml', 'report --out analyses/small.yaml']) {
      const { code, err } = await project.here(command)
      expect(code).toBe(2)
      expect(err).toMatch(
        /analyses\/small\.yaml.*: (this exists already|a part of this path is a file)|is a file, not a folder/,
      )
      expect(err).not.toContain('defect')
    }
    expect(project.files()).toEqual(before)
  })
  test.skipIf(!existsSync('/proc/self'))('is tried before anything is built', async () => {
    const project = smallProject()
    const wrong: readonly string[] = [
      'report --out /proc/remeier',
      'report --summary /proc/remeier/summary.md',
      'report --junit /proc/remeier/report.xml',
      'rebuild --out /proc/remeier',
    ]
    for (const command of wrong) {
      // Whoever begins to build says so.
      const { code, out, err } = await project.here(command)
      const [option] = /--\w+/u.exec(command) ?? []
      expect([code, out, err]).toEqual([
        2,
        '',
        `remeier: nothing can be written to /proc (it takes no folders): choose another ${option}.\n`,
      ])
    }
    // Comparing writes nothing.
    expect((await project.here('report --check --out /proc/remeier')).err).not.toContain('nothing can be written')
  })
})
