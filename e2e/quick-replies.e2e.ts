import { meetCustomer } from './fixtures/customer.ts'
import { linkNumber } from './fixtures/linked-number.ts'
import { expect, test } from './fixtures/office.ts'

test.use({ hasWhatsApp: true })

test('a slash offers the quick replies: searched, chosen by key, filled, counted', async ({
  page,
  office,
  whatsApp,
}) => {
  const token = await office.setUp()
  await linkNumber(await office.connect(token), whatsApp)
  const customer = await meetCustomer(whatsApp, { name: 'Zeynep Işık', phoneNumber: '+905321112233' })
  await office.openAs(page, token, '/inbox')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await customer.writes('Merhaba')
  await page
    .getByRole('link', { name: /Zeynep Işık/u })
    .first()
    .click()
  const field = page.getByRole('textbox', { name: /Zeynep Işık/u })
  await field.fill('/')
  const menu = page.getByRole('listbox', { name: 'Hazır yanıtlar' })
  await expect(menu.getByRole('option')).toHaveCount(7)
  await field.press('Escape')
  await expect(menu).toBeHidden()
  await field.fill('')
  await field.pressSequentially('/karsilama')
  await expect(menu.getByRole('option')).toHaveCount(1)
  await expect(menu.getByRole('option')).toContainText('Merhaba Zeynep')
  await field.press('Enter')
  await expect(menu).toBeHidden()
  const text = /^Merhaba Zeynep, Ege Sağlık Turizmi adına ben Ayşe Yılmaz\./u
  await expect(field).toHaveValue(text)
  await field.press('Enter')
  await expect(page.getByRole('log')).toContainText('Merhaba Zeynep, Ege Sağlık Turizmi')
  await whatsApp.waitFor(
    async () => ((await customer.received()).some(line => text.test(line)) ? true : undefined),
    'it',
  )

  // What was used comes first, and a click does it too.
  await page.getByRole('button', { name: 'Hazır yanıtlar' }).click()
  await expect(menu.getByRole('option').first()).toContainText('Karşılama')
  await menu.getByRole('option', { name: /Kısa bekleme/u }).click()
  await expect(field).toHaveValue(/Sorunuzu ekibimize ilettim Zeynep/u)
  await expect(field).toBeFocused()
})

test('a field that nothing fills is marked, and sending asks', async ({ page, office, whatsApp }) => {
  const token = await office.setUp()
  await linkNumber(await office.connect(token), whatsApp)
  const customer = await meetCustomer(whatsApp, { name: 'Zeynep Işık', phoneNumber: '+905321112233' })
  await office.openAs(page, token, '/settings/replies')
  await page.getByRole('button', { name: 'Hazır yanıt ekle' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Adı', { exact: true }).fill('Otel')
  await form.getByLabel('Metin').fill('Otelin adresi: {{otel}}. ')
  await form.getByRole('button', { name: 'Kişinin adı', exact: true }).click()
  await expect(form.getByText('Otelin adresi: {{otel}}. Elif')).toBeVisible()
  await expect(form.getByText(/kendiliğinden dolmaz/u)).toContainText('{{otel}}')
  await form.getByRole('button', { name: 'Ekle' }).click()
  await expect(page.getByRole('row', { name: /Otel/u })).toBeVisible()

  await customer.writes('Otel nerede?')
  await page.getByRole('alert').getByRole('button', { name: 'Görüntüle' }).click()
  const field = page.getByRole('textbox', { name: /Zeynep Işık/u })
  await field.pressSequentially('/otel')
  await field.press('Enter')
  await expect(field).toHaveValue('Otelin adresi: {{otel}}. Zeynep')
  await expect(page.getByText('Doldurulmamış alan: {{otel}}')).toBeVisible()
  await field.press('Enter')
  await expect(page.getByRole('alertdialog')).toContainText('{{otel}}')
  await page.getByRole('button', { name: 'Doldur' }).click()
  await page.keyboard.type('Kordon')
  await expect(field).toHaveValue('Otelin adresi: Kordon. Zeynep')
  await field.press('Enter')
  await customer.hasReceived('Otelin adresi: Kordon. Zeynep')
})

test('a quick reply is edited, removed and brought back', async ({ page, office }) => {
  await office.openAs(page, await office.setUp(), '/settings/replies')
  await page.getByRole('button', { name: '“Hatırlatma” yanıtını düzenle' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Adı', { exact: true }).fill('Arama teklifi')
  await form.getByRole('button', { name: 'Kaydet' }).click()
  await expect(page.getByRole('row', { name: /Arama teklifi/u })).toBeVisible()
  await page.getByRole('button', { name: '“Arama teklifi” yanıtını sil' }).click()
  await expect(page.getByRole('row', { name: /Arama teklifi/u })).toBeHidden()
  await page.getByRole('button', { name: 'Geri al' }).click()
  await expect(page.getByRole('row', { name: /Arama teklifi/u })).toBeVisible()
})
