import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { smallRecord } from '../end-to-end/project.ts'

const folder = mkdtempSync(join(tmpdir(), 'remeier-curves-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

async function remeier(...args: string[]) {
  let out = ''
  let err = ''
  const code = await run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    width: 100,
    colour: false,
    live: false,
  })
  return { code, out, err }
}

/** Ten patients by hand: events at 1, 3, 5 and 5, one censored between 1 and 3, five followed to 12. In percent, with decimal commas. */
const control = file(
  'control.csv',
  'Time;Survival (%)\r\n0;100\r\n1;100\r\n1;90\r\n3;90\r\n3;78,75\r\n5;78,75\r\n5;56,25\r\n12;56,25\r\n',
)
const controlRisk = file('control-risk.csv', 'trisk,nrisk\n0,10\n4,7\n8,5\n')
const both = file('wpd.csv', 'Control,,New,\nX,Y,X,Y\n0,1,0,1\n2,1,3,1\n2,0.5,3,0.75\n6,0.5,6,0.75\n')
const bothRisk = file('risk.csv', 'time,control,new\n0,2,4\n4,1,3\n')

const rowsOf = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))

describe('remeier rebuild --curve', () => {
  test('a curve and its risk table, without a record', async () => {
    const out = join(folder, 'alone')
    const { code, err } = await remeier(
      'rebuild',
      '--curve',
      control,
      '--at-risk',
      `control=${controlRisk}`,
      '--events',
      '4',
      '--out',
      out,
    )
    expect(err).toContain('survival is in percent (up to 100); divided by 100')
    expect(code).toBe(0)
    const patients = rowsOf(join(out, 'ipd.csv'))
    expect(patients.filter((row) => row[5] === '1').map((row) => Number(row[4]))).toEqual([1, 3, 5, 5])
    expect(patients).toHaveLength(10)
    expect(rowsOf(join(out, 'fidelity.csv')).map((row) => [row[2], row.at(-1)])).toEqual([
      ['curve.control.patients', 'reproduced'],
      ['curve.control.at-risk@0', 'reproduced'],
      ['curve.control.at-risk@4', 'reproduced'],
      ['curve.control.at-risk@8', 'reproduced'],
      ['curve.control.events', 'reproduced'],
    ])
  })
  test('a risk table that goes on after the last point: the picture says where it ends and what becomes of the patients', async () => {
    const risk = file('later-risk.csv', 'trisk,nrisk\n0,10\n4,7\n8,5\n30,2\n')
    const args = ['rebuild', '--curve', control, '--at-risk', `control=${risk}`]
    const longer = await remeier(...args)
    const words = longer.out.replace(/\s+/g, ' ')
    expect(words).toMatch(
      /The picture ends at 12 months, where the last point was read; by the risk table patients were under observation until 3\d(\.\d)? months, and in ipd.csv they stay without an event/,
    )
    expect(words).toContain('nothing is invented there')
    const within = await remeier(...args.slice(0, 4), `control=${controlRisk}`)
    expect(within.out).not.toContain('The picture ends')
  })
  test('two curves in one file, the first is the reference arm', async () => {
    const { code, out } = await remeier('rebuild', '--curve', both, '--at-risk', bothRisk, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      endpoints: [{ trial: 'curve', endpoint: 'curve', patients: 6 }],
      diagnostics: [{ rule: 'reference-arm', message: 'control is the reference arm, because its curve comes first' }],
    })
  })
  test('the median with its interval and, with two arms, the hazard ratio with its interval are shown', async () => {
    const { out } = await remeier('rebuild', '--curve', both, '--at-risk', bothRisk)
    // By hand: 1 of 2 at 2 months, S = 0.5 from there to the end at 6: the median is the middle. 1 of 4 at 3 months: not reached.
    expect(out).toMatch(/Control +2 +1 +4\.0 \(2\.0 to NE\)/)
    expect(out).toMatch(/New +4 +1 +not reached \(3\.0 to NE\)/)
    // Two terms: at 2 months 2 of control and 4 of new, at 3 months 1 and 4: 4r / (2 + 4r) + 4r / (1 + 4r) = 1, r = 1 / sqrt(8).
    expect(out).toMatch(/New vs Control: hazard ratio 0\.35 \(0\.02 to \d/)
    const { out: json } = await remeier('rebuild', '--curve', both, '--at-risk', bothRisk, '--json')
    expect(JSON.parse(json)).toMatchObject({
      endpoints: [
        { estimates: { arms: [{ events: 1, median: { value: 4 } }, { events: 1 }], hazardRatio: { kind: 'value' } } },
      ],
    })
  })
  test('how far the readings lie from the rebuilt curve, and how many events they allow; no column is empty', async () => {
    const args = ['rebuild', '--curve', control, '--at-risk', `control=${controlRisk}`]
    const { out, err } = await remeier(...args)
    // All corners of exact steps: 4 events, and nothing is off.
    expect(out).toMatch(/Readings +Points +Off, mean +Off, most, at months +Events allowed/)
    expect(out).toMatch(/control +8 +0\.00 +0\.0 +4 +5\n/)
    expect(out).toMatch(/Figure +Reported +Rebuilt +Verdict\n/)
    expect(err).not.toContain('fail')
    const { out: json } = await remeier(...args, '--json')
    expect(JSON.parse(json)).toMatchObject({
      endpoints: [
        {
          readings: [
            {
              arm: 'control',
              points: 8,
              meanDistance: 0,
              largestDistance: 0,
              largestAt: null,
              events: { likely: 4, lower: 4, upper: 4 },
            },
          ],
        },
      ],
    })
  })
  test('with the figures of a record, in its time unit', async () => {
    const record = file('small-2024.yaml', smallRecord)
    const curve = (name: string, points: string) => file(name, `time,survival\n${points}`)
    const a = curve('a.csv', '0,1\n2,0.8\n4,0.6\n6,0.45\n9,0.35\n12,0.3\n18,0.2\n24,0.15\n')
    const b = curve('b.csv', '0,1\n3,0.85\n6,0.7\n9,0.6\n12,0.52\n18,0.4\n24,0.35\n')
    const args = ['--curve', `old=${a}`, '--curve', `new=${b}`, '--seed', '1', '--json']
    const { out } = await remeier('rebuild', record, '--endpoint', 'pfs', ...args)
    const told: unknown = JSON.parse(out)
    expect(told).toMatchObject({
      endpoints: [{ trial: 'small-2024', endpoint: 'pfs', patients: 180, horizon: { months: 24 } }],
    })
  })
  test('UTF-16 with its mark, as spreadsheets save it', async () => {
    const text = '\uFEFFtime,survival\n0,1\n2,0.5\n6,0.5\n'
    const path = join(folder, 'unicode.csv')
    writeFileSync(path, Buffer.from(text, 'utf16le'))
    const risk = file('unicode-risk.csv', '0,2\n')
    expect((await remeier('rebuild', '--curve', `a=${path}`, '--at-risk', `a=${risk}`)).code).toBe(0)
    writeFileSync(path, Buffer.from(text, 'utf16le').swap16())
    expect((await remeier('rebuild', '--curve', `a=${path}`, '--at-risk', `a=${risk}`)).code).toBe(0)
  })
  test('the time unit of the files', async () => {
    const out = join(folder, 'weeks')
    await remeier(
      'rebuild',
      '--curve',
      control,
      '--at-risk',
      `control=${controlRisk}`,
      '--time-unit',
      'years',
      '--out',
      out,
    )
    expect(rowsOf(join(out, 'ipd.csv')).map((row) => Number(row[4]))[0]).toBe(12)
    expect(rowsOf(join(out, 'fidelity.csv')).map((row) => row[2])).toContain('curve.control.at-risk@8years')
  })
  test('the time unit that a header names is honoured, and results in months are told', async () => {
    const curve = file('days.csv', 'time (days),survival\n0,1\n365.25,0.5\n730.5,0.5\n')
    const risk = file('days-risk.csv', 'time,n\n0,2\n365.25,2\n730.5,1\n')
    const args = ['rebuild', '--curve', `a=${curve}`, '--at-risk', `a=${risk}`]
    const out = join(folder, 'days')
    const { code, err } = await remeier(...args, '--out', out)
    expect(code).toBe(0)
    expect(rowsOf(join(out, 'ipd.csv')).map((row) => Number(row[4]))).toEqual([12, 24])
    expect(err).toMatch(/time-unit times are read in days; .*ipd\.csv and curve\.csv are in months of 30\.4375 days/)
    const refused = await remeier(...args, '--time-unit', 'months')
    expect(refused.code).toBe(2)
    expect(refused.err).toMatch(/days\.csv:1:1 time-unit the header says that times are in days; .*--time-unit days/)
  })
})

test('a rebuild, one long computation, leaves signals to the system; a report, which writes folders, does not', () => {
  const tell = 'process.on("newListener", (name) => name === "SIGTERM" && process.stdout.write("handled"))'
  const told = (command: string): string => {
    const args = ['--import', `data:text/javascript,${encodeURIComponent(tell)}`, 'dist/cli/main.js']
    return spawnSync(process.execPath, [...args, command, '--help'], { encoding: 'utf8' }).stdout
  }
  expect(told('rebuild')).toMatch(/^Usage: remeier rebuild/)
  expect(told('report')).toMatch(/^handled/)
})

describe('what goes wrong is said with what to do', () => {
  test('noise and a folder, each in one line', async () => {
    const noise = join(folder, 'noise.csv')
    writeFileSync(
      noise,
      Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919 + ((i * i) % 251)) % 256),
    )
    const { code, err } = await remeier('rebuild', '--curve', noise)
    expect(code).toBe(2)
    expect(err.trim().split('\n')[0]).toMatch(/noise\.csv:1:1 not-text this file is not plain text/)
    expect(err.trim().split('\n').length).toBeLessThanOrEqual(2)
    expect(err).not.toContain('\uFFFD')
    expect((await remeier('rebuild', '--curve', folder)).err).toContain('*.csv')
  })
  test('every cell that is no number, at once', async () => {
    const bad = file('bad.csv', 'time,survival\n0,1\n1,abc\nx,0.5\n')
    const { code, err } = await remeier('rebuild', '--curve', bad)
    expect(code).toBe(2)
    expect(err).toMatch(/bad\.csv:3:3 not-a-number/)
    expect(err).toMatch(/bad\.csv:4:1 not-a-number/)
  })
  test('a curve of nobody, an arm without patients, an arm without a curve', async () => {
    expect((await remeier('rebuild', '--curve', control)).err).toMatch(
      /no-patients the number of patients of arm control is not known .*--at-risk control=FILE/,
    )
    const record = file('small-2024.yaml', smallRecord)
    const strange = await remeier('rebuild', record, '--endpoint', 'pfs', '--curve', `nobody=${control}`)
    expect(strange).toMatchObject({ code: 2 })
    expect(strange.err).toMatch(/unknown-arm a curve "nobody" names none of the arms/)
    expect((await remeier('rebuild', record, '--endpoint', 'pfs', '--curve', `new=${control}`)).err).toMatch(
      /no-curve arm old has no curve .*name it: --curve old=FILE/,
    )
  })
  test('numbers at risk that rise', async () => {
    const rising = file('rising.csv', 'time,nrisk\n0,10\n4,7\n8,9\n')
    const { code, err } = await remeier('rebuild', '--curve', control, '--at-risk', `control=${rising}`)
    expect(code).toBe(2)
    expect(err).toMatch(/rising\.csv:4:3 number-at-risk more are at risk at 8 \(9\) than at 4 \(7\)/)
  })
  test('a number of events that the curve cannot show', async () => {
    const flat = file('flat.csv', 'time,survival\n0,1\n6,1\n12,1\n')
    const risk = file('flat-risk.csv', 'time,nrisk\n0,30\n12,0\n')
    const { code, out, err } = await remeier('rebuild', '--curve', flat, '--at-risk', `flat=${risk}`, '--events', '2')
    expect(code).toBe(1)
    expect(err).toMatch(
      /flat\.csv:1:1 missed flat: 2 events do not go with the readings, .* allow 0 .*\(expected 0, found 2, check the number/,
    )
    expect(out.replace(/\s+/g, ' ')).toContain('2 events do not go with the readings')
  })
  test('one number of events too often, and one of more events than patients where there is no record', async () => {
    const args = ['rebuild', '--curve', control, '--at-risk', `control=${controlRisk}`]
    const twice = await remeier(...args, '--events', '4', '--events', '5')
    expect(twice).toMatchObject({ code: 2, out: '' })
    expect(twice.err).toContain('--events is given twice for all arms together: give it once.')
    expect((await remeier(...args, '--events', 'control=4', '--events', 'control=4')).err).toContain(
      '--events is given twice for the arm "control": give it once.',
    )
    const many = await remeier(...args, '--events', '500')
    expect(many.code).toBe(2)
    expect(many.err).toMatch(
      /500 events are given for arm control, which has 10 patients \(expected at most 10, found 500/,
    )
    expect(many.err).not.toContain('record')
  })
  test('an endpoint without a record', async () => {
    const { code, err } = await remeier(
      'rebuild',
      '--curve',
      control,
      '--at-risk',
      `control=${controlRisk}`,
      '--endpoint',
      'os',
    )
    expect(code).toBe(2)
    expect(err).toMatch(/--endpoint os names an endpoint of a record, and no record is named/)
  })
  test('a file that no picture needs: in words about curves', async () => {
    const large = file('large.csv', `time,survival\n${'0.000001,0.99999\n'.repeat(620_000)}`)
    const { code, err } = await remeier('rebuild', '--curve', large, '--at-risk', `large=${controlRisk}`)
    expect(code).toBe(2)
    expect(err).toMatch(/too-large this file is too large to be a digitised curve or a risk table .*export fewer/)
  })
  test('a time of a million years', async () => {
    const late = file('late.csv', 'time,survival\n0,1\n3,0.8\n6,0.7\n1e300,0.6\n')
    const { code, err } = await remeier('rebuild', '--curve', late, '--at-risk', `late=${controlRisk}`)
    expect(code).toBe(2)
    expect(err).toMatch(/late\.csv:5:1 unusable-curve row 5: time 1e\+300 is longer than any trial lasts/)
  })
  test('a number at risk that the readings exclude is named, though it is kept to', async () => {
    const steps = Array.from({ length: 61 }, (_, k) => `${k / 5},${(1 - k / 100).toFixed(3)}`).join('\n')
    const curve = file('even.csv', `time,survival\n${steps}\n`)
    // S(6) = 70%: of 200 patients at most 140 are left.
    const risk = file('even-risk.csv', 'time,n\n0,200\n6,149\n12,70\n')
    const { code, err } = await remeier('rebuild', '--curve', curve, '--at-risk', `even=${risk}`)
    expect(code).toBe(1)
    expect(err).toMatch(
      /even-risk\.csv:3:3 against-readings even: 149 at risk at 6 months cannot be beside 200 at the start.*at most 14[0-5] of them/,
    )
  })
  test('numbers that contradict the record or the patients of an arm, all at once, with both numbers', async () => {
    const record = file('small-2024.yaml', smallRecord)
    const a = file('old.csv', 'time,survival\n0,1\n6,0.45\n24,0.15\n')
    const b = file('new.csv', 'time,survival\n0,1\n6,0.7\n24,0.35\n')
    const risk = file('old-risk.csv', 'time,n\n0,300\n6,40\n')
    const args = ['rebuild', record, '--endpoint', 'pfs', '--curve', `old=${a}`, '--curve', `new=${b}`]
    const refused = await remeier(
      ...args,
      '--at-risk',
      `old=${risk}`,
      '--events',
      'old=999',
      '--out',
      join(folder, 'no'),
    )
    expect(refused.code).toBe(2)
    expect(refused.out).toBe('')
    expect(refused.err).toMatch(
      /old-risk\.csv:1:1 conflicting-count .*old-risk\.csv has 300 at risk at 0 months in arm old/,
    )
    expect(refused.err).toMatch(/999 events are given for arm old, (which has|the record prints) \d+/)
    const alone = await remeier('rebuild', '--curve', control, '--at-risk', `control=${controlRisk}`, '--events', '11')
    expect(alone.code).toBe(2)
    expect(alone.err).toMatch(/conflicting-count 11 events are given for arm control, which has 10 patients/)
    const total = await remeier(...args, '--events', '999')
    expect(total.code).toBe(2)
    expect(total.err).toMatch(/999 events are given for all arms, (but the arms have|the record prints) \d+/)
  })
  test('a curve that so few patients cannot have', async () => {
    const curve = file('few.csv', 'time,survival\n0,1\n2,0.95\n4,0.9\n6,0.85\n8,0.8\n10,0.75\n12,0.7\n')
    const risk = file('few-risk.csv', 'time,nrisk\n0,3\n')
    const { code, out, err } = await remeier('rebuild', '--curve', curve, '--at-risk', `few=${risk}`)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(
      /few\.csv:1:1 impossible-curve few: \d of 7 readings are on no curve that the search found of 3 patients with these numbers at risk and of events; its steps are smaller than those of 3 patients/,
    )
  })
  test('a handful of readings, most of which the table excludes', async () => {
    const curve = file('handful.csv', 'time,survival\n0,1\n3,0.5\n6,0.3\n12,0.1\n')
    const risk = file('handful-risk.csv', 'time,nrisk\n0,100\n6,61\n12,38\n')
    const { code, out, err } = await remeier('rebuild', '--curve', curve, '--at-risk', `handful=${risk}`)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(
      /impossible-curve handful: \d of \d readings.*at 6 months 61 of 100 are at risk, but the curve has fallen to 50%/,
    )
  })
  test('a table that keeps more at risk than survive, and a few readings astray that change nothing', async () => {
    const steps = Array.from({ length: 30 }, (_, t) => `${t},${(1 - t / 40).toFixed(3)}`).join('\n')
    const curve = file('falls.csv', `time,survival\n${steps}\n`)
    const risk = file('falls-risk.csv', 'time,nrisk\n0,40\n10,39\n20,38\n29,37\n')
    const refused = await remeier('rebuild', '--curve', `a=${curve}`, '--at-risk', `a=${risk}`)
    expect(refused.code).toBe(2)
    expect(refused.err).toMatch(/at 10 months 39 of 40 are at risk, but the curve has fallen to 78%: the table is of/)
    const one = file('one-astray.csv', `time,survival\n${steps.replace('\n12,0.700\n', '\n12,0.728\n')}\n`)
    const fits = file('fits.csv', 'time,nrisk\n0,40\n10,31\n20,21\n')
    expect((await remeier('rebuild', '--curve', `a=${one}`, '--at-risk', `a=${fits}`)).code).toBe(0)
  })
  test('a table that names another arm, unless it is given by name; a note then has both names', async () => {
    const risk = file('placebo-risk.csv', 'arm,time,n\nplacebo,0,10\nplacebo,4,7\n')
    const refused = await remeier('rebuild', '--curve', `control=${control}`, '--at-risk', risk)
    expect(refused.code).toBe(2)
    expect(refused.err).toMatch(
      /unknown-arm a risk table "placebo" names none of the arms: control \(say whose it is: /,
    )
    const taken = await remeier('rebuild', '--curve', `control=${control}`, '--at-risk', `control=${risk}`)
    expect(taken.code).toBe(0)
    expect(taken.err).toMatch(/other-arm a risk table of this file is named "placebo", and is given to arm control/)
  })
  test('a table that ends long after its curve, unless their unit is said', async () => {
    const steps = Array.from({ length: 10 }, (_, k) => `${k / 2},${(1 - k / 30).toFixed(4)}`).join('\n')
    const ends = async (header: string, ...more: string[]) => {
      const curve = file('short.csv', `${header},survival\n${steps}\n`)
      const risk = file('long-risk.csv', `${header},n\n0,150\n6,90\n12,54\n18,30\n24,15\n`)
      return remeier('rebuild', '--curve', `a=${curve}`, '--at-risk', `a=${risk}`, ...more)
    }
    const refused = await ends('time')
    expect(refused.code).toBe(2)
    expect(refused.err).toMatch(
      /in different units \(give both in one unit, and name it in both headers or with --time-unit\)/,
    )
    for (const told of [await ends('time (months)'), await ends('time', '--time-unit', 'months')]) {
      expect(told.err).toMatch(/the risk table ends at 24, the curve at 4\.5, both said to be in months \[note\]/)
      expect(told.err).not.toMatch(/different units/)
    }
  })
  test('columns that are exchanged', async () => {
    const rows = Array.from({ length: 21 }, (_, t) => `${(1 - t / 25).toFixed(3)},${t}`).join('\n')
    const risk = file('exchanged-risk.csv', '0,50\n6,37\n')
    const { code, err } = await remeier(
      'rebuild',
      '--curve',
      `a=${file('exchanged.csv', rows)}`,
      '--at-risk',
      `a=${risk}`,
    )
    expect(code).toBe(2)
    expect(err).toMatch(/exchanged\.csv:1:1 unusable-curve time and survival seem to be exchanged/)
  })
  test.each([
    ['0', 'arm control has 0 patients'],
    ['138000000', 'arm control has 138000000 patients'],
  ])('%s patients', async (n, message) => {
    const risk = file('size.csv', `time,n\n0,${n}\n6,0\n`)
    const { code, err } = await remeier('rebuild', '--curve', control, '--at-risk', `control=${risk}`)
    expect(code).toBe(2)
    expect(err).toContain(`size.csv:1:1 no-patients ${message} (expected from 1 to 100000 patients`)
  })
  test('options that go with a curve, without one', async () => {
    expect(await remeier('rebuild', '--events', '3')).toEqual({
      code: 2,
      out: '',
      err: 'remeier: --events goes with a digitised curve: name it with --curve FILE.\n',
    })
    expect((await remeier('rebuild', '--curve', control, '--events', 'x')).code).toBe(2)
    expect((await remeier('rebuild', '--curve', control, '--time-unit', 'moons')).err).toMatch(
      /days, weeks, months or years/,
    )
    expect((await remeier('rebuild', 'a.yaml', 'b.yaml', '--curve', control)).err).toMatch(/name one record, or none/)
  })
  test('a file that is not there', async () => {
    const { code, err } = await remeier('rebuild', '--curve', join(folder, 'contrl.csv'))
    expect(code).toBe(2)
    expect(err).toMatch(/missing-file there is no such file \(did you mean .*control\.csv\?\)/)
  })
})
