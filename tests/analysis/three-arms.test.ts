import { expect, test } from 'vitest'
import { rebuild } from '../../src/analysis/rebuild.ts'
import { smallRecord } from '../end-to-end/project.ts'
import { changed, recordOf } from './small.ts'

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

test('a printed ratio of a second pair of arms stands beside its rebuilt one, at its own level; another analysis of the main pair does not', () => {
  const rebuilt = rebuild(recordOf(third), 'pfs', { seed: 1 })
  if (rebuilt.kind === 'refused') throw new Error(rebuilt.diagnostics.map((it) => it.message).join('\n'))
  const ratios = rebuilt.frames.reported.filter((it) => it.measure === 'hazard-ratio')
  expect(ratios.map(({ arm, printed, level }) => [arm, printed, level])).toEqual([
    ['new-vs-old', '0.55 (0.38 to 0.80)', 0.95],
    ['both-vs-old', '0.62 (0.38 to 1.01)', 0.99],
  ])
  expect(rebuilt.reconstruction.fidelity.map((it) => it.figure.id)).not.toContain('pfs.both-vs-old.hazard-ratio')
})
