import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, type Page } from '@playwright/test'
import type { StaffId } from '#shared/domain/ids.ts'
import { findChromium } from '../src/main/browser/find-chromium.ts'
import { openBenchOffice } from './bench-office.ts'
import { LONG_CHAT, sizeOf } from './fill-office.ts'
import { generateOffice } from './generate-office.ts'
import { ms, noteGoal, printTable } from './statistics.ts'
import { copyOffice } from './writes.ts'

/** The page's own: `src/renderer/rpc/session-token.ts`. */
const TOKEN_KEY = 'santral.session-token'
const LONGEST_MS = 60_000
/** A hard fling of the wheel: more than a screen with every picture. */
const STEP_PX = 1_000
const LONG_TASK_MS = 50

interface ScrollFigures {
  /** Messages of the chat that passed by, of so many. */
  readonly passed: number
  readonly messages: number
  readonly took: number
  /** Rows in the document at once, at most. */
  readonly mostMounted: number
  /** Tasks of the page of more than 50 ms, and the longest of them. */
  readonly longTasks: number
  readonly longest: number
  /** Between two pictures. */
  readonly frameMedian: number
  readonly frameP99: number
  readonly heapMegabytes: number
}

/** Flings upwards through the chat, as far as it goes or as long as it may take. */
async function fling(page: Page): Promise<Omit<ScrollFigures, 'messages' | 'heapMegabytes'>> {
  return page.getByRole('log').evaluate(
    async (log, { longestMs, step }) => {
      const tasks: number[] = []
      new PerformanceObserver(list => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
        type: 'longtask',
      })
      const seen = new Set<string>()
      const frames: number[] = []
      let mostMounted = 0
      const nextFrame = () => new Promise<number>(resolve => requestAnimationFrame(resolve))
      const begun = performance.now()
      let before = await nextFrame()
      for (let still = 0; still < 300 && performance.now() - begun < longestMs; ) {
        const mounted = log.querySelectorAll<HTMLElement>('[data-index]')
        const lines = log.querySelectorAll<HTMLElement>('[data-message-id]')
        mostMounted = Math.max(mostMounted, mounted.length)
        const known = seen.size
        for (const line of lines) seen.add(line.dataset['messageId'] ?? '')
        still = seen.size > known ? 0 : still + 1
        log.scrollTop -= step
        const now = await nextFrame()
        frames.push(now - before)
        before = now
      }
      const took = performance.now() - begun
      frames.sort((a, b) => a - b)
      const at = (part: number) => frames[Math.floor(frames.length * part)] ?? 0
      return {
        passed: seen.size,
        took,
        mostMounted,
        longTasks: tasks.length,
        longest: Math.max(0, ...tasks),
        frameMedian: at(0.5),
        frameP99: at(0.99),
      }
    },
    { longestMs: LONGEST_MS, step: STEP_PX },
  )
}

async function measureScroll(size: number): Promise<ScrollFigures> {
  const copy = copyOffice(await generateOffice(size))
  const office = openBenchOffice(copy.folder)
  const admin = office.database.sqlite.prepare<[], { id: StaffId }>(`select id from staff where role = 'admin'`).get()
  if (!admin) throw new Error('the office has no admin')
  const token = office.signIn(admin.id)
  await office.close()
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../out/main/serve.js'), '--headless', '--port', '0'],
    {
      env: { ...process.env, SANTRAL_DATA_DIR: copy.folder, SANTRAL_WHATSAPP_URL: 'ws://127.0.0.1:9' },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const ended = once(child, 'exit')
  const browser = await chromium.launch({
    executablePath: findChromium(),
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu', '--disable-dev-shm-usage', '--enable-precise-memory-info'],
  })
  try {
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'tr-TR' })
    await page.goto(line.replace(/^Santral: /u, ''))
    await page.evaluate(([key, value]) => localStorage.setItem(key, value), [TOKEN_KEY, token] as const)
    await page.goto(`${new URL(page.url()).origin}/#/inbox/${LONG_CHAT}`)
    await page.reload()
    await page.getByRole('log').getByRole('article').first().waitFor()
    const figures = await fling(page)
    const heapMegabytes = await page.evaluate(
      () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize / 1e6,
    )
    return { ...figures, messages: sizeOf(size).longChat, heapMegabytes }
  } finally {
    await browser.close()
    child.kill('SIGINT')
    await ended
    copy.remove()
  }
}

export async function benchScroll(sizes: readonly number[]): Promise<void> {
  const figures: ScrollFigures[] = []
  for (const size of sizes) figures.push(await measureScroll(size))
  console.log('### Flinging upwards through the longest chat, in Chromium without a graphics card\n')
  printTable(
    [
      'messages in the chat',
      'passed by',
      's',
      'rows mounted, most',
      'tasks over 50 ms',
      'longest task, ms',
      'between pictures, median, ms',
      'p99, ms',
      'heap, MB',
    ],
    figures.map(one => [
      one.messages.toLocaleString('en'),
      one.passed.toLocaleString('en'),
      (one.took / 1_000).toFixed(1),
      String(one.mostMounted),
      String(one.longTasks),
      ms(one.longest),
      ms(one.frameMedian),
      ms(one.frameP99),
      one.heapMegabytes.toFixed(0),
    ]),
  )
  const mostMounted = Math.max(...figures.map(one => one.mostMounted))
  const longest = Math.max(...figures.map(one => one.longest))
  noteGoal('a bounded number of mounted rows in the longest chat (under 100)', mostMounted < 100, String(mostMounted))
  const worst = `${figures.map(one => one.longTasks).join(', ')} longer ones, ${ms(longest)} ms at most`
  noteGoal(`no task of the page over ${LONG_TASK_MS} ms while flinging through it`, longest <= LONG_TASK_MS, worst)
}
