import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { run } from './project.ts'

/* The pages of the plans that are shipped, built once: their size, and a real browser that opens one from a file, as a reader would. */

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((it) =>
  existsSync(it),
)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const ready = executablePath !== undefined

/** Bytes that the page of a report may have, for whoever opens it on a telephone or sends it by mail. */
const most = { 'report.html': 200_000, 'live.html': 650_000 } as const

const plans = readdirSync('analyses')
  .filter((it) => it.endsWith('.yaml'))
  .map((it) => it.replace(/\.yaml$/u, ''))

const folder = mkdtempSync(join(tmpdir(), 'remeier-page-'))

beforeAll(async () => {
  const ended = await run(['report', '--format', 'html,live', '--out', folder], process.cwd())
  if (ended.code !== 0) throw new Error(ended.err)
}, 600_000)

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test.each(plans)('%s: pages no larger than they may be', (plan) => {
  for (const [name, limit] of Object.entries(most)) {
    expect(statSync(join(folder, plan, name)).size, name).toBeLessThanOrEqual(limit)
  }
  expect(existsSync(join(folder, plan, 'supplement.html'))).toBe(true)
})

describe.skipIf(!ready)(`pages in a browser${ready ? '' : ' (skipped: needs chromium)'}`, () => {
  let browser: Browser | undefined
  const addressOf = (file: string): string => pathToFileURL(join(folder, 'karmma-3', file)).href

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    })
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
  })

  describe.each(['report.html', 'supplement.html'])('%s', (file) => {
    const address = (): string => addressOf(file)

    async function open(
      options: Parameters<Browser['newPage']>[0] = {},
    ): Promise<{ page: Page; asked: string[]; said: string[] }> {
      if (browser === undefined) throw new Error('no browser')
      const page = await browser.newPage(options)
      const [asked, said]: [string[], string[]] = [[], []]
      page.on('request', (it) => asked.push(it.url()))
      page.on('console', (it) => said.push(it.text()))
      page.on('pageerror', (it) => said.push(it.message))
      await page.goto(address())
      return { page, asked, said }
    }

    test('asks for nothing but itself, has no script, and the browser has nothing to complain of', async () => {
      const { page, asked, said } = await open()
      // The font stands in the page as a data address.
      expect(asked.filter((it) => !it.startsWith('data:'))).toEqual([address()])
      expect(said).toEqual([])
      expect(await page.locator('script').count()).toBe(0)
      const fonts = z
        .array(z.string())
        .parse(await page.evaluate('[...document.fonts].filter((it) => it.status === "loaded").map((it) => it.family)'))
      expect(fonts.join()).toContain('Remeier Sans')
      await page.close()
    })

    test.each([
      ['light', 1200],
      ['dark', 1200],
      ['light', 390],
    ] as const)('is accessible: %s, %d pixels wide (axe-core)', async (colorScheme, width) => {
      const { page } = await open({ colorScheme, viewport: { width, height: 900 } })
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

    test('does not scroll sideways on a telephone, and every figure keeps inside the page', async () => {
      const { page } = await open({ viewport: { width: 390, height: 800 } })
      const width = z.number().parse(await page.evaluate('document.documentElement.scrollWidth'))
      expect(width).toBeLessThanOrEqual(390)
      await page.close()
    })

    test('turns dark where the reader wants it dark, and white on paper', async () => {
      const ground = 'getComputedStyle(document.body).backgroundColor'
      const light = await open({ colorScheme: 'light' })
      const dark = await open({ colorScheme: 'dark' })
      const [day, night] = [await light.page.evaluate(ground), await dark.page.evaluate(ground)]
      expect(day).not.toBe(night)
      await dark.page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      expect(await dark.page.evaluate(ground)).toMatch(/rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\)/u)
      await light.page.close()
      await dark.page.close()
    })

    test('each figure has a sentence and a table behind it', async () => {
      const { page } = await open()
      const figures = await page.locator('figure').count()
      expect(figures).toBeGreaterThan(5)
      expect(await page.locator('figure [role="img"][aria-label]').count()).toBeGreaterThanOrEqual(figures)
      expect(await page.locator('figure details table').count()).toBeGreaterThanOrEqual(figures)
      await page.close()
    })
  })

  test('report and supplement lead to each other, each way to a heading that is there', async () => {
    if (browser === undefined) throw new Error('no browser')
    const page = await browser.newPage()
    await page.goto(addressOf('report.html'))
    const ways = z
      .array(z.string())
      .parse(
        await page.evaluate('[...document.querySelectorAll("a[href^=\'supplement.html#\']")].map((it) => it.hash)'),
      )
    expect(new Set(ways).size).toBeGreaterThan(4)
    await page.locator('a[href^="supplement.html#"]').first().click()
    await page.waitForURL(/supplement\.html#/u)
    const ids = z
      .array(z.string())
      .parse(await page.evaluate('[...document.querySelectorAll("[id]")].map((it) => `#${it.id}`)'))
    for (const it of ways) expect(ids).toContain(it)
    await page.locator('nav a[href="report.html"]').click()
    await page.waitForURL(/report\.html$/u)
    await page.close()
  })
})
