import { expect, test } from 'vitest'
import { extent, lines, runs } from '../../src/node/pdf-text.ts'

/* A column that is as wide as its widest word holds it, by the definition of its least width. */

test.each(['Standard care, 211 patients', 'intention-to-treat (208)', 'Follow-up'])(
  'no word of %s is broken in a column of its least width, however the sum of widths was rounded',
  (text) => {
    for (const size of [8.2, 7.8, 7.4, 7, 6.6, 6.2]) {
      const all = runs(text, { size, leading: size })
      const width = extent(all, size).least - 1e-12
      const found = lines(all, width, size).map((line) => line.map((it) => it.text).join(''))
      expect(found.join(' ').split(' ')).toEqual(text.split(' '))
    }
  },
)
