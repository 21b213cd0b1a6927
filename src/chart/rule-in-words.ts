/** What rules of the audit compare, in as few words as stand over a column. */
const words: Readonly<Record<string, string>> = {
  R04: 'percentages and total',
  R06: 'percentage and its interval',
  R07: 'estimate in its interval',
  R08: 'ratio in mid-interval',
  R09: 'interval and p-value',
  R10: 'interval and p-value decide',
  R11: 'reduction in words',
  R12: 'interval and events by arm',
  R13: 'interval and all events',
  R14: 'landmarks and ratio',
  R15: 'landmarks and one ratio',
  R16: 'median and landmark',
  R17: 'median’s interval, landmark',
  R18: 'medians and ratio',
  R19: 'landmarks fall',
  R21: 'arms and total',
  R27: 'information and events',
  R28: 'interim boundary',
  R29: 'planned power',
  R30: 'follow-up and dates',
  R31: 'printed several times',
  R32: 'against the earlier report',
  R33: 'against other sources',
  R40: 'shares and ratio',
  R41: 'median within reach',
  R42: 'words of a claim',
  R43: 'direction of the ratio',
  R45: 'responders',
  R46: 'one curve for all',
  S01: 'within the patients',
  S02: 'landmark within follow-up',
  S03: 'at risk falls',
}

/** "median and landmark (R16)"; a rule without words of its own by its name. */
export const ruleInWords = (rule: string, name: string): string =>
  `${words[rule] ?? name.replaceAll('-', ' ')} (${rule})`
