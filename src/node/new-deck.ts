import * as loaded from 'pptxgenjs'
import type Module from 'pptxgenjs'

export type Deck = InstanceType<typeof Module.default>
export type DeckSlide = ReturnType<Deck['addSlide']>
export type DeckText = Module.default.TextProps

/** An empty presentation. The types of pptxgenjs describe its CommonJS build, where the class is one level deeper than in the module that Node loads. */
export function newDeck(): Deck {
  const found: unknown = loaded.default
  if (!isDeckClass(found)) throw new TypeError('The class of pptxgenjs is required.')
  return new found()
}

const isDeckClass = (it: unknown): it is typeof Module.default => typeof it === 'function'
