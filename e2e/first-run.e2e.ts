import type { Page } from '@playwright/test'
import { linkByQr } from './fixtures/linking.ts'
import { admin, expect, test } from './fixtures/office.ts'

async function answerOfficeAndPerson(page: Page): Promise<void> {
  await page.getByLabel('Ofisin adı').fill('Ege Sağlık Turizmi')
  await page.getByRole('button', { name: 'Devam et' }).click()
  await page.getByLabel('Adınız ve soyadınız').fill(admin.name)
  await page.getByLabel('E-posta').fill(admin.email)
  await page.getByLabel('Parola', { exact: true }).fill(admin.password)
  await page.getByRole('button', { name: 'Ofisi kur' }).click()
}

test('the first run may skip the phone, and ends in an inbox that says what to do', async ({ page, office }) => {
  await office.open(page)
  await expect(page.getByRole('heading', { name: 'Hoş geldiniz' })).toBeVisible()
  await page.getByRole('button', { name: 'Devam et' }).click()
  await answerOfficeAndPerson(page)
  await expect(page.getByRole('heading', { name: 'Ofis telefonunu bağlayın' })).toBeVisible()
  await expect(page.getByText('WhatsApp numarayı kısıtlayabilir ya da kapatabilir')).toBeVisible()
  await page.getByRole('button', { name: 'Şimdilik geç' }).click()

  await expect(page.getByRole('navigation', { name: 'Bölümler' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Gelen kutusu', level: 1 })).toBeVisible()
  await expect(page).toHaveTitle('Santral · Ege Sağlık Turizmi')
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Gelen kutusu', level: 1 })).toBeVisible()
})

test('the language is chosen first and changes every word at once', async ({ page, office }) => {
  await office.open(page)
  await page.getByText('English', { exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByLabel('Name of the office')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Country' })).toHaveValue('Türkiye')
  await page.getByRole('combobox', { name: 'Country' }).fill('alman')
  await page.getByRole('option', { name: /Germany/u }).click()
  await expect(page.getByRole('combobox', { name: 'Country' })).toHaveValue('Germany')
})

test('what is missing is said beside its field before anything is sent', async ({ page, office }) => {
  await office.open(page)
  await page.getByRole('button', { name: 'Devam et' }).click()
  await page.getByRole('button', { name: 'Devam et' }).click()
  await expect(page.getByText('Bu alan boş bırakılamaz')).toBeVisible()
  await page.getByLabel('Ofisin adı').fill('Ege')
  await page.getByRole('button', { name: 'Devam et' }).click()
  await page.getByLabel('Adınız ve soyadınız').fill(admin.name)
  await page.getByLabel('E-posta').fill('ayse')
  await page.getByLabel('Parola', { exact: true }).fill('kısa')
  await page.getByRole('button', { name: 'Ofisi kur' }).click()
  await expect(page.getByText('Geçerli bir e-posta adresi yazın')).toBeVisible()
  await expect(page.getByText('Parola en az 8 karakter olmalı')).toBeVisible()
})

test.describe('with a phone at hand', () => {
  test.use({ hasWhatsApp: true })

  test('the last step links it by QR', async ({ page, office, whatsApp }) => {
    await whatsApp.call('createPhone', { phoneNumber: '905321112233', name: 'Ege Sağlık' })
    await office.open(page)
    await page.getByRole('button', { name: 'Devam et' }).click()
    await answerOfficeAndPerson(page)
    await page.getByRole('button', { name: 'QR kodu göster' }).click()
    await expect(page.getByRole('img', { name: 'WhatsApp ile taranacak QR kod' })).toBeVisible()
    await expect(page.getByText(/sonra yenilenir/u)).toBeVisible()
    await linkByQr(office, page, whatsApp, '905321112233')
    await expect(page.getByText(/\+90 532 111 22 33/u)).toBeVisible()
    await page.getByRole('button', { name: 'Gelen kutusuna git' }).click()
    await expect(page.getByRole('button', { name: 'Bağlantılar: her şey çalışıyor' })).toBeVisible()
  })
})
