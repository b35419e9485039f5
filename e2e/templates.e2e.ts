import { meetCustomer } from './fixtures/customer.ts'
import { linkNumber } from './fixtures/linked-number.ts'
import { PDF } from './fixtures/media.ts'
import { expect, test } from './fixtures/office.ts'

test.use({ hasWhatsApp: true })

test('a template is written in two languages, offered by a slash in that of the customer, and never sent with an open field', async ({
  page,
  office,
  whatsApp,
}) => {
  const token = await office.setUp()
  await linkNumber(await office.connect(token), whatsApp)
  const zeynep = await meetCustomer(whatsApp, { name: 'Zeynep Işık', phoneNumber: '+905321112233' })
  const hans = await meetCustomer(whatsApp, { name: 'Hans Meyer', phoneNumber: '+4915112345678' })
  await office.openAs(page, token, '/settings/templates')
  await page.getByRole('button', { name: 'Şablon ekle' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Adı', { exact: true }).fill('Otel')
  await form.getByLabel('Metin').fill('Otelin adresi: {{otel}}. ')
  await form.getByRole('button', { name: 'Kişinin adı', exact: true }).click()
  await expect(form.getByText('Otelin adresi: {{otel}}. Elif')).toBeVisible()
  await expect(form.getByText(/kendiliğinden dolmaz/u)).toContainText('{{otel}}')
  await form.getByRole('combobox', { name: 'Dil ekle' }).click()
  await page.getByRole('option', { name: 'Almanca' }).click()
  await form.getByLabel('Metin').fill('Hallo {{first_name}}')
  const plan = { name: 'Plan.pdf', mimeType: 'application/pdf', buffer: PDF }
  await form.locator('input[type=file]').setInputFiles(plan)
  await expect(form.getByRole('button', { name: 'Plan.pdf dosyasını kaldır' })).toBeVisible()
  await form.getByRole('button', { name: 'Ekle', exact: true }).click()
  await expect(page.getByRole('row', { name: /Otel/u })).toContainText('de')

  await page.goto(`${office.origin}/#/inbox`)
  await zeynep.writes('Otel nerede?')
  await page
    .getByRole('link', { name: /Zeynep Işık/u })
    .first()
    .click()
  const field = page.getByRole('textbox', { name: /Zeynep Işık/u })
  await field.pressSequentially('/karsilama')
  const menu = page.getByRole('listbox', { name: 'Şablonlar' })
  await expect(menu.getByRole('option')).toHaveCount(1)
  await expect(menu.getByRole('option')).toContainText('Merhaba Zeynep')
  await field.press('Enter')
  await expect(menu).toBeHidden()
  await expect(field).toHaveValue(/^Merhaba Zeynep, Ege Sağlık Turizmi adına ben Ayşe Yılmaz\./u)

  // What was sent comes first, a click does it too, and an open field keeps the message here.
  await field.press('Enter')
  await expect(field).toHaveValue('')
  await page.getByRole('button', { name: 'Şablonlar' }).click()
  await expect(menu.getByRole('option').first()).toContainText('Karşılama')
  await menu.getByRole('option', { name: /Otel/u }).click()
  await expect(field).toHaveValue('Otelin adresi: {{otel}}. Zeynep')
  await field.press('Enter')
  await expect(page.getByText(/Doldurmadan gönderilmez/u)).toContainText('{{otel}}')
  await page.getByRole('button', { name: 'Doldur' }).click()
  await page.keyboard.type('Kordon')
  await field.press('Enter')
  await zeynep.hasReceived('Otelin adresi: Kordon. Zeynep')

  await hans.writes('Guten Tag')
  await page
    .getByRole('link', { name: /Hans Meyer/u })
    .first()
    .click()
  const german = page.getByRole('textbox', { name: /Hans Meyer/u })
  await german.pressSequentially('/otel')
  await expect(menu.getByRole('option')).toContainText('Hallo Hans')
  await german.press('Enter')

  // With its file it leaves later; or now, after all.
  await page.getByRole('button', { name: 'Zamanla', exact: true }).click()
  const later = page.getByRole('dialog', { name: 'Sonra gönder' })
  await expect(later).toContainText('Plan.pdf')
  await later.getByRole('button', { name: 'Zamanla', exact: true }).click()
  const waiting = page.getByRole('list', { name: 'Zamanlanmış mesajlar' })
  await expect(waiting).toContainText('Plan.pdf')
  await waiting.getByRole('button', { name: /şimdi gönder/u }).click()
  await hans.hasReceived('Hallo Hans')
  await expect(waiting).toBeHidden()
})

test('a template is edited, removed and brought back', async ({ page, office }) => {
  await office.openAs(page, await office.setUp(), '/settings/templates')
  await page.getByRole('button', { name: '“Kısa bekleme” şablonunu düzenle' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Adı', { exact: true }).fill('Haber vereceğim')
  await form.getByRole('button', { name: 'Kaydet' }).click()
  await expect(page.getByRole('row', { name: /Haber vereceğim/u })).toBeVisible()
  await page.getByRole('button', { name: '“Haber vereceğim” şablonunu sil' }).click()
  await expect(page.getByRole('row', { name: /Haber vereceğim/u })).toBeHidden()
  await page.getByRole('button', { name: 'Geri al' }).click()
  await expect(page.getByRole('row', { name: /Haber vereceğim/u })).toBeVisible()
})
