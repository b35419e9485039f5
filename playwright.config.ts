import { defineConfig } from '@playwright/test'
import { findElectron, whyNoElectronWindow } from './scripts/find-electron.ts'
import { findChromium } from './src/main/browser/find-chromium.ts'

const isRoot = process.getuid?.() === 0

/** What a person does in one window. Several pages, downloads and kills are the browser host's to show. */
const inOneWindow = /(?:first-run|people|lead-page|electron)\.e2e\.ts$/u
const hasElectron =
  findElectron() !== undefined && whyNoElectronWindow(process.platform, process.env, process.getuid?.()) === undefined
/** Proves the journeys' own way into a window where the binary cannot be had. */
const wantsDouble = process.env['SANTRAL_E2E_DOUBLE'] === '1'

export default defineConfig<{ host: 'browser' | 'electron' | 'double' }>({
  testDir: 'e2e',
  testMatch: '*.e2e.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  // A busy build machine may hold a page up; a journey that needs its second try there is named in the output as flaky.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env['SANTRAL_TEST_REPORT']
    ? [['line'], ['json', { outputFile: process.env['SANTRAL_TEST_REPORT'] }]]
    : [['list']],
  projects: [
    { name: 'browser' },
    ...(hasElectron ? [{ name: 'electron', testMatch: inOneWindow, use: { host: 'electron' as const } }] : []),
    ...(wantsDouble ? [{ name: 'double', testMatch: inOneWindow, use: { host: 'double' as const } }] : []),
  ],
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    locale: 'tr-TR',
    timezoneId: 'Europe/Istanbul',
    // Recording costs about a third of a journey's time: the build machine records the second try only.
    trace: process.env['CI'] ? 'on-first-retry' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findChromium(),
      // Chromium refuses its sandbox to root, which build machines often are. Never so for people: see src/main/browser.
      chromiumSandbox: !isRoot,
      args: ['--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'],
    },
  },
})
