import { expect, test } from 'vitest'
import { adjustmentWords } from '../../src/evidence/adjustment-words.ts'

const open = 'not stated'

test.each([
  [open, open, 'whether it is stratified or adjusted is not stated'],
  [false, open, 'not stratified; whether it is adjusted is not stated'],
  [true, open, 'stratified; whether it is adjusted is not stated'],
  [open, false, 'not adjusted; whether it is stratified is not stated'],
  [open, true, 'adjusted; whether it is stratified is not stated'],
  [false, false, 'neither stratified nor adjusted'],
  [true, true, 'stratified and adjusted'],
  [true, false, 'stratified, not adjusted'],
  [false, true, 'not stratified, adjusted'],
] as const)('stratified %s, adjusted %s: %s', (stratified, adjusted, words) => {
  expect(adjustmentWords({ stratified, adjusted })).toBe(words)
})
