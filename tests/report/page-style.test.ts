import { expect, test } from 'vitest'
import { pagePalette } from '../../src/report/page-palette.ts'
import { pageStyle } from '../../src/report/page-style.ts'

test('in print a figure keeps its width, however tall it is: its text would be too small to read', () => {
  const style = pageStyle(pagePalette, [])
  const print = style.slice(style.indexOf('@media print'))
  expect(print).not.toMatch(/svg\{[^}]*max-height/u)
  expect(print).not.toMatch(/(^|[\n,}])figure[,{][^}]*break-inside:avoid/u)
})
