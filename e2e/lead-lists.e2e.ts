import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type LeadId, newId } from '#shared/domain/ids.ts'
import { expect, test } from './fixtures/office.ts'

const NAMES = ['Ayşe Kaya', 'Bora Demir', 'Cem Aydın', 'Derya Öz']

const row = (page: Page, name: string) => page.getByRole('grid').getByRole('row', { name: new RegExp(name, 'u') })

test('many leads at once: picked, moved, taken back, tagged; a way of looking is kept and opened again', async ({
  page,
  office,
}) => {
  const token = await office.setUp()
  const { rpc } = await office.connect(token)
  for (const [index, name] of NAMES.entries()) {
    const phoneNumber = `+90532111220${index}`
    const nothing = { email: null, countryCode: null, language: null, city: null }
    await rpc.leads.create({ id: newId<LeadId>(), name, phoneNumber, ...nothing })
  }
  await office.openAs(page, token, '/leads')

  // Picked by mouse with a range, and by key; moved together, and taken back.
  await row(page, 'Derya').getByRole('checkbox').click()
  await row(page, 'Bora')
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] })
  const toolbar = page.getByRole('toolbar', { name: "Seçilen lead'lerle yapılacaklar" })
  await expect(toolbar).toContainText('3 lead seçildi')
  await row(page, 'Ayşe').focus()
  await page.keyboard.press('x')
  await expect(toolbar).toContainText('4 lead seçildi')
  await page.keyboard.press('x')
  await toolbar.getByRole('button', { name: 'Aşama' }).click()
  await page.getByRole('menuitem', { name: 'Görüşülüyor' }).click()
  await expect(page.getByText('3 lead değişti.')).toBeVisible()
  await expect(row(page, 'Cem')).toContainText('Görüşülüyor')
  await expect(row(page, 'Ayşe')).not.toContainText('Görüşülüyor')
  await page.getByRole('status').getByRole('button', { name: 'Geri al' }).click()
  await expect(page.getByText('Geri alındı.')).toBeVisible()
  await expect(row(page, 'Cem')).not.toContainText('Görüşülüyor')

  // A new word hangs on one, then on all of the view.
  await row(page, 'Ayşe').getByRole('gridcell').nth(1).click()
  await page.getByRole('button', { name: 'Etiket ekle' }).click()
  await page.getByRole('textbox', { name: 'Etiket ara ya da yaz' }).fill('VIP')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('group', { name: 'Etiketler' })).toContainText('VIP')
  await page.keyboard.press('Escape')
  await page.getByRole('checkbox', { name: 'Gösterilenlerin hepsini seç' }).click()
  await toolbar.getByRole('button', { name: 'Etiket' }).click()
  await page.getByRole('menuitem', { name: 'VIP', exact: true }).first().click()
  await expect(page.getByText('3 lead değişti. 1 lead olduğu gibi kaldı.')).toBeVisible()
  await expect(row(page, 'Bora')).toContainText('VIP')

  // What is looked at is kept under a name, left, and opened again.
  await page.getByRole('searchbox').fill('Bora')
  await expect(row(page, 'Derya')).toHaveCount(0)
  await page.getByRole('button', { name: 'Görünümü kaydet' }).click()
  await page.getByRole('textbox', { name: 'Ad', exact: true }).fill('Yalnız Bora')
  await page.getByRole('button', { name: 'Kaydet', exact: true }).click()
  const views = page.getByRole('navigation', { name: 'Görünümler' })
  await expect(views.getByRole('button', { name: /^Yalnız Bora\s*1$/u })).toHaveAttribute('aria-current', 'true')
  await views.getByRole('button', { name: /^Tümü/u }).click()
  await expect(row(page, 'Derya')).toBeVisible()
  await views.getByRole('button', { name: /^Yalnız Bora/u }).click()
  await expect(row(page, 'Derya')).toHaveCount(0)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)])).toEqual([])

  // The view becomes the office's, and shows the columns that were chosen with it.
  await page.getByRole('button', { name: 'Sütunlar' }).click()
  await page.getByRole('checkbox', { name: 'Etiketler' }).check()
  await page.getByRole('button', { name: 'Etiketler sütununu öne al' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('columnheader').nth(-2)).toHaveText('Etiketler')
  await page.reload()
  await expect(page.getByRole('columnheader').nth(-2)).toHaveText('Etiketler')
  const actions = views.getByRole('button', { name: 'Yalnız Bora görünümü için işlemler' })
  await actions.click()
  await page.getByRole('menuitem', { name: 'Bütün ofisle paylaş' }).click()
  await expect(views.getByRole('img', { name: 'Ofisin görünümü' })).toBeVisible()
  await page.getByRole('button', { name: 'Filtre', exact: true }).click()
  await page.getByRole('menuitem', { name: 'İzin' }).click()
  await page.getByRole('menuitemradio', { name: 'E-postaya izin var' }).click()
  await expect(page.getByText('Eşleşen lead yok')).toBeVisible()
  const unfilter = page.getByRole('button', { name: 'Filtreyi kaldır: İzin' })
  await unfilter.focus()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Delete')
  await expect(row(page, 'Bora')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Filtre', exact: true })).toBeFocused()
  await actions.click()
  await page.getByRole('menuitem', { name: 'Görünümü sil' }).click()
  const removed = page.getByRole('status').filter({ hasText: '“Yalnız Bora” görünümü silindi.' })
  await removed.getByRole('button', { name: 'Geri al' }).click()
  await expect(views.getByRole('button', { name: /^Ofisin görünümü Yalnız Bora/u })).toBeVisible()
})
