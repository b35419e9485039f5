import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { meetCustomer } from './fixtures/customer.ts'
import { linkNumber } from './fixtures/linked-number.ts'
import { expect, test } from './fixtures/office.ts'

test.use({ hasWhatsApp: true })

const zeynep = { name: 'Zeynep Işık', phoneNumber: '+905321112233' }

const messages = (page: Page) => page.getByRole('log')
const bubble = (page: Page, text: string) => page.locator('[data-message-id]').filter({ hasText: text })
const openChat = (page: Page, name: string) =>
  page
    .getByRole('list', { name: 'Sohbetler' })
    .getByRole('link', { name: new RegExp(name, 'u') })
    .click()

test('a slip is mended by keyboard, a wrong message taken back, and a refusal explained', async ({
  page,
  office,
  whatsApp,
}) => {
  const token = await office.setUp()
  await linkNumber(await office.connect(token), whatsApp)
  await office.openAs(page, token)
  const customer = await meetCustomer(whatsApp, zeynep)
  await customer.writes('Randevum ne zaman?')
  await openChat(page, zeynep.name)
  const field = page.getByRole('textbox', { name: 'Zeynep Işık kişisine mesaj' })
  await field.fill('Yarın 10.00')
  await field.press('Enter')
  await expect(bubble(page, 'Yarın 10.00').getByRole('img', { name: /Gönderildi|İletildi|Okundu/u })).toBeVisible()

  // The arrow brings the last message back; Escape leaves it as it was.
  await field.press('ArrowUp')
  const edit = page.getByRole('textbox', { name: 'Mesajın yeni metni' })
  await expect(edit).toBeFocused()
  await edit.fill('Yarın 12.00')
  await edit.press('Escape')
  await expect(edit).toBeHidden()
  await expect(field).toBeFocused()
  await field.press('ArrowUp')
  await expect(edit).toHaveValue('Yarın 10.00')
  await edit.fill('Yarın 11.00')
  await edit.press('Enter')
  await customer.hasReceived('Yarın 11.00')
  await expect(bubble(page, 'Yarın 11.00')).toContainText('düzenlendi')
  await expect(messages(page)).not.toContainText('Yarın 10.00')

  // What WhatsApp refuses stays as the customer has it, and says so.
  await whatsApp.call('failMessages', { fault: 400 })
  await field.press('ArrowUp')
  await edit.fill('Yarın 11.30')
  await edit.press('Enter')
  await expect(bubble(page, 'Yarın 11.00')).toContainText('WhatsApp hatası: 400')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await bubble(page, 'Yarın 11.00').getByRole('button', { name: 'Tekrar dene' }).click()
  await customer.hasReceived('Yarın 11.30')

  await bubble(page, 'Yarın 11.30').hover()
  await bubble(page, 'Yarın 11.30').getByRole('button', { name: 'Diğer işlemler' }).click()
  await page.getByRole('menuitem', { name: 'Herkesten sil' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Herkesten sil' }).click()
  await expect(messages(page)).toContainText('Bu mesaj silindi')
  await whatsApp.waitFor(
    async () => ((await whatsApp.chat(customer.id)).some(({ deletedAt }) => deletedAt !== null) ? true : undefined),
    'the deletion on the phone',
  )
  await expect(messages(page)).not.toContainText('Yarın 11.30')

  // Whoever leads the office can still read what was taken back.
  await bubble(page, 'Bu mesaj silindi').hover()
  await bubble(page, 'Bu mesaj silindi').getByRole('button', { name: 'Diğer işlemler' }).click()
  await page.getByRole('menuitem', { name: 'Önceki metin' }).click()
  await expect(page.getByRole('dialog')).toContainText('Yarın 11.30')
})

test('messages go on into another chat, and people as cards, both ways', async ({ page, office, whatsApp }) => {
  const token = await office.setUp()
  await linkNumber(await office.connect(token), whatsApp)
  await office.openAs(page, token)
  const customer = await meetCustomer(whatsApp, zeynep)
  const hans = await meetCustomer(whatsApp, { name: 'Hans Müller', phoneNumber: '+4915112345678' })
  await hans.writes('Hallo')
  await customer.writes('Pasaportum yanımda', 'Uçağım 14.20')
  const vcard = 'BEGIN:VCARD\nVERSION:3.0\nFN:Can Işık\nTEL;waid=905320001122:+90 532 000 11 22\nEND:VCARD'
  const card = { contactMessage: { displayName: 'Can Işık', vcard } }
  await whatsApp.call('sendMessage', { contact: customer.id, message: card })
  await openChat(page, zeynep.name)

  // Chosen with X on the message itself, sent on with W and the arrows.
  await bubble(page, 'Uçağım 14.20').focus()
  await page.keyboard.press('x')
  await bubble(page, 'Pasaportum yanımda').getByRole('checkbox', { name: 'Seç' }).click()
  await expect(page.getByRole('region', { name: 'Seçilen mesajlar' })).toContainText('2 mesaj seçildi')
  await page.getByRole('region', { name: 'Seçilen mesajlar' }).getByRole('button', { name: 'Yönlendir' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('hans')
  await expect(dialog.getByRole('checkbox')).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await dialog.getByRole('button', { name: 'Yönlendir' }).click()
  await expect(dialog).toBeHidden()
  await hans.hasReceived('Uçağım 14.20')
  const told = (await whatsApp.chat(hans.id)).filter(({ from }) => from === 'office')
  expect(told.map(({ text, isForwarded }) => [text, isForwarded])).toEqual([
    ['Pasaportum yanımda', true],
    ['Uçağım 14.20', true],
  ])

  // A card that came in: nobody knows the number yet, so a lead is made of it, and the chat opens.
  await messages(page).getByRole('button', { name: 'Lead yap: Can Işık' }).click()
  await expect(page.getByRole('textbox', { name: 'Can Işık kişisine mesaj' })).toBeVisible()
  await openChat(page, zeynep.name)
  await expect(messages(page).getByRole('button', { name: 'Sohbeti aç: Can Işık' })).toBeVisible()

  await page.getByRole('button', { name: 'Dosya ekle' }).click()
  await page.getByRole('menuitem', { name: 'Kişi kartı' }).click()
  await dialog.getByRole('searchbox').fill('hans')
  await dialog.getByRole('button', { name: /Hans Müller/u }).click()
  await expect(dialog).toContainText('Hans Müller kişisinin adı ve numarası Zeynep Işık kişisine gönderilecek.')
  await dialog.getByRole('button', { name: 'Gönder' }).click()
  await customer.hasReceived('Hans Müller')
  await expect(messages(page)).toContainText('+49 1511 2345678')
})
