/** Populations that are everybody who was assigned or, in a single arm, enrolled. */
const EVERYBODY =
  /^(randomi[sz]ed|assigned|enrolled|intention to treat|intent to treat|itt|(patients|participants) (of|in) the arm)$/

/** Words of a population that is only a part of the arm. */
const PART =
  /\b(respon\w*|treated|infused|dosed|evaluable|measurable|per protocol|safety|modified|mitt|subgroup|subset|landmark|with|without|who|whose|excluding|except|not(?! stated))\b/

/** "All randomised patients (ITT population)" is "randomised". */
export function plainPopulation(population: string): string {
  return population
    .toLowerCase()
    .replace(/\([^()]*\)/g, ' ')
    .replace(/[-\s]+/g, ' ')
    .trim()
    .replace(/^(all|the) /, '')
    .replace(/^patients (who were |who had been )?(?=\S+$)/, '')
    .replace(/ (patients|participants|population|set|analysis set)$/, '')
}

/** Whether a population is the whole arm, in one of the usual wordings. */
export function isWholeArm(population: string): boolean {
  return EVERYBODY.test(plainPopulation(population))
}

/** Whether a population is clearly a part of the arm. */
export function isPartOfArm(population: string): boolean {
  return PART.test(plainPopulation(population))
}
