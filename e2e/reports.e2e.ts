import { meetCustomer } from './fixtures/customer.ts'
import { linkNumber } from './fixtures/linked-number.ts'
import { expect, test } from './fixtures/office.ts'

test.use({ hasWhatsApp: true, hasProviders: true })

test('a report goes to a phone and by mail, once by hand and then by itself, each with what is for them; what was sent stays to be seen', async ({
  page,
  office,
  whatsApp,
  providers,
}) => {
  if (providers === null) throw new Error('the mail server runs beside this journey')
  const { mail } = providers
  const token = await office.setUp()
  const client = await office.connect(token)
  await linkNumber(client, whatsApp)
  const { host, port, user, password: secret } = mail
  const from = { fromName: 'Klinik', fromAddress: user, replyTo: null }
  await client.rpc.senders.save({
    settings: { kind: 'smtp', host, port, security: 'none', user, ...from },
    version: null,
    secret,
  })
  const manager = await meetCustomer(whatsApp, { name: 'Yönetici', phoneNumber: '+905321110001' })

  await office.openAs(page, token, '/reports')
  await page.getByRole('tab', { name: 'Alıcılar' }).click()
  const dialog = page.getByRole('dialog')
  const addRecipient = async (name: string, address: string, fill: () => Promise<void>) => {
    await page.getByRole('button', { name: 'Alıcı ekle' }).click()
    await fill()
    await dialog.getByRole('textbox', { name: 'Ad', exact: true }).fill(name)
    await dialog.getByRole('textbox', { name: /WhatsApp numarası|E-posta adresi/u }).fill(address)
    await dialog.getByLabel('Bu kişi raporları almayı kabul etti').check()
    await dialog.getByRole('button', { name: 'Ekle', exact: true }).click()
    await expect(page.getByRole('row', { name: new RegExp(name, 'u') })).toBeVisible()
  }
  await addRecipient('Selin Yönetici', '0532 111 00 01', async () => {})
  await addRecipient('Klinik Ortağı', 'ortak@example.com', async () => {
    await dialog.getByRole('combobox', { name: 'Kanal' }).click()
    await page.getByRole('option', { name: 'E-posta' }).click()
    await dialog.getByRole('combobox', { name: 'İçerik' }).click()
    await page.getByRole('option', { name: /Müşteri/u }).click()
  })
  await page.getByRole('button', { name: 'Liste ekle' }).click()
  await dialog.getByRole('textbox', { name: 'Liste adı' }).fill('Yönetim')
  await dialog.getByRole('combobox', { name: 'Alıcılar' }).click()
  await page.getByRole('option', { name: /Selin Yönetici/u }).click()
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Ekle', exact: true }).click()

  // Now, to both.
  await page.getByRole('tab', { name: 'Rapor', exact: true }).click()
  await page.getByRole('button', { name: 'Gönder', exact: true }).click()
  await dialog.getByLabel('Selin Yönetici').check()
  await dialog.getByLabel('Klinik Ortağı').check()
  await dialog.getByRole('button', { name: '2 kişiye gönder' }).click()
  await whatsApp.waitFor(
    async () => (await manager.received()).find(text => text.includes('Haftalık rapor')),
    'the report to reach the manager',
  )
  await expect.poll(() => mail.mails.length).toBe(1)
  const [received] = mail.mails
  expect(received?.mail.subject).toContain('Haftalık rapor')
  expect(received?.mail.attachments.map(({ mimeType }) => mimeType)).toEqual(['application/pdf'])
  // Key figures and nothing of how the office works.
  expect(received?.mail.html).not.toContain('Danışman')

  await page.getByRole('tab', { name: 'Gönderilenler' }).click()
  await page.getByRole('button', { name: /ayrıntıları/u }).click()
  const details = page.getByRole('dialog', { name: 'Haftalık rapor' })
  await expect(details.getByRole('row', { name: /Klinik Ortağı/u })).toContainText('Gönderildi')
  await expect(details.getByRole('row', { name: /Selin Yönetici/u })).toContainText(/Gönderildi|Ulaştı/u)
  await details.getByRole('button', { name: 'WhatsApp mesajı' }).first().click()
  await expect(page.getByRole('dialog').last()).toContainText('Haftalık rapor')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')

  // Every day from now on, by itself.
  await page.getByRole('tab', { name: 'Otomatik' }).click()
  await page.getByRole('button', { name: 'Otomatik rapor ekle' }).click()
  await dialog.getByRole('textbox', { name: 'Ad', exact: true }).fill('Sabah özeti')
  await dialog.getByRole('combobox', { name: 'Sıklık' }).click()
  await page.getByRole('option', { name: 'Her gün' }).click()
  await dialog.getByRole('combobox', { name: 'Dönem' }).click()
  await page.getByRole('option', { name: 'Dün' }).click()
  await expect(dialog.getByText(/^Sıradaki: /u)).toBeVisible()
  await dialog.getByRole('button', { name: 'Ekle', exact: true }).click()
  await expect(page.getByRole('row', { name: /Sabah özeti/u })).toContainText('Her gün 09:00')
  await office.moveClock(25 * 3_600_000)
  await whatsApp.waitFor(
    async () => (await manager.received()).find(text => text.includes('Günlük rapor')),
    'the daily report to come by itself',
  )
  await page.getByRole('tab', { name: 'Gönderilenler' }).click()
  await expect(page.getByText('Otomatik: Sabah özeti')).toBeVisible()
})
