import type { EndpointEvidence } from '../evidence/evidence.ts'
import { terminalTable } from '../report/terminal-table.ts'
import { wrap } from '../report/wrap.ts'
import type { Information } from '../reconstruct/information.ts'
import { enDash, fixed, hundredfold, percent, trimmed } from '../result/format.ts'

/** The information grade for whoever sits before a terminal: timeline, grade of each stretch, the most valuable missing figures. */
export function informationText(evidence: EndpointEvidence, it: Information, width: number): string {
  const calibration = it.calibrated ? [] : ['The bands are not calibrated for figures of this kind.']
  return [
    'What the printed figures tell, and when',
    '',
    ...terminalTable(timelineColumns, timelineRows(evidence, it), width),
    '',
    ...wrap(
      'Takes away: the share of the mean width of the 95% model band that a figure removes beside all the others. Figures that say the same thing each remove little; one that the rebuilt patients alone are fitted to, none.',
      width,
    ),
    '',
    'How well each curve is known',
    '',
    ...terminalTable(stretchColumns, stretchRows(evidence, it), width),
    '',
    ...wrap(
      [
        'Pinned: a 95% model band of at most 5 points of survival. Extrapolated: after the last figure of the arm that stands at a time.',
        ...calibration,
      ].join(' '),
      width,
    ),
    '',
    'What one more figure would be worth',
    '',
    ...terminalTable(worthColumns, worthRows(it), width),
    '',
    ...(it.longestPrinted ? [] : [...wrap(longestWords(it.until), width), '']),
    ...wrap(
      'What to ask for, in turn. Expected narrowing of the mean band over follow-up, if the figure were printed where the others predict it: alone, and once those above are known (the points too). docs/information.md says how well such expectations came true.',
      width,
    ),
  ]
    .join('\n')
    .concat('\n')
}

const timelineColumns = [
  { label: 'Months', align: 'right' },
  { label: 'Figure', align: 'left' },
  { label: 'Reported', align: 'left' },
  { label: 'Takes away', align: 'right' },
] as const

function timelineRows(evidence: EndpointEvidence, { timeline }: Information): string[][] {
  const arms = [...new Set(timeline.map((it) => it.arm))]
  return arms.flatMap((arm) => [
    ['', armLabel(arm, evidence), '', ''],
    ...timeline
      .filter((it) => it.arm === arm)
      .map((row) => [span(row.from, row.to), `·\u00a0${row.label}`, row.reported, takesAway(row)]),
  ])
}

/** What a figure does to the band. A p-value goes into the patients alone: ratio and interval tell the curve the same. */
function takesAway({ kind, used, share }: Information['timeline'][number]): string {
  if (share !== null) return percent(share, 0)
  if (!used) return 'not used'
  return kind === 'p-value' ? 'patients only' : ''
}

const stretchColumns = [
  { label: 'Arm', align: 'left' },
  { label: 'Months', align: 'right' },
  { label: 'The curve is', align: 'left' },
  { label: 'Band, points', align: 'right' },
  { label: 'Widest', align: 'right' },
] as const

function stretchRows(evidence: EndpointEvidence, { stretches }: Information): string[][] {
  return stretches.map(({ arm, from, to, grade, width, widest }, at) => [
    stretches[at - 1]?.arm === arm ? '' : armLabel(arm, evidence),
    span(from, to),
    grade,
    hundredfold(width, 1),
    hundredfold(widest, 1),
  ])
}

const longestWords = (until: number): string =>
  `Ask for the longest follow-up too, before all these: it is not printed, so the end of the curves is an assumption, and what it is worth cannot be told from figures. Others are asked for up to ${month(until)} months only, the latest time at which the printed figures prove that somebody was under observation.`

const worthColumns = [
  { label: 'Figure that is not printed', align: 'left' },
  { label: 'Alone', align: 'right' },
  { label: 'After those above', align: 'right' },
  { label: 'Points', align: 'right' },
] as const

function worthRows({ missing, ask }: Information): string[][] {
  return ask.map(({ figure, shrinkage, points }) => {
    const alone = missing.find((it) => it.figure === figure)
    return [
      figure,
      alone === undefined ? '' : percent(alone.shrinkage, 0),
      percent(shrinkage, 0),
      hundredfold(points, 1),
    ]
  })
}

const month = (time: number): string => trimmed(Number(fixed(time, 1)))

function span(from: number | null, to: number | null): string {
  if (from === null || to === null) return ''
  return month(from) === month(to) ? month(from) : `${month(from)}${enDash}${month(to)}`
}

function armLabel(arm: string, { arms }: EndpointEvidence): string {
  const label = (id: string): string => arms.find((it) => it.id === id)?.label ?? id
  return arm === 'all' ? 'All' : arm.split('-vs-').map(label).join(' vs ')
}
