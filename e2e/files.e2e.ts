import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { meetCustomer } from './fixtures/customer.ts'
import { linkNumber } from './fixtures/linked-number.ts'
import { drawPicture, PDF } from './fixtures/media.ts'
import { expect, test } from './fixtures/office.ts'

test.use({ hasWhatsApp: true })

const files = (page: Page) => page.getByRole('list', { name: /: dosyalar$/u })
const label = (page: Page, name: string | RegExp) =>
  page.getByRole('list', { name: 'Etiketler' }).getByRole('button', { name, exact: typeof name === 'string' })

async function findNoViolation(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])).toEqual([])
}

test('the files of a lead gather by themselves, and are put in order', async ({ page, office, whatsApp }) => {
  const token = await office.setUp()
  const client = await office.connect(token)
  await linkNumber(client, whatsApp)
  await office.openAs(page, token)
  const picture = await drawPicture(page)
  const { id: contact } = await meetCustomer(whatsApp, { name: 'Zeynep Işık', phoneNumber: '+905321112233' })
  await whatsApp.call('sendMedia', {
    ...{ contact, kind: 'image', bytes: picture, mime: 'image/jpeg', caption: 'Röntgenim bu', width: 640, height: 400 },
  })
  await page
    .getByRole('list', { name: 'Sohbetler' })
    .getByRole('link', { name: /Zeynep/u })
    .click()
  const section = page.getByRole('region', { name: 'Dosyalar' })
  await section.getByRole('link', { name: /Tümünü göster/u }).click()
  await expect(page.getByRole('tab', { name: 'Dosyalar' })).toHaveAttribute('aria-selected', 'true')
  await expect(files(page).getByRole('listitem')).toHaveCount(1)
  await expect(label(page, /Gelen Belgeler/u)).toHaveText('Gelen Belgeler1')

  // What comes while one looks appears by itself.
  await whatsApp.call('sendMedia', {
    ...{
      contact,
      kind: 'document',
      bytes: PDF.toString('base64'),
      mime: 'application/pdf',
      fileName: 'Işık rapor.pdf',
    },
  })
  await expect(files(page).getByRole('listitem')).toHaveCount(2)

  const sameBytes = Buffer.from(picture, 'base64')
  await page
    .getByLabel('Dosya ekle')
    .last()
    .setInputFiles([
      { name: 'pasaport.jpg', mimeType: 'image/jpeg', buffer: sameBytes },
      { name: 'notlar.txt', mimeType: 'text/plain', buffer: Buffer.from('Salı günü gelecek') },
    ])
  const uploads = page.getByRole('list', { name: 'Yüklenen dosyalar' })
  await expect(uploads).toContainText('Aynı dosya zaten var')
  await expect(files(page).getByRole('listitem')).toHaveCount(4)
  await findNoViolation(page)
  await page.screenshot({ path: test.info().outputPath('grid.png') })
  await uploads.getByRole('button', { name: 'Yenisini sil' }).click()
  await expect(uploads).toBeHidden()
  await expect(files(page).getByRole('listitem')).toHaveCount(3)

  await page
    .getByText('Liste', { exact: true })
    .or(page.getByRole('img', { name: 'Liste' }))
    .first()
    .click()
  await page.getByRole('searchbox', { name: 'Dosya adı ara' }).fill('isik')
  await expect(files(page).getByRole('listitem')).toHaveCount(1)
  await expect(files(page)).toContainText('Işık rapor.pdf')
  await page.getByRole('searchbox', { name: 'Dosya adı ara' }).fill('')
  await expect(files(page).getByRole('listitem')).toHaveCount(3)

  // By keyboard: move, choose two, label them.
  const first = files(page).getByRole('button', { name: /^notlar\.txt,/u })
  await first.focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await expect(files(page).getByRole('button', { name: /^Işık rapor\.pdf,/u })).toBeFocused()
  await page.keyboard.press('Space')
  await page.getByRole('toolbar', { name: 'Seçilen dosyalar' }).getByRole('button', { name: 'Etiketle' }).press('Enter')
  await page.getByRole('dialog').getByLabel('Etiket', { exact: true }).fill('Röntgen')
  await page.getByRole('dialog').getByRole('button', { name: 'Kaydet' }).click()
  await label(page, /^Röntgen/u).click()
  await expect(files(page).getByRole('listitem')).toHaveCount(2)
  await expect(label(page, /Gelen Belgeler/u)).toHaveText('Gelen Belgeler1')
  await findNoViolation(page)
  await page.screenshot({ path: test.info().outputPath('list.png') })

  await first.focus()
  await page.keyboard.press('F2')
  await page.getByLabel('Dosyanın adı').fill('Görüşme notları.txt')
  await page.keyboard.press('Enter')
  const renamed = files(page).getByRole('button', { name: /^Görüşme notları\.txt,/u })
  await expect(renamed).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(files(page).getByRole('listitem')).toHaveCount(1)
  const toast = page.getByRole('status').filter({ hasText: '“Görüşme notları.txt” silindi' })
  await toast.getByRole('button', { name: 'Geri al' }).click()
  await expect(renamed).toBeVisible()

  await page.getByRole('button', { name: 'Etiket: Röntgen' }).click()
  await page.getByRole('menuitem', { name: 'Etiketi kaldır' }).click()
  await expect(label(page, /Gelen Belgeler/u)).toHaveText('Gelen Belgeler2')

  const downloading = page.waitForEvent('download')
  await renamed.click()
  expect((await downloading).suggestedFilename()).toBe('Görüşme notları.txt')

  await page.getByRole('button', { name: 'Işık rapor.pdf: seçenekler' }).click()
  await page.getByRole('menuitem', { name: 'Sohbetteki yerine git' }).click()
  await expect(page).toHaveURL(/\/inbox\/[^?]+$/u)
  await expect(page.getByRole('log')).toContainText('Işık rapor.pdf')
})
