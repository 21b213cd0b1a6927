import { expect, test } from 'vitest'
import { numbersIn, numberTokens, sameNumber } from './number-tokens.ts'
import { proposeReason } from './propose-reason.ts'

// By hand.

test('every way of printing a number is one token', () => {
  const tokens = (text: string): readonly string[] => numberTokens(text).map((it) => it.token)
  expect(tokens('13.3 months (95% CI, 11.8 to 16.1)')).toEqual(['13.3', '95', '11.8', '16.1'])
  expect(tokens('150×10^6 to 450×10⁶ cells, 540 × 10^{6}')).toEqual(['150', '10^6', '450', '10⁶', '540', '10^{6}'])
  expect(tokens('1,275 of 17,18 and 75·9%')).toEqual(['1,275', '17', '18', '75·9'])
  expect(tokens('cells¹⁴⁻¹⁶ in Three patients, none alone')).toEqual(['¹⁴', '¹⁶', 'Three'])
  expect(tokens('181 of 254 (71; 66-77)')).toEqual(['181', '254', '71', '66', '77'])
})

test('the same number however it is printed, and a lost zero is another', () => {
  expect(['Three', '3', '03', '³'].map(sameNumber)).toEqual(['3', '3', '3', '3'])
  expect(['10⁶', '10^6', '10^{6}'].map(sameNumber)).toEqual(['10^6', '10^6', '10^6'])
  expect([sameNumber('75·9'), sameNumber('1,275')]).toEqual(['75.9', '1275'])
  expect([sameNumber('66.0'), sameNumber('66'), sameNumber('0.5')]).toEqual(['66.0', '66', '0.5'])
  expect(numbersIn('2022-03-01')).toEqual(['2022', '3', '1'])
})

test('at most three words stand beside a token', () => {
  expect(numberTokens('a median of 13.3 months was seen').map((it) => it.near)).toEqual(['of 13.3 months'])
  expect(numberTokens('254').map((it) => it.near)).toEqual(['254'])
})

test('only what is certain gets a reason of itself', () => {
  const reason = (line: string): readonly string[] =>
    numberTokens(line).map((it) => proposeReason([line], it, Number.POSITIVE_INFINITY))
  expect(reason('in CARTITUDE-4 and KarMMa-3')).toEqual(['trial', 'trial'])
  expect(reason('anti-CD38, del(17p), t(4;14)')).toEqual(['name', 'name', 'name', 'name'])
  expect(reason('relapsed disease.1-7 Although')).toEqual(['reference', 'reference'])
  expect(reason('grade 3 or 4 events in 61 (24%)')).toEqual(['grade', 'grade', '', ''])
  expect(reason('(range, 0.5 to 13.0) vs. 42%')).toEqual(['', '', ''])
  expect(reason('  • Neutropenia: 95% 1')).toEqual(['', 'reference'])
  expect(reason('(Figs. S6 and S7), Table 3')).toEqual(['numbering', 'numbering', 'numbering'])
})
