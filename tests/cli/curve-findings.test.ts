import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { run } from '../../src/cli/run.ts'

const folder = mkdtempSync(join(tmpdir(), 'remeier-findings-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** One arm "c" of a curve and a risk table, rows with commas. */
async function rebuilt(curve: string, table: string, ...events: string[]) {
  const [c, r] = ['c.csv', 'r.csv'].map((name) => join(folder, name)) as [string, string]
  writeFileSync(c, `time,survival\n${curve.replaceAll(' ', '\n')}\n`)
  writeFileSync(r, `time,n\n${table.replaceAll(' ', '\n')}\n`)
  let out = ''
  let err = ''
  const streams = { out: (text: string) => (out += text), err: (text: string) => (err += text) }
  const options = { ...streams, width: 100, colour: false, live: false }
  const code = await run(['rebuild', '--curve', c, '--at-risk', r, ...events], options)
  return { code, out: out.replace(/\s+/g, ' '), err }
}

/** 100 patients, one event every 0.2 months of 60%, nobody censored: 60 events by 24 months, 40 are left. */
const cut = Array.from({ length: 61 }, (_, k) => `${0.4 * k},${1 - k / 100}`).join(' ')
const cutRisk = '0,100 12,70 24,40'

describe('a total where patients are still followed at the end of the picture', () => {
  test('may count later events: noted, no finding, none of them in the picture', async () => {
    const { code, out, err } = await rebuilt(cut, cutRisk, '--events', '75')
    expect(code).toBe(0)
    expect(out).toContain('c 100 60 ')
    expect(out).toMatch(
      /75 events are more than the (59 to )?60 that .* allow until 24\.0 months, where the picture ends; up to 40/,
    )
    expect(out).toMatch(/then 15 of them or more came later/)
    expect(out).toMatch(/· events 75 60 not.comparable/)
    expect(err).not.toContain('missed')
  })
  test('cannot be larger than all of them allow', async () => {
    const few = await rebuilt('0,1 3,0.9 6,0.8 12,0.8', '0,10 6,8 12,3', '--events', '9')
    expect(few.code).toBe(1)
    expect(few.err).toMatch(/9 events do not go with the readings/)
    expect(few.err).toMatch(/until 12\.0 months, and with all 3 who are followed until then at most \d ever/)
  })
})

describe('what is not proved is not said', () => {
  test('2/20 and 2/18 give these readings: 4 events are not blamed where the search finds 5', async () => {
    const { out, err } = await rebuilt('0,1 3,0.9 9,0.8 12,0.8', '0,30 6,18 12,10', '--events', '4')
    expect(out + err).not.toMatch(/bend|would lie|do not go with/)
    // Either met, or said not to be.
    if (out.includes('· events 4 4 reproduced')) return
    expect(err).toMatch(/4 events were not met: the search found none closer.*proves nothing against the number/)
  })
  test('of ten patients with a curve to 0, whose true total the search may miss', async () => {
    const curve = '0,1 4.22,0.899 5.00,0.801 6.91,0.699 7.37,0.602 9.70,0.482 9.97,0.358 14.49,0.001'
    const { out, err } = await rebuilt(curve, '0,10 6,8 12,2', '--events', '7')
    expect(out + err).toMatch(/events 7 7 reproduced|7 events were not met|the search found none closer/)
    expect(out + err).not.toMatch(/bend|would lie|do not go with/)
  })
  test('an odd total: censoring may be uneven, or any number be wrong; where is not known', async () => {
    const curve = '0,1 1,0.9 2,0.8 3,0.7 5,0.6 7,0.5 8,0.4 11,0.3 14,0'
    const { out } = await rebuilt(curve, '0,10 6,6 12,3', '--events', '8')
    expect(out).not.toMatch(/possible only where|left at once/)
    expect(out).toMatch(/8 events are far from the \d+ .* though allowed .* check the number, whose it is, the numbers/)
  })
  test('a reading that is nearly 0 does not make the number of patients too small', async () => {
    // Simulated; one number at risk is wrong, and the last reading is 0.003 where the curve is at 0.
    const curve = [
      '0.00,1.000 4.56,0.973 5.38,0.949 5.42,0.925 5.65,0.900 6.83,0.877 7.06,0.847 7.92,0.826',
      '8.08,0.802 8.16,0.777 8.70,0.751 8.90,0.725 9.30,0.700 9.52,0.677 10.71,0.651 11.45,0.627',
      '11.66,0.599 11.82,0.576 11.85,0.549 12.16,0.527 13.30,0.502 13.34,0.473 13.61,0.451 13.63,0.425',
      '13.77,0.397 14.15,0.374 14.26,0.348 14.53,0.325 14.84,0.298 15.89,0.277 16.08,0.251 17.11,0.225',
      '17.81,0.199 19.10,0.172 19.44,0.143 20.01,0.115 21.49,0.059 24.61,0.000 24.61,0.003',
    ].join(' ')
    const { err } = await rebuilt(curve, '0,40 6,36 12,17 18,8 24,1')
    expect(err).toMatch(/impossible-curve|against-readings/)
    expect(err).not.toContain('its steps are smaller')
  })
})

test('a number at risk is named in its file and row, and every cause with it', async () => {
  const { err } = await rebuilt('0,1 1,0.95 2,0.9 3,0.85 6,0.79 9,0.7 10,0.65', '0,40 3,36 6,36 9,20')
  expect(err).toMatch(/r\.csv:4:3 against-readings c: 36 at risk at 6 months/)
  expect(err).toMatch(/whose it is, the numbers at risk \(before the events of their very day.*calibration of the axes/)
})

test('a curve far from one of its readings is a finding, however few they are', async () => {
  // 41 and 33 of 50 are kept, while the readings fall to 50%.
  const curve = '0,1 2,0.9 4,0.8 6,0.7 8,0.6 10,0.5 12,0.45'
  const { code, out, err } = await rebuilt(curve, '0,50 6,41 12,33')
  expect(code).toBe(1)
  expect(err).toMatch(/c\.csv:1:1 far-from-readings c: the rebuilt curve lies [12]\d\.\d points from the reading at/)
  expect(out).toContain('is not to be used there')
})

test('a curve that is far from its last reading is a finding too', async () => {
  const { code, err } = await rebuilt('0,1 3,0.9 6,0.8 9,0.7 12,0.6 18,0.15', '0,50 6,40 12,30 18,28')
  expect(code).toBe(1)
  expect(err).toMatch(/far-from-readings c: the rebuilt curve lies [34]\d\.\d points from the reading at 18\.0 months/)
})
