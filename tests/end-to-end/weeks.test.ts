import { afterAll, describe, expect, test } from 'vitest'
import { removeProjects, smallPlan, smallProject, smallRecord } from './project.ts'

afterAll(removeProjects)

/* A paper that counts in weeks: what the terminal and the report show beside the reported figures is in weeks too. Made up. */

const inWeeks = smallRecord
  .replace('time unit: months', 'time unit: weeks')
  .replace("median: '18', range: 1 to 30", "median: '78', range: 4 to 130")
  .replace('12.0 (9.0 to 16.0)', '52.0 (39.0 to 70.0)')
  .replace('6.0 (4.5 to 8.5)', '26.0 (19.5 to 37.0)')
  .replace('{ 6: 70%, 12: 50% }', '{ 26: 70%, 52: 50% }')
  .replace('{ 6: 50%, 12: 25% }', '{ 26: 50%, 52: 25% }')

describe('a record in weeks', () => {
  test('in the terminal', async () => {
    const project = smallProject()
    project.write('data/trials/small-2024.yaml', inWeeks)
    const { out, code } = await project.here('rebuild')
    expect(code).toBe(0)
    expect(out).toMatch(/[Mm]edian.*52\.0.*52\.0/u)
    expect(out).toMatch(/weeks/u)
    expect(out).not.toMatch(/[Mm]edian, months/u)
  })
  test('in a report, whose plan says its unit', async () => {
    const project = smallProject()
    project.write('data/trials/small-2024.yaml', inWeeks)
    expect((await project.here('report')).err).toContain('no-time-unit')
    project.write(
      'analyses/small.yaml',
      smallPlan.replace('seed: 1', 'time unit: weeks\nseed: 1').replaceAll(' 12', ' 52'),
    )
    expect((await project.here('report')).code).toBe(0)
    const report = project.read('reports/small/report.md')
    expect(report).toMatch(/Median, weeks .*52\.0 .*52\.0 .*reproduced/u)
    expect(report).not.toMatch(/Median, months/u)
    // What the plan asks for at 52 weeks is the landmark that the paper prints.
    expect(project.read('reports/small/results.csv')).toMatch(/,survival,11\.95\d*,.*,50%,.*reproduced/u)
  })
})
