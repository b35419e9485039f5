import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { admin, expect, test } from './fixtures/office.ts'

const pages = [
  '/inbox',
  '/leads',
  '/settings/account',
  '/settings/office',
  '/settings/staff',
  '/settings/numbers',
  '/settings/pipeline',
  '/settings/diagnostics',
  '/settings/audit',
  '/settings/about',
] as const

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']

async function expectNothingSerious(page: Page, where: string): Promise<void> {
  // What floats stands outside the landmarks on purpose; the page itself may leave nothing outside them.
  const [framed, whole] = [
    await new AxeBuilder({ page }).include('#root').withRules(['region']).analyze(),
    await new AxeBuilder({ page }).withTags(tags).disableRules(['region']).analyze(),
  ]
  const found = [...framed.violations, ...whole.violations].map(({ id, impact, nodes }) => ({
    id,
    impact,
    nodes: nodes.map(node => node.html.slice(0, 160)),
  }))
  expect(found, where).toEqual([])
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme })

    test('axe finds nothing in the first run, at sign-in and at the lock', async ({ page, office }) => {
      await office.open(page)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectNothingSerious(page, 'language')
      await page.getByRole('button', { name: 'Devam et' }).click()
      await expectNothingSerious(page, 'office')
      const token = await office.setUp()
      await page.reload()
      await expect(page.getByRole('heading', { name: 'Giriş yap' })).toBeVisible()
      await expectNothingSerious(page, 'sign-in')
      await office.openAs(page, token)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await page.keyboard.press('Control+Shift+L')
      await expect(page.getByRole('heading', { name: 'Pencere kilitli' })).toBeVisible()
      await expectNothingSerious(page, 'lock')
    })

    test('axe finds nothing on any page', async ({ page, office }) => {
      // Ten pages, each looked at whole.
      test.slow()
      const token = await office.setUp()
      const { rpc } = await office.connect(token)
      await rpc.leads.create({
        id: crypto.randomUUID(),
        name: 'Işıl Şahin',
        phoneNumber: '+905321112233',
        email: null,
        countryCode: 'TR',
        language: 'tr',
        city: 'İzmir',
      })
      await office.openAs(page, token)
      for (const path of pages) {
        await page.goto(`${office.origin}/#${path}`)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await page.waitForLoadState('networkidle')
        await expectNothingSerious(page, path)
      }
    })

    test('axe finds nothing in what floats: menus, the palette, the sheet of keys, a form', async ({
      page,
      office,
    }) => {
      await office.openAs(page, await office.setUp(), '/settings/staff')
      await page.getByRole('button', { name: `${admin.name}: kişisel menü` }).click()
      await expect(page.getByRole('button', { name: 'Oturumu kapat' })).toBeVisible()
      await expectNothingSerious(page, 'person menu')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await expect(page.getByPlaceholder('Kişi, sohbet ya da komut arayın')).toBeVisible()
      await expectNothingSerious(page, 'palette')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Çalışan ekle' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await expectNothingSerious(page, 'staff form')
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
      await page.getByRole('heading', { level: 1 }).click()
      await page.keyboard.press('Shift+?')
      await expect(page.getByRole('dialog', { name: 'Klavye kısayolları' })).toBeVisible()
      await expectNothingSerious(page, 'shortcuts')
    })
  })
}

test('the whole frame is reached by keyboard', async ({ page, office }) => {
  await office.openAs(page, await office.setUp())
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'İçeriğe geç' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('Control+2')
  await expect(page).toHaveURL(/#\/leads/u)
  await page.keyboard.press('Control+4')
  await expect(page).toHaveURL(/#\/settings/u)
  await page.keyboard.press('Control+k')
  // At once: what is typed before the field is there is not lost.
  await page.keyboard.type('gelen')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/inbox/u)
})

test.describe('zoomed to 200 %', () => {
  // Half the pixels of a 1366×768 laptop is what its browser shows at 200 %.
  test.use({ viewport: { width: 683, height: 384 } })

  test('no page needs to be scrolled sideways', async ({ page, office }) => {
    await office.openAs(page, await office.setUp())
    for (const path of pages) {
      await page.goto(`${office.origin}/#${path}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect({ path, overflow }).toEqual({ path, overflow: 0 })
    }
  })
})
