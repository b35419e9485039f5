import { type LeadId, newId } from '../src/shared/domain/ids.ts'
import { expect, test } from './fixtures/office.ts'

test.use({ hasProviders: true })

test('mail and SMS are connected and tried out, written by hand, answered, and what nobody knows the end of is decided', async ({
  page,
  office,
  providers,
}) => {
  if (providers === null) throw new Error('the providers run beside this journey')
  const { mail, twilio } = providers
  const token = await office.setUp()
  const { rpc } = await office.connect(token)
  await office.openAs(page, token, '/settings/senders')

  await page.getByRole('button', { name: 'E-posta sunucusu (SMTP) bağla' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Sunucu', { exact: true }).fill(mail.host)
  await form.getByLabel('Güvenlik').click()
  await page.getByRole('option', { name: /Şifresiz/u }).click()
  await form.getByLabel('Bağlantı noktası').fill(String(mail.port))
  await form.getByLabel('Kullanıcı adı').fill(mail.user)
  await form.getByLabel('Parola', { exact: true }).fill('yanlış')
  await form.getByLabel('Gönderen adresi').fill(mail.user)
  await form.getByRole('button', { name: 'Kaydet ve denetle' }).click()
  const checklist = page.getByRole('dialog', { name: /kurulum denetimi/u })
  await expect(checklist.getByText('Henüz çalışmıyor.')).toBeVisible()
  await expect(checklist.getByText(/Kullanıcı adı, parola ya da anahtar kabul edilmedi/u)).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'E-posta sunucusu (SMTP) bilgilerini değiştir' }).click()
  await form.getByLabel('Parola', { exact: true }).fill(mail.password)
  await form.getByRole('button', { name: 'Kaydet ve denetle' }).click()
  await expect(checklist.getByText('Giriş bilgileri doğru')).toBeVisible()
  await checklist.getByRole('button', { name: 'Deneme gönder' }).click()
  await expect(checklist.getByText(/gönderildi\. Birkaç dakika/u)).toBeVisible()
  expect(mail.mails).toHaveLength(1)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Twilio bağla' }).click()
  await form.getByLabel(/Account SID/u).fill(twilio.accountSid)
  await form.getByLabel('Auth Token', { exact: true }).fill(twilio.authToken)
  await form.getByLabel('SMS göndericisi').fill('+1 500 555 0006')
  await form.getByLabel('Bir boy SMS’in fiyatı').fill('0,4')
  await form.getByRole('button', { name: 'Kaydet ve denetle' }).click()
  await expect(checklist.getByText('Hesap açık ve onaylı')).toBeVisible()
  await page.keyboard.press('Escape')

  const leadId = newId<LeadId>()
  const details = { name: 'Zeynep Işık', phoneNumber: '+905321112233', email: 'zeynep@example.com' }
  await rpc.leads.create({ id: leadId, ...details, countryCode: null, language: null, city: null })
  await page.goto(`${office.origin}/#/leads/${leadId}/page`)
  await page.getByRole('button', { name: 'E-posta ya da SMS' }).click()
  await form.getByLabel('İleti').fill('Yarınki randevunuzu hatırlatmak isteriz.')
  await expect(form.getByText(/1 boy · ₺0,40/u)).toBeVisible()
  await form.getByRole('button', { name: 'Gönder', exact: true }).click()
  await expect.poll(() => twilio.messages.map(({ body }) => body)).toContain('Yarınki randevunuzu hatırlatmak isteriz.')
  await expect(page.getByRole('region', { name: 'E-posta ve SMS' })).toContainText('Gönderildi')

  // The mail server takes the mail and dies before it says so.
  mail.world.dropsAfterData = true
  await page.getByRole('button', { name: 'E-posta ya da SMS' }).click()
  await form.getByText('E-posta', { exact: true }).click()
  await form.getByLabel('Konu').fill('Tedavi planınız')
  await form.getByLabel('İleti').fill('Merhaba, planınız ektedir.')
  await form.getByRole('button', { name: 'Gönder', exact: true }).click()
  await page.goto(`${office.origin}/#/outgoing?tab=outbox`)
  const row = page.getByRole('row', { name: /Tedavi planınız|Zeynep Işık/u }).filter({ hasText: 'Tedavi planınız' })
  await expect(row).toContainText('Gidip gitmediği bilinmiyor', { timeout: 20_000 })
  await expect(page.getByText(/1 iletinin gidip gitmediği bilinmiyor/u)).toBeVisible()
  await page.getByRole('button', { name: 'Zeynep Işık için gitti say' }).click()
  await expect(row).toContainText('Gönderildi')
  expect(mail.mails).toHaveLength(2)

  // An answer comes in within a minute; "İPTAL" closes the channel.
  twilio.receive('+905321112233', '+15005550006', 'İPTAL')
  await office.moveClock(61_000)
  await page.getByRole('tab', { name: /Gelen SMS/u }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'İPTAL' })).toContainText('Artık ileti istemiyor')
})
