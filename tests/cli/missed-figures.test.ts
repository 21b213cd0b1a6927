import { expect, test } from 'vitest'
import { missedFigures } from '../../src/cli/missed-figures.ts'
import type { FidelityRow } from '../../src/result/frames.ts'
import { readTrial } from '../evidence/read-trial.ts'

const row = (figure: string, verdict: FidelityRow['verdict']): FidelityRow => ({
  trial: 'made-up-2024',
  endpoint: 'pfs',
  arm: 'new',
  figure,
  measure: 'median',
  time: null,
  reported: '13.3',
  rebuilt: '13.4',
  role: 'input',
  verdict,
  predicted: null,
  lower: null,
  upper: null,
  z: null,
  predictionVerdict: '',
  source: 'paper',
})

const accepting = readTrial([
  ['id: made-up-2024\n', 'id: made-up-2024\naccepted: [{ rule: missed, figures: [pfs.new.median], reason: so }]\n'],
])

test('an acceptance covers a missed figure; once the figure comes back, it is called idle', () => {
  expect(missedFigures(readTrial(), [row('pfs.new.median', 'missed')])).toMatchObject([{ severity: 'fail' }])
  expect(missedFigures(accepting, [row('pfs.new.median', 'missed')])).toMatchObject([{ accepted: 'so' }])
  expect(missedFigures(accepting, [row('pfs.new.median', 'reproduced')])).toMatchObject([
    { severity: 'note', rule: 'idle-acceptance', line: 2, figures: ['pfs.new.median'] },
  ])
  // Another endpoint alone says nothing of it.
  expect(missedFigures(accepting, [row('os.new.median', 'reproduced')])).toEqual([])
})
