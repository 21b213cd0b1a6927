import { expect, test } from 'vitest'
import { rebuild } from '../../src/analysis/rebuild.ts'
import { compareFigures } from '../../src/chart/compare-figures.ts'
import { armStyles } from '../../src/chart/theme.ts'
import { smallRecord } from '../end-to-end/project.ts'
import { recordOf } from '../record/record-of.ts'
import { changed } from './small.ts'

const third = changed(smallRecord, {
  '  old: { label: Old drug, role: control }':
    '  both: { label: Both drugs, role: experimental }\n  old: { label: Old drug, role: control }',
  '  old: { chains:': '  both: { chains: [[randomised: 118]] }\n  old: { chains:',
  '      old:\n': '      both:\n        median: 10.0 (8.0 to 13.0)\n      old:\n',
  '    contrast:\n      hazard ratio':
    '    further contrasts:\n' +
    '      - { arm: new, versus: old, hazard ratio: 0.60 (0.40 to 0.90) }\n' +
    '      - { arm: both, versus: old, hazard ratio: { printed: 0.62 (0.38 to 1.01), level: 99% } }\n' +
    '      - { arm: both, versus: old, hazard ratio: 0.63 }\n' +
    '      - { arm: both, versus: new, hazard ratio: { printed: 1.10, events after: 8 weeks } }\n' +
    '    contrast:\n      arm: new\n      versus: old\n      hazard ratio',
})

test('the ratio of every pair of arms goes in, at its own level, and stands beside its rebuilt one; another analysis of the same pair does not', () => {
  const rebuilt = rebuild(recordOf(third), 'pfs', { seed: 1 })
  if (rebuilt.kind === 'refused') throw new Error(rebuilt.diagnostics.map((it) => it.message).join('\n'))
  const ratios = rebuilt.frames.reported.filter((it) => it.measure === 'hazard-ratio')
  expect(ratios.map(({ arm, printed, level }) => [arm, printed, level])).toEqual([
    ['new-vs-old', '0.55 (0.38 to 0.80)', 0.95],
    ['both-vs-old', '0.62 (0.38 to 1.01)', 0.99],
    ['both-vs-new', '1.10', null],
  ])
  const rows = rebuilt.frames.fidelity.filter((it) => it.measure === 'hazard-ratio')
  expect(rows.map(({ figure, role, verdict }) => [figure, role, verdict])).toEqual([
    ['pfs.new-vs-old.hazard-ratio', 'input', 'reproduced'],
    ['pfs.both-vs-old.hazard-ratio', 'input', 'reproduced'],
    ['pfs.both-vs-new.hazard-ratio', 'held-out', 'not-comparable'],
  ])
  for (const { predicted, lower, upper } of rows) {
    expect(predicted).toBeGreaterThan(lower!)
    expect(predicted).toBeLessThan(upper!)
  }
  const arms = armStyles(
    rebuilt.reconstruction.evidence.arms.map(({ id, label, role }) => ({ id, label, role, patients: 0 })),
  )
  const drawn = compareFigures(rebuilt.frames.fidelity, rebuilt.frames.reported, arms).map(({ label }) => label)
  expect(drawn).toContain('New drug v. Old drug, hazard ratio')
  expect(drawn).toContain('Both drugs v. Old drug, hazard ratio')
  expect(rebuilt.notes.filter((it) => it.rule === 'not-used').flatMap((it) => it.figures)).toEqual([
    'pfs.new-vs-old.hazard-ratio#2',
    'pfs.both-vs-old.hazard-ratio#2',
    'pfs.both-vs-new.hazard-ratio',
  ])
})
