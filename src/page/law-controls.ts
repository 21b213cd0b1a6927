import { notInfusedSentence, type NotInfusedLaw } from '../scenario/not-infused-law.ts'
import { type Control, numberOf, type Settings } from './control.ts'

export type LawKind = NotInfusedLaw['kind']

const words: Readonly<Record<LawKind, string>> = {
  'fail-at': 'all had the event at one time',
  exponential: 'exponential, with a median',
  'as-control': 'as the control arm, hazard multiplied',
  'as-infused': 'as the infused, hazard multiplied',
  'never-fail': 'none had the event',
  'as-arm': 'as the whole arm',
}

/** Which law those not infused followed, and its number where it has one. */
export function lawControls(kinds: readonly LawKind[], settings: Settings): readonly Control[] {
  const kind = kindOf(kinds, settings)
  const choice: Control = {
    kind: 'choice',
    id: 'law',
    label: 'Those not infused',
    options: kinds.map((value) => ({ value, label: words[value] })),
    value: kind,
  }
  const multiplier = {
    id: 'multiplier',
    label: 'Their hazard',
    min: 0.1,
    max: 10,
    step: 0,
    scale: 'log',
    value: 1,
    unit: 'times',
  } as const
  switch (kind) {
    case 'fail-at':
      return [
        choice,
        {
          kind: 'range',
          id: 'failure',
          label: 'They had it at',
          min: 0,
          max: 12,
          step: 0.5,
          scale: 'linear',
          value: 0,
          unit: 'months',
        },
      ]
    case 'exponential':
      return [
        choice,
        {
          kind: 'range',
          id: 'median',
          label: 'Their median',
          min: 0.1,
          max: 60,
          step: 0,
          scale: 'log',
          value: 2,
          unit: 'months',
        },
      ]
    case 'as-control':
    case 'as-infused':
      return [choice, { kind: 'range', ...multiplier }]
    case 'never-fail':
    case 'as-arm':
      return [choice]
  }
}

/** The law that the settings name. */
export function lawOf(kinds: readonly LawKind[], settings: Settings): NotInfusedLaw {
  const kind = kindOf(kinds, settings)
  switch (kind) {
    case 'fail-at':
      return { kind, time: numberOf(settings, 'failure') }
    case 'exponential':
      return { kind, median: numberOf(settings, 'median') }
    case 'as-control':
    case 'as-infused':
      return { kind, hazardMultiplier: numberOf(settings, 'multiplier') }
    case 'never-fail':
    case 'as-arm':
      return { kind }
  }
}

export const lawSentence = (law: NotInfusedLaw): string => notInfusedSentence(law, 'the event')

function kindOf(kinds: readonly LawKind[], settings: Settings): LawKind {
  const [first = 'never-fail'] = kinds
  return kinds.find((it) => it === settings['law']) ?? first
}
