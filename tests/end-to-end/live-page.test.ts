import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { livePlan } from '../page/small-live.ts'
import { removeProjects, smallProject } from './project.ts'

afterAll(removeProjects)

/** A real browser opens the live page from a file, moves its sliders and takes its files away. */
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((it) =>
  existsSync(it),
)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const ready = executablePath !== undefined

describe.skipIf(!ready)(`live.html in a browser${ready ? '' : ' (skipped: needs chromium)'}`, () => {
  let browser: Browser | undefined
  let address = ''
  let file = ''

  beforeAll(async () => {
    const project = smallProject()
    project.write('analyses/small.yaml', livePlan)
    const ended = await project.remeier('report --format live')
    if (ended.code !== 0) throw new Error(ended.err)
    file = join(project.folder, 'reports/small/live.html')
    address = pathToFileURL(file).href
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox', '--disable-gpu'] })
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
  })

  async function open(options: Parameters<Browser['newPage']>[0] = {}) {
    if (browser === undefined) throw new Error('no browser')
    const page = await browser.newPage(options)
    const [asked, said]: [string[], string[]] = [[], []]
    page.on('request', (it) => asked.push(it.url()))
    page.on('console', (it) => said.push(it.text()))
    page.on('pageerror', (it) => said.push(it.message))
    await page.goto(address)
    await page.waitForSelector('#live[data-ready]')
    return { page, asked, said }
  }

  const choose = (page: Page, id: string) => page.selectOption('#live-choice', `small-2024-${id}`)
  const move = (page: Page, control: string, share: number) =>
    page.evaluate(`{
      const it = document.querySelector('[data-control="${control}"]')
      it.value = String(Math.round(Number(it.max) * ${share}))
      for (const kind of ['input', 'change']) it.dispatchEvent(new Event(kind, { bubbles: true }))
    }`)
  const drawn = (page: Page) => page.locator('.live-plot').innerHTML()
  const told = (page: Page) => page.locator('.live table').innerText()

  test('asks for nothing but itself, says nothing, and lets no other script run', async () => {
    const { page, asked, said } = await open()
    expect(asked.filter((it) => !it.startsWith('data:'))).toEqual([address])
    expect(said).toEqual([])
    const policy = await page.locator('meta[http-equiv]').getAttribute('content')
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+' 'sha256-[^']+'; img-src blob:;/)
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:/)
    await page.evaluate(
      '{ const it = document.createElement("script"); it.textContent = "window.strange = 1"; document.head.append(it) }',
    )
    expect(await page.evaluate('window.strange')).toBeUndefined()
    await page.close()
  })

  test('every experiment: a slider changes the curve and the numbers, and the way back leads back', async () => {
    const { page, said } = await open()
    for (const [id, control, share] of [
      ['infused', 'median', 0.9],
      ['scaled', 'multiplier', 0.1],
      ['drop-out', 'delta', 0.9],
    ] as const) {
      await choose(page, id)
      await page.waitForSelector(`[data-control="${control}"]`)
      await page.waitForTimeout(150)
      const [picture, numbers] = [await drawn(page), await told(page)]
      await move(page, control, share)
      await expect.poll(() => drawn(page)).not.toBe(picture)
      expect(await told(page), id).not.toBe(numbers)
      await page.locator('.live-form button').click()
      await expect.poll(() => drawn(page)).toBe(picture)
      expect(await told(page), id).toBe(numbers)
    }
    expect(said).toEqual([])
    await page.close()
  })

  test('works from the keyboard: the slider moves by an arrow, says its value, and the result is announced', async () => {
    const { page } = await open()
    await choose(page, 'periods')
    const slider = page.locator('[data-control="time"]')
    await slider.focus()
    const before = await slider.getAttribute('aria-valuetext')
    await page.keyboard.press('ArrowRight')
    expect(await slider.getAttribute('aria-valuetext')).not.toBe(before)
    await expect.poll(() => page.locator('.live-status').textContent()).toMatch(/All events: /)
    expect(await page.evaluate('document.activeElement?.dataset.control')).toBe('time')
    await page.close()
  })

  test('a reported figure says where it is printed when it is pointed at', async () => {
    const { page } = await open({ viewport: { width: 1200, height: 1400 } })
    const mark = page.locator('.live-plot svg path[fill][stroke-width="1.5"]').first()
    await mark.scrollIntoViewIfNeeded()
    await mark.hover({ force: true })
    await expect.poll(() => page.locator('.live-tip').innerText()).toMatch(/as printed[\s\S]*source/)
    await page.close()
  })

  test('every figure can be had as numbers, drawing, pixels and specification', async () => {
    const { page } = await open({ acceptDownloads: true })
    const figure = page.locator('figure[data-chart="pfs-curve"]')
    const take = async (label: string): Promise<Buffer> => {
      const [got] = await Promise.all([
        page.waitForEvent('download'),
        figure.getByRole('button', { name: new RegExp(`^${label}:`) }).click(),
      ])
      return readFileSync(await got.path())
    }
    const csv = (await take('CSV')).toString()
    const rows = await figure.locator('table tr').count()
    expect(csv.trimEnd().split('\n')).toHaveLength(rows)
    const svg = (await take('SVG')).toString()
    expect(svg).toMatch(/^<svg[^>]* width="\d+/)
    expect(svg).toContain('@font-face')
    expect(svg).not.toContain('var(')
    const png = await take('PNG')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    const [, width] = /viewBox="0 0 (\d+)/.exec(svg) ?? []
    expect(png.readUInt32BE(16)).toBe(2 * Number(width))
    const committed = readFileSync(join(file, '../charts/pfs-curve.vl.json'), 'utf8')
    expect((await take('Vega-Lite')).toString()).toBe(committed)
    await page.close()
  })

  test.each([
    ['light', 1200],
    ['dark', 390],
  ] as const)('is accessible and keeps inside the page: %s, %d pixels wide', async (colorScheme, width) => {
    const { page } = await open({ colorScheme, viewport: { width, height: 900 } })
    expect(z.number().parse(await page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(width)
    // The policy of the page lets no foreign script in: axe comes through the debugger.
    await page.evaluate(axe)
    const found = z
      .array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }))
      .parse(
        await page.evaluate(
          'axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "best-practice"] }).then((it) => it.violations)',
        ),
      )
    expect(found.map((it) => `${it.id}: ${it.nodes[0]?.html.slice(0, 160) ?? ''}`)).toEqual([])
    await page.close()
  })
})
