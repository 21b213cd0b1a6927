import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { collect, endpointsOf } from '../../src/evidence/collect.ts'
import { type EndpointEvidence, figures } from '../../src/evidence/evidence.ts'
import type { Diagnostic } from '../../src/record/diagnostic.ts'
import { readTrial } from './read-trial.ts'
import { recordOf } from '../record/record-of.ts'

type Changes = readonly (readonly [string, string])[]

function evidence(changes: Changes = [], endpoint = 'pfs'): EndpointEvidence {
  const it = collect(readTrial(changes), endpoint)
  if (it.kind === 'refused') throw new Error(JSON.stringify(it.diagnostics))
  return it.evidence
}

function refused(changes: Changes, endpoint = 'pfs'): readonly Diagnostic[] {
  const it = collect(readTrial(changes), endpoint)
  return it.kind === 'refused' ? it.diagnostics : []
}

describe('the evidence of an endpoint', () => {
  test('holds every figure once, control arm first, with the ids of the contract', () => {
    expect(figures(evidence()).map(({ id, printed }) => `${id} ${printed}`)).toEqual([
      'pfs.old.patients 50',
      'pfs.old.median 4.4',
      'pfs.old.median-lower 3.4',
      'pfs.old.median-upper 6.9',
      'pfs.old.survival@6 40%',
      'pfs.old.events 40',
      'pfs.new.patients 100',
      'pfs.new.median 13.3',
      'pfs.new.median-lower 11.8',
      'pfs.new.median-upper 16.1',
      'pfs.new.survival@6 73%',
      'pfs.new.survival@12 55%',
      'pfs.new.survival-lower@12 45',
      'pfs.new.survival-upper@12 64',
      'pfs.new.at-risk@0 100',
      'pfs.new.at-risk@6 70',
      'pfs.new.events 60',
      'pfs.all.events 100',
      'pfs.new-vs-old.hazard-ratio 0.49',
      'pfs.new-vs-old.hazard-ratio-lower 0.31',
      'pfs.new-vs-old.hazard-ratio-upper 0.78',
      'pfs.new-vs-old.p-value <0.001',
      'pfs.all.follow-up-median 18.6',
      'pfs.all.follow-up-minimum 0.4',
      'pfs.all.follow-up-maximum 35.4',
    ])
  })

  test('keeps intervals at their level, and what the paper leaves open as open', () => {
    const { contrasts, arms, visits } = evidence()
    const { numerator, denominator, hazardRatio, pValue } = contrasts[0]!
    expect([numerator, denominator]).toEqual(['new', 'old'])
    expect(hazardRatio).toMatchObject({
      adjustment: 'not stated',
      comparable: true,
    })
    expect(hazardRatio?.interval?.level).toBe(0.975)
    expect(arms[0]?.median?.interval?.level).toBe(0.95)
    expect(pValue).toMatchObject({ test: 'log-rank', stratified: true })
    expect(visits).toBe('every 8 weeks')
  })

  test('each figure inherits place and source', () => {
    const places = Object.fromEntries(figures(evidence()).map(({ id, at, source }) => [id, `${source}, ${at ?? '?'}`]))
    expect(places).toMatchObject({
      'pfs.old.median-lower': 'paper, Table 2',
      'pfs.new.median': 'paper, page 5',
      'pfs.all.follow-up-median': 'paper, page 4',
      'pfs.new.patients': 'paper, ?',
    })
  })

  test.each<[string, string, object]>([
    [
      'only later events',
      'model: Cox, events after: 8 weeks',
      { eventsAfter: 1.84, weighted: false, comparable: false },
    ],
    ['weights', 'model: Cox, weighted: true', { weighted: true, comparable: false, eventsAfter: null }],
    ['weights in words', 'model: inverse-probability weighted Cox', { weighted: true, comparable: false }],
    ['another model', 'model: Weibull', { weighted: false, comparable: false }],
    ['no model stated', 'stratified: true', { adjustment: 'stratified', comparable: true }],
    [
      'covariates',
      'model: proportional hazards, adjusted: true, stratified: true',
      { adjustment: 'adjusted', comparable: true },
    ],
    [
      'strata denied and covariates left open',
      'model: Cox, stratified: false',
      { stratified: false, adjusted: 'not stated', adjustment: 'not stated', comparable: true },
    ],
    ['neither', 'model: Cox, adjusted: false, stratified: false', { adjustment: 'none', comparable: true }],
  ])('a hazard ratio with %s', (_, kind, expected) => {
    expect(evidence([['model: Cox', kind]]).contrasts[0]?.hazardRatio).toMatchObject(expected)
  })

  test('times come in months, at whose thousandths patients stand, whatever the record counts in; ids keep the printed time', () => {
    const { arms } = evidence([
      [
        'clock: randomisation\n    population: randomised\n    assessor: not stated\n    criteria: not stated\n    visits: every',
        'time unit: weeks\n    clock: randomisation\n    population: randomised\n    assessor: not stated\n    criteria: not stated\n    visits: every',
      ],
      ['13.3 (11.8 to 16.1)', '58 (51 to 70)'],
    ])
    expect(arms[1]?.median?.estimate.quantity).toMatchObject({
      value: (58 * 7) / 30.4375,
      decimals: 0,
      notation: 'weeks',
    })
    expect(arms[1]?.landmarks.map(({ time, estimate }) => [estimate.id, time])).toEqual([
      ['pfs.new.survival@6weeks', 1.38],
      ['pfs.new.survival@12weeks', 2.76],
    ])
    expect(
      evidence([
        ['time unit: months', 'time unit: years'],
        ['0.4 to 35.4', '0.1 to 3'],
      ]).arms[0]?.landmarks[0]?.time,
    ).toBe(72)
  })

  test('a landmark beyond the longest follow-up is noted, not refused', () => {
    const it = collect(readTrial([['12: 55% (45 to 64)', '36: 30%']]), 'pfs')
    expect(it).toMatchObject({
      kind: 'evidence',
      notes: [
        {
          severity: 'note',
          rule: 'landmark-beyond-follow-up',
          line: 31,
          column: 25,
          figures: ['pfs.new.survival@36', 'pfs.all.follow-up-maximum'],
        },
      ],
    })
    expect(collect(readTrial(), 'pfs')).toMatchObject({ notes: [] })
  })

  test('it is used, and not noted, where another figure reaches further', () => {
    const later = [
      ['12: 55% (45 to 64)', '36: 30%'],
      ['11.8 to 16.1', '11.8 to 38.0'],
    ] as const
    expect(collect(readTrial(later), 'pfs')).toMatchObject({ kind: 'evidence', notes: [] })
  })

  test('a follow-up from another moment is not used', () => {
    const it = collect(readTrial([['from: randomisation', 'from: infusion']]), 'pfs')
    expect(it).toMatchObject({
      kind: 'evidence',
      evidence: { followUp: null },
      notes: [{ rule: 'other-clock', line: 22 }],
    })
  })

  test('a follow-up whose start is not stated is read on the clock of the endpoint, and that is told', () => {
    const it = (to: string) => collect(readTrial([['from: randomisation', to]]), 'pfs')
    const read = { kind: 'evidence', evidence: { followUp: { median: { id: 'pfs.all.follow-up-median' } } } }
    expect(it('from: not stated')).toMatchObject({ ...read, notes: [{ rule: 'assumed-clock' }] })
    expect(it('note: left out')).toMatchObject({ ...read, notes: [] })
  })

  test('patients are those whom the population names', () => {
    const of = (changes: Changes): string | undefined => evidence(changes, 'os').arms[1]?.patients.printed
    const population: readonly [string, string] = [
      'class: death\n    clock: randomisation\n    population: randomised',
      'class: death\n    clock: randomisation\n    population: treated',
    ]
    expect(of([])).toBe('100')
    expect(of([population])).toBe('90')
    expect(of([['        median: NR', '        n: 95\n        median: NR']])).toBe('95')
    expect(
      of([
        [
          'population: randomised\n    assessor: not stated\n    criteria: not stated\n    visits: not stated',
          'population: intention to treat\n    assessor: not stated\n    criteria: not stated\n    visits: not stated',
        ],
      ]),
    ).toBe('100')
    const responders: readonly [string, string] = [population[0], population[1].replace('treated', 'responders')]
    expect(refused([responders], 'os').map(({ rule }) => rule)).toEqual(['unknown-patients', 'unknown-patients'])
  })
})

describe('a figure that is not used is named, with its place and the reason', () => {
  const notes = (changes: Changes): readonly string[] => {
    const it = collect(readTrial(changes), 'pfs')
    if (it.kind === 'refused') throw new Error(JSON.stringify(it.diagnostics))
    return it.notes.map(({ severity, rule, line, message }) => `${severity} ${rule} ${line}: ${message}`)
  }

  test('nothing is left over in a plain record', () => {
    expect(notes([])).toEqual([])
  })

  test.each<[string, Changes, readonly string[]]>([
    [
      'further contrasts',
      [
        [
          '    at: page 5\n',
          '    further contrasts:\n      - { label: unstratified, hazard ratio: 0.52 (0.40 to 0.67), p: 0.002 }\n      - { odds ratio: 3.4 }\n    at: page 5\n',
        ],
      ],
      [
        'note not-used 43: pfs.new-vs-old.hazard-ratio#2 0.52 (0.40 to 0.67) is not used: of contrasts the first of each pair of arms goes in, where the endpoint has both arms',
        'note not-used 43: pfs.new-vs-old.p-value#2 0.002 is not used: of contrasts the first of each pair of arms goes in, where the endpoint has both arms',
        'note not-used 44: pfs.new-vs-old.odds-ratio#3 3.4 is not used: an odds ratio says nothing about when the events happened',
      ],
    ],
    [
      'other measures of the main contrast, also where nobody could read them',
      [
        [
          '      p: { printed',
          '      odds ratio: 3.4 (2 to 5)\n      rate ratio: "~2"\n      difference: 8.9 months\n      p: { printed',
        ],
      ],
      [
        'note not-used 41: pfs.new-vs-old.odds-ratio 3.4 (2 to 5) is not used: an odds ratio says nothing about when the events happened',
        'note not-used 42: pfs.new-vs-old.rate-ratio ~2 is not used: a ratio of risks or rates is not a hazard ratio',
        'note not-used 43: pfs.new-vs-old.difference 8.9 months is not used: a difference follows from the figures of the arms, which go in',
      ],
    ],
    [
      'range and numbers censored of an arm',
      [['        events: 40\n', '        events: 40\n        range: 0.5 to 30+\n        censored: { 6: 3 }\n']],
      [
        'note not-used 38: pfs.old.range 0.5 to 30+ is not used: the shortest and the longest time of an arm may end in an event or in a censoring',
        'note not-used 39: pfs.old.censored@6 3 is not used: numbers censored until a time are not read; numbers at risk are',
      ],
    ],
    [
      'another print of a figure',
      [
        [
          'median: { printed: 4.4 (3.4 to 6.9), at: Table 2 }',
          'median: { printed: 4.4 (3.4 to 6.9), also: [{ printed: "4.5", at: Fig. 2 }] }',
        ],
      ],
      ['note not-used 35: pfs.old.median 4.5 is not used: the first print of this figure is, 4.4 (3.4 to 6.9)'],
    ],
    [
      'not a print that says the same; but another rounding or other limits',
      [
        [
          'median: { printed: 4.4 (3.4 to 6.9), at: Table 2 }',
          'median: { printed: 4.4 (3.4 to 6.9), also: [{ printed: 4.4 months }, { printed: 4.4 (3.4-6.9) }, { printed: 4.40 }, { printed: 4.4 (3.4 to 6.0) }] }',
        ],
      ],
      [
        'note not-used 35: pfs.old.median 4.40 is not used: the first print of this figure is, 4.4 (3.4 to 6.9)',
        'note not-used 35: pfs.old.median 4.4 (3.4 to 6.0) is not used: the first print of this figure is, 4.4 (3.4 to 6.9)',
      ],
    ],
    [
      'the interval of a median follow-up',
      [["median: '18.6', range", 'median: 18.6 (17 to 19), range']],
      [
        'note not-used 16: the interval of pfs.all.follow-up-median 18.6 (17 to 19) is not used: no method of such intervals is assumed',
      ],
    ],
    [
      "the record's follow-up beside one of the endpoint",
      [['    at: page 5\n', '    follow-up: { median: 12.1, definition: unknown }\n    at: page 5\n']],
      ['note not-used 42: the follow-up of the record is not used here: this endpoint has its own'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(notes(changes)).toEqual(expected)
  })

  test('follow-up of an arm goes in', () => {
    const own: readonly [string, string] = [
      '        events: 40\n',
      '        events: 40\n        follow-up: { median: 12.1, range: 1 to 30, definition: observed }\n',
    ]
    expect(notes([own])).toEqual([])
    expect(figures(evidence([own])).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['pfs.old.follow-up-median', 'pfs.old.follow-up-minimum', 'pfs.old.follow-up-maximum']),
    )
  })
})

describe('patients of an arm', () => {
  const head = 'new: { label: New, role: experimental }'
  const withN: readonly [string, string] = [head, head.replace(' }', ', n: 104 }')]
  const named = (population: string): readonly [string, string] => [
    'class: death\n    clock: randomisation\n    population: randomised',
    `class: death\n    clock: randomisation\n    population: ${population}`,
  ]
  const taken = (population: string, more: Changes = []): readonly [string | undefined, readonly string[]] => {
    const it = collect(readTrial([named(population), ...more]), 'os')
    if (it.kind === 'refused') return [undefined, it.diagnostics.map(({ rule }) => rule)]
    return [it.evidence.arms[1]?.patients.printed, it.notes.map(({ rule }) => rule)]
  }

  test.each<[string, Changes, string | undefined, readonly string[]]>([
    ['treated', [withN], '90', []],
    ['all treated patients', [withN], '90', []],
    ['patients who were treated', [withN], '90', []],
    ['Treated population', [withN], '90', []],
    ['intention-to-treat', [withN], '104', []],
    ['all randomised patients (intention to treat)', [withN], '100', []],
    ['full analysis set', [withN], '104', ['assumed-patients', 'assumed-patients']],
    ['full analysis set', [], '100', ['assumed-patients', 'assumed-patients']],
    ['not stated', [withN], '104', ['assumed-patients', 'assumed-patients']],
    ['randomised and treated', [withN], undefined, ['unknown-patients', 'unknown-patients']],
    ['modified intention to treat', [withN], undefined, ['unknown-patients', 'unknown-patients']],
    ['responders', [withN], undefined, ['unknown-patients', 'unknown-patients']],
    ['patients with measurable disease', [withN], undefined, ['unknown-patients', 'unknown-patients']],
  ])('%s', (population, more, patients, rules) => {
    expect(taken(population, more)).toEqual([patients, rules])
  })

  test('the note says what was taken and how to be exact', () => {
    const it = collect(readTrial([named('full analysis set'), withN]), 'os')
    expect(it).toMatchObject({
      kind: 'evidence',
      notes: [
        {
          severity: 'note',
          message: 'no stage of the flow is "full analysis set": all 104 patients of "new" are taken to be analysed',
          mend: 'name a stage of the flow, or add n to the arm of the endpoint, as printed',
        },
        {},
      ],
    })
  })

  test('a population that is not stated is not looked for among the stages', () => {
    const it = collect(readTrial([named('not stated'), withN]), 'os')
    expect(it.kind === 'evidence' && it.notes[0]).toMatchObject({
      message: 'the population is not stated: all 104 patients of "new" are taken to be analysed',
      mend: 'state the population if the paper does, or add n to the arm of the endpoint, as printed',
    })
  })

  test('everybody who was assigned counts, also where the curve starts with fewer', () => {
    const start: readonly [string, string] = [
      '        median: NR (30.1-NE)',
      '        at risk: { 0: 99 }\n        median: NR',
    ]
    expect(taken('ITT', [start])).toEqual(['100', []])
    expect(taken('responders', [start])[1]).toEqual(['unknown-patients'])
    expect(taken('full analysis set', [start])).toEqual(['99', ['assumed-patients']])
  })
})

test.each([
  ['46 (38 to 65)', ['lost-point 46', 'lost-point 38', 'lost-point 65']],
  ['0.49 (38 to 65)', ['lost-point 38', 'lost-point 65']],
  ['46', ['lost-point 46']],
])('a hazard ratio of %s has lost its decimal point', (printed, expected) => {
  const found = refused([['0.49 (97.5% CI 0.31 to 0.78)', printed]])
  expect(found.map((it) => `${it.rule} ${it.found ?? ''}`)).toEqual(expected)
  expect(found[0]?.mend).toMatch(/^write 0\.\d\d if the paper prints \.\d\d; if it does print/)
})

test.each(['46.0', '1', '2', '12.5 (3 to 9)', '0.46'])('a hazard ratio of %s may be meant', (printed) => {
  expect(refused([['0.49 (97.5% CI 0.31 to 0.78)', printed]])).toEqual([])
})

describe('what cannot be used is refused at its line and column, all at once', () => {
  test.each<[string, Changes, string]>([
    ['percent over 100', [['73%', '173%']], 'percent-over-100 31:44'],
    ['hazard ratio of 0', [['0.49 (97.5% CI 0.31 to 0.78)', '0']], 'ratio-not-positive 40:32'],
    ['negative time', [['13.3 (11.8 to 16.1)', '-13.3']], 'negative-time 30:17'],
    ['unknown unit', [['4.4 (3.4 to 6.9)', '4.4 fortnights']], 'unknown-unit 35:28'],
    ['unknown unit of a window', [['model: Cox', 'events after: 8 moons']], 'unknown-unit 40:76'],
    ['interval reversed', [['(11.8 to 16.1)', '(16.1 to 11.8)']], 'interval-reversed 30:17'],
    ['decimal comma', [['13.3 (11.8 to 16.1)', '13,3']], 'decimal-comma 30:17'],
    ['events above patients', [['events: 40', 'events: 51']], 'events-above-patients 37:17'],
    ['events above all patients', [['total: 100', 'total: 151']], 'events-above-patients 38:22'],
  ])('%s', (_, changes, expected) => {
    expect(refused(changes).map(({ rule, line, column }) => `${rule} ${line}:${column}`)).toEqual([expected])
  })

  test('nothing about time', () => {
    const it = refused(
      [
        ['        median: NR (30.1-NE)\n        survival: { 12: 80% }', '        events: 20'],
        ['        survival: { 12: 70.0% }', '        n: 100'],
      ],
      'os',
    )
    expect(it).toMatchObject([
      {
        rule: 'no-time',
        line: 43,
        column: 3,
        message: 'cannot be rebuilt: no figure that says when: no median, no landmark, no numbers at risk',
      },
    ])
  })

  test('patients of an arm that are not taken for a part of it are named, with the reason', () => {
    const changes: Changes = [
      ['  new:\n    chains: [[randomised: 100, treated: { count: 90, percent: 90% }]]\n', ''],
      ['new: { label: New, role: experimental }', 'new: { label: New, role: experimental, n: 97 }'],
      [
        'class: death\n    clock: randomisation\n    population: randomised',
        'class: death\n    clock: randomisation\n    population: treated',
      ],
    ]
    expect(refused(changes, 'os').map(({ message }) => message)).toContain(
      'nothing says how many patients of "new" were analysed: the 97 of the arm are not taken, because "treated" may be only a part of them',
    )
  })

  test('medians that are printed, but as not reached, are not called missing', () => {
    const changes: Changes = [
      ['        median: NR (30.1-NE)\n        survival: { 12: 80% }', '        median: NR'],
      ['        survival: { 12: 70.0% }', '        median: NR (NE-NE)'],
    ]
    const message = 'cannot be rebuilt: no figure that says when: medians not reached, no landmark, no numbers at risk'
    expect(refused(changes, 'os')).toMatchObject([{ rule: 'no-time', message }])
    // A lower limit of one does say when.
    expect(
      refused([...changes.slice(0, 1), ['        survival: { 12: 70.0% }', '        median: NR (20-NE)']], 'os'),
    ).toEqual([])
  })

  test('a median among those who had the event is no curve', () => {
    expect(refused([['class: progression-like', 'class: other\n    estimator: descriptive']])).toMatchObject([
      { rule: 'no-curve', line: 22 },
    ])
  })

  test('a contrast of an arm with itself', () => {
    expect(refused([['hazard ratio: {', 'versus: new\n      hazard ratio: {']])).toMatchObject([
      { rule: 'unclear-contrast', line: 39, column: 5 },
    ])
  })

  test('several at once, in the order of the file', () => {
    const it = refused([
      ['73%', '173%'],
      ['4.4 (3.4 to 6.9)', '"4,4 (3,4 to 6.9)"'],
    ])
    expect(it.map(({ rule, line, found, figures }) => [rule, line, found, figures?.[0]])).toEqual([
      ['percent-over-100', 31, '173%', 'pfs.new.survival@6'],
      ['decimal-comma', 35, '4,4', 'pfs.old.median'],
      ['decimal-comma', 35, '3,4', 'pfs.old.median'],
    ])
  })

  test('an endpoint that the record does not have is the mistake of the caller', () => {
    expect(() => collect(readTrial(), 'efs')).toThrow(/pfs, os.*"efs"/)
  })
})

/** Rodriguez-Otero 2023. */
test('KarMMa-3', () => {
  const file = 'data/trials/karmma-3-2023.yaml'
  const parsed = recordOf(readFileSync(file, 'utf8'), file)
  const record = { ...parsed, file }
  expect(endpointsOf(parsed.trial)).toContain('pfs')
  const pfs = collect(record, 'pfs')
  if (pfs.kind === 'refused') throw new Error(JSON.stringify(pfs.diagnostics))
  const short = figures(pfs.evidence).map(({ id, quantity }) => [
    id,
    quantity.kind === 'number' ? quantity.value : quantity.kind,
  ])
  expect(Object.fromEntries(short)).toEqual({
    'pfs.standard.patients': 132,
    'pfs.standard.median': 4.4,
    'pfs.standard.median-lower': 3.4,
    'pfs.standard.median-upper': 5.9,
    'pfs.standard.survival@6': 0.4,
    'pfs.standard.survival@12': 0.3,
    'pfs.ide-cel.patients': 254,
    'pfs.ide-cel.median': 13.3,
    'pfs.ide-cel.median-lower': 11.8,
    'pfs.ide-cel.median-upper': 16.1,
    'pfs.ide-cel.survival@6': 0.73,
    'pfs.ide-cel.survival@12': 0.55,
    'pfs.all.events': 242,
    'pfs.ide-cel-vs-standard.hazard-ratio': 0.49,
    'pfs.ide-cel-vs-standard.hazard-ratio-lower': 0.38,
    'pfs.ide-cel-vs-standard.hazard-ratio-upper': 0.65,
    'pfs.ide-cel-vs-standard.p-value': 'less-than',
    'pfs.all.follow-up-median': 18.6,
    'pfs.all.follow-up-minimum': 0.4,
    'pfs.all.follow-up-maximum': 35.4,
  })
  expect(pfs.notes).toEqual([])
})

describe('patients of arms that are not printed', () => {
  const bare: Changes = [
    [
      '    chains: [[randomised: 100, treated: { count: 90, percent: 90% }]]',
      '    chains: [[treated: { count: 90, percent: 90% }]]',
    ],
    ['    chains: [[randomised: 50, treated: 48]]', '    chains: [[treated: 48]]'],
  ]
  const role = (name: string, more: string): readonly [string, string] => {
    const label = name === 'new' ? 'New, role: experimental' : 'Old, role: control'
    return [`${name}: { label: ${label} }`, `${name}: { label: ${label}, ${more} }`]
  }
  const allocation = (words: string): readonly [string, string] => [
    '  sample size: 150\n',
    `  sample size: 150\n  allocation: '${words}'\n`,
  ]
  const taken = (more: Changes, endpoint = 'os'): unknown => {
    const it = collect(readTrial([...bare, ...more]), endpoint)
    if (it.kind === 'refused') return it.diagnostics.flatMap(({ severity, rule }) => (severity === 'error' ? rule : []))
    return it.evidence.arms.map(({ patients: { printed, basis } }) => `${printed} ${basis ?? 'printed'}`)
  }

  test.each<[string, Changes, unknown]>([
    // A division that leaves an arm fewer than were treated is none.
    ['equally, against the flow', [], ['unknown-patients', 'unknown-patients']],
    ['in the allocation ratio', [allocation('2:1')], ['50 assumed', '100 assumed']],
    ['in words around it', [allocation('randomised 2 : 1, open label')], ['50 assumed', '100 assumed']],
    ['an allocation of three arms is none', [allocation('2:1:1')], ['unknown-patients', 'unknown-patients']],
    [
      'equally, where the flow allows it',
      [['treated: { count: 90, percent: 90% }', 'treated: 70']],
      ['75 assumed', '75 assumed'],
    ],
    [
      'the odd patient goes to the first arm',
      [
        ['treated: { count: 90, percent: 90% }', 'treated: 70'],
        ['sample size: 150', 'sample size: 151'],
      ],
      ['75 assumed', '76 assumed'],
    ],
    ['what the other arm leaves', [role('new', 'n: 101')], ['49 inferred', '101 printed']],
    [
      'inferred by the audit',
      [role('new', 'inferred: { n: 101, by: R04 }'), role('old', 'inferred: { n: 49, by: R04 }')],
      ['49 inferred', '101 inferred'],
    ],
    ['no total', [['design:\n  sample size: 150\n', '']], ['unknown-patients', 'unknown-patients']],
    ['an arm that would be empty', [role('new', 'n: 150')], ['unknown-patients']],
  ])('%s', (_, more, expected) => {
    expect(taken(more)).toEqual(expected)
  })

  test('nothing is assumed that the figures of the endpoint contradict', () => {
    const more: Changes = [['treated: { count: 90, percent: 90% }', 'treated: 70']]
    const start: readonly [string, string] = ['        at risk: { 0: 100, 6: 70 }\n', '']
    expect(taken([...more, start], 'pfs')).toEqual(['75 assumed', '75 assumed'])
    expect(taken([...more, start, ['events: 60', 'events: 76']], 'pfs')).toEqual([
      'unknown-patients',
      'unknown-patients',
    ])
    expect(taken([...more, ['at risk: { 0: 100, 6: 70 }', 'at risk: { 1: 99, 6: 70 }']], 'pfs')).toEqual([
      'unknown-patients',
      'unknown-patients',
    ])
  })

  test('an arm has patients that are printed or inferred, not both', () => {
    expect(() => readTrial([role('new', 'n: 100, inferred: { n: 100, by: R04 }')])).toThrow('printed-and-inferred')
  })
})
