import { findElectron, whyNoElectronWindow } from '../scripts/find-electron.ts'
import { expect, test } from './fixtures/office.ts'

const obstacle =
  findElectron() === undefined
    ? "Electron's binary is not on this machine, so the journeys ran in the browser host alone."
    : whyNoElectronWindow(process.platform, process.env, process.getuid?.())

test.describe('the real Electron', () => {
  test.use({ host: 'electron' })
  test.skip(obstacle !== undefined, obstacle ?? '')

  // Where it can be started, the journeys of one window run in it as a project of their own: see playwright.config.ts.
  test(`shows the desktop host${obstacle === undefined ? '' : `: skipped. ${obstacle}`}`, async ({ page, office }) => {
    await office.openAs(page, await office.setUp(), '/inbox')
    await expect(page.getByRole('heading', { name: 'Gelen kutusu', level: 1 })).toBeVisible()
    expect(page.url()).toMatch(/^app:\/\/santral\//u)
  })
})
