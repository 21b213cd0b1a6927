import { describe, expect, test } from 'vitest'
import { provenance } from '../../src/report/provenance.ts'
import { parseReferences } from '../../src/report/references.ts'
import { results } from './fixture.ts'

const sha256 = 'a'.repeat(64)
const inputs = {
  version: '0.1.0',
  report: { title: 'T', question: 'Q?', answer: 'A.', picture: { path: 'charts/x.svg', alt: 'X' } },
  files: [
    { path: 'data/trials/karmma-3-2023.yaml', sha256 },
    { path: 'analyses/karmma-3.yaml', sha256: 'b'.repeat(64) },
  ],
}

describe('provenance', () => {
  test('names inputs by hash, seed, draws, version, plan and every reported figure with its source', () => {
    const parsed: unknown = JSON.parse(provenance(results, inputs))
    expect(parsed).toMatchObject({
      software: { name: 'remeier', version: '0.1.0' },
      analysis: { id: 'karmma-3', plan: { sha256: results.analysis.planHash }, seed: 20230216, draws: 1000 },
      report: inputs.report,
      inputs: [{ path: 'analyses/karmma-3.yaml' }, { path: 'data/trials/karmma-3-2023.yaml', sha256 }],
    })
    expect(parsed).toHaveProperty('figures.length', results.fidelity.length)
    expect(parsed).toHaveProperty('figures.0', {
      trial: 'karmma-3-2023',
      figure: 'pfs.ide-cel.median',
      reported: '13.3',
      role: 'input',
      source: 'nejm, p 1006',
    })
  })
  test('does not depend on the order in which inputs are handed in, nor on the machine', () => {
    const text = provenance(results, inputs)
    expect(provenance(results, { ...inputs, files: inputs.files.toReversed() })).toBe(text)
    expect(text).not.toContain(process.version)
    expect(text).not.toContain(process.cwd())
  })
  test('paths of the machine and false hashes are refused', () => {
    for (const path of ['/home/a/x.yaml', 'C:\\x.yaml', 'C:/x.yaml', '../x.yaml', 'a/../../x', 'a\\b', '~/x']) {
      expect(() => provenance(results, { ...inputs, files: [{ path, sha256 }] })).toThrow(RangeError)
    }
    expect(() => provenance(results, { ...inputs, files: [{ path: 'x', sha256: 'abc' }] })).toThrow(RangeError)
  })
})

describe('references', () => {
  test('one entry a line, with its DOI apart', () => {
    const found = parseReferences(
      '# References\n\ntext\n- **A2000** Author A. Title. J 2000;1:1-2. doi:10.1000/ab(c).\n- **B1990** Author B. Book.\n- **C2001** C. T. https://doi.org/10.1002/(SICI)1:8<8::A>3.0;2-I\n',
    )
    expect([...found.values()]).toEqual([
      { key: 'A2000', citation: 'Author A. Title. J 2000;1:1-2.', doi: '10.1000/ab(c)' },
      { key: 'B1990', citation: 'Author B. Book.', doi: '' },
      { key: 'C2001', citation: 'C. T.', doi: '10.1002/(SICI)1:8<8::A>3.0;2-I' },
    ])
  })
  test('a key stands once', () => {
    expect(() => parseReferences('- **A1** x\n- **A1** y')).toThrow(/A1/)
  })
})
