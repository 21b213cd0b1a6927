import { describe, expect, test } from 'vitest'
import { axisTicks } from '../../src/cli/axis-ticks.ts'
import { terminalCurve } from '../../src/cli/terminal-curve.ts'
import type { TerminalArm } from '../../src/cli/terminal-curve.ts'
import { results } from '../report/fixture.ts'

const arm = (id: string, label: string): TerminalArm => {
  const points = results.curves.filter((it) => it.arm === id && it.series === 'km')
  return {
    label,
    curve: {
      time: Float64Array.from(points, (it) => it.time),
      survival: Float64Array.from(points, (it) => it.survival ?? 0),
    },
    atRisk: results.risk.filter((it) => it.arm === id).map((it) => ({ time: it.time, count: it.atRisk })),
  }
}
const arms = [arm('standard', 'Standard regimen'), arm('ide-cel', 'Ide-cel')]
const options = { width: 80, height: 20, horizon: 36, timeLabel: 'Months since randomisation' }

describe('snapshot (only: did it change)', () => {
  test('two arms in braille', () => {
    expect(terminalCurve(arms, options)).toMatchSnapshot()
  })
  test('two arms in ASCII', () => {
    expect(terminalCurve(arms, { ...options, ascii: true })).toMatchSnapshot()
  })
})

describe('by hand', () => {
  test('one step: all at 100% up to half the axis, then at 50%', () => {
    const half: TerminalArm = {
      label: 'A',
      curve: { time: Float64Array.of(0, 6, 12), survival: Float64Array.of(1, 0.5, 0.5) },
      atRisk: [{ time: 6, count: 8 }],
    }
    const lines = terminalCurve([half], { width: 40, height: 9, ascii: true }).split('\n')
    // 40 characters less the gutter of 6, the label and two spaces are 31 columns: 15 and the step before it, 15 after it.
    expect(lines[0]).toBe(` 100%|${'o'.repeat(16)}`)
    expect(lines[4]).toBe(`  50%|${' '.repeat(15)}${'o'.repeat(16)} A`)
    expect(lines.slice(1, 4)).toEqual(['     |', '  75%|', '     |'].map((it) => `${it}${' '.repeat(21 - it.length)}o`))
    expect(lines.slice(5, 9)).toEqual(['     |', '  25%|', '     |', '   0%|'])
    expect(lines.at(-2)!.indexOf('8')).toBe(6 + 15)
  })
  test('every line fits the width, ASCII holds nothing else', () => {
    for (const width of [40, 60, 80, 132]) {
      for (const ascii of [true, false]) {
        const text = terminalCurve(arms, { ...options, width, ascii })
        for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width)
        if (ascii) expect(text).toMatch(/^[\x20-\x7e\n]*$/)
      }
    }
  })
  test('labels of curves that end together stand on lines of their own', () => {
    const text = terminalCurve([arms[0]!, { ...arms[0]!, label: 'Twin' }], options)
    const plot = text.split('\n').slice(0, 20)
    expect(plot.filter((it) => it.endsWith('Standard regimen'))).toHaveLength(1)
    expect(plot.filter((it) => it.endsWith('Twin'))).toHaveLength(1)
  })
  test('no escape sequence unless colour is asked for', () => {
    expect(terminalCurve(arms, options)).not.toContain('\u001b')
    expect(terminalCurve(arms, { ...options, colour: true })).toContain('\u001b[34m')
  })
  test('no arm and no room are refused', () => {
    expect(() => terminalCurve([], options)).toThrow(RangeError)
    expect(() => terminalCurve(arms, { ...options, width: 20 })).toThrow(RangeError)
  })
  test('ticks stand at calendar steps', () => {
    expect(axisTicks(35.4)).toEqual([0, 6, 12, 18, 24, 30])
    expect(axisTicks(36, 4)).toEqual([0, 12, 24, 36])
    expect(axisTicks(2)).toEqual([0, 1, 2])
    expect(() => axisTicks(0)).toThrow(RangeError)
  })
})
