import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { SimulatorControl } from '../simulators/whatsapp/control-client.ts'
import { meetCustomer } from './fixtures/customer.ts'
import { linkNumber } from './fixtures/linked-number.ts'
import { expect, type Office, test } from './fixtures/office.ts'

test.use({ hasWhatsApp: true })

const zeynep = { name: 'Zeynep Işık', phoneNumber: '+905321112233' }
const hans = { name: 'Hans Müller', phoneNumber: '+4915112345678' }

/** An office that talks: set up, linked, with a page on its inbox. */
async function openInbox(page: Page, office: Office, whatsApp: SimulatorControl, locale: 'tr' | 'en' = 'tr') {
  const token = await office.setUp({ locale })
  const client = await office.connect(token)
  const number = await linkNumber(client, whatsApp)
  await office.openAs(page, token)
  return { ...client, ...number, token }
}

function chat(page: Page, name: string) {
  return page.getByRole('list', { name: /Sohbetler|Chats/u }).getByRole('link', { name: new RegExp(name, 'u') })
}

function messages(page: Page) {
  return page.getByRole('log')
}

test('an unknown person writes, becomes a lead, is answered, and the ticks tell how far it came', async ({
  page,
  office,
  whatsApp,
}) => {
  const { rpc } = await openInbox(page, office, whatsApp)
  const customer = await meetCustomer(whatsApp, zeynep)
  await whatsApp.call('updateContact', { contact: customer.id, behaviour: { receipts: 'read' } })
  await customer.writes('Merhaba, implant fiyatı nedir?')

  await expect(chat(page, zeynep.name)).toContainText('Merhaba, implant fiyatı nedir?')
  await chat(page, zeynep.name).click()
  await expect(messages(page)).toContainText('Merhaba, implant fiyatı nedir?')
  const card = page.getByRole('complementary', { name: 'Lead kartı' })
  await expect(card).toContainText('+90 532 111 22 33')
  await expect(card).toContainText('Kayıtsız kişi')
  await expect(card).toContainText('Türkiye')

  // A click in the list means to write: the composer has the focus already.
  await expect(page.getByRole('textbox', { name: /Zeynep Işık kişisine mesaj/u })).toBeFocused()
  await page.keyboard.type('Merhaba Zeynep Hanım,')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('kaç diş için?')
  await page.keyboard.press('Enter')
  await expect(messages(page)).toContainText('kaç diş için?')
  await customer.hasReceived('Merhaba Zeynep Hanım,\nkaç diş için?')
  await expect(messages(page).getByRole('img', { name: 'Okundu' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: /mesaj/u })).toHaveValue('')

  // The first answer moves the lead on, and the history says so.
  await expect(card).toContainText('Yeni → Görüşülüyor')
  await expect(card.getByText('İlk yanıt')).toBeVisible()
  await expect(page.locator('[data-message-id]')).toHaveCount(2)
  // On the person's own page too.
  const [row] = (await rpc.conversations.list({ limit: 1 })).items
  await page.goto(`${office.origin}/#/leads/${row?.leadId}/page?tab=chat`)
  await expect(messages(page)).toContainText('kaç diş için?')
  await customer.writes('Dört diş için')
  await expect(messages(page)).toContainText('Dört diş için')
  await expect(page.getByRole('alert')).toHaveCount(0)
  await page.getByRole('textbox', { name: /Zeynep Işık kişisine mesaj/u }).fill('Size bir plan hazırlıyoruz')
  await page.keyboard.press('Enter')
  await customer.hasReceived('Size bir plan hazırlıyoruz')
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
})

test('the same in English, and a gentle question before writing at night', async ({ page, office, whatsApp }) => {
  const { rpc } = await openInbox(page, office, whatsApp, 'en')
  const customer = await meetCustomer(whatsApp, hans)
  await customer.writes('Hello, how much are veneers?')
  await chat(page, hans.name).click()
  await expect(messages(page)).toContainText('Hello, how much are veneers?')
  await expect(messages(page)).toContainText('Today')
  await page.getByRole('textbox', { name: 'Message to Hans Müller' }).fill('Hello Hans!')
  await page.getByRole('button', { name: 'Send' }).click()
  await customer.hasReceived('Hello Hans!')
  await expect(messages(page).getByRole('img', { name: /Delivered|Read/u })).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'Lead card' })).toContainText('Germany')

  const hour = Number(
    new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', hour: 'numeric', hourCycle: 'h23' }).format(),
  )
  await rpc.settings.update({ nightStart: (hour + 23) % 24, nightEnd: (hour + 12) % 24 })
  await expect(page.getByRole('img', { name: /night/u }).first()).toBeVisible()
  const field = page.getByRole('textbox', { name: 'Message to Hans Müller' })
  await field.fill('Are you awake?')
  await field.press('Enter')
  const question = page.getByRole('alert').filter({ hasText: /It is .+ there/u })
  await expect(question).toBeVisible()
  await field.press('Escape')
  await expect(question).toBeHidden()
  await expect(field).toHaveValue('Are you awake?')
  await field.press('Enter')
  await expect(question).toBeVisible()
  await field.press('Enter')
  await customer.hasReceived('Are you awake?')
  await field.fill('Sorry for the hour.')
  await field.press('Enter')
  await customer.hasReceived('Sorry for the hour.')
})

test('everything by keyboard alone', async ({ page, office, whatsApp }) => {
  await openInbox(page, office, whatsApp)
  const [first, second] = [await meetCustomer(whatsApp, zeynep), await meetCustomer(whatsApp, hans)]
  await first.writes('Birinci')
  await expect(chat(page, zeynep.name)).toBeVisible()
  await second.writes('İkinci')
  await expect(page.getByRole('list', { name: 'Sohbetler' }).getByRole('link').first()).toContainText(hans.name)

  await page.keyboard.press('j')
  await expect(chat(page, hans.name)).toHaveAttribute('aria-current', 'page')
  await page.keyboard.press('j')
  await expect(chat(page, zeynep.name)).toHaveAttribute('aria-current', 'page')
  await expect(chat(page, zeynep.name)).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(chat(page, hans.name)).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: /Hans Müller kişisine mesaj/u })).toBeFocused()
  await page.keyboard.type('Klavyeden')
  await page.keyboard.press('Enter')
  await second.hasReceived('Klavyeden')
  await page.keyboard.press('Escape')
  await expect(chat(page, hans.name)).toBeFocused()

  await page.keyboard.press('s')
  await page.getByRole('menuitemradio', { name: 'Hasta oldu' }).waitFor()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Aşamayı değiştir: Hasta oldu' }).first()).toBeVisible()
  // Whoever became a patient is asked what they bought; that may wait.
  await expect(page.getByRole('dialog', { name: /Hans Müller/u })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog').or(page.getByRole('menu'))).toBeHidden()
  await page.keyboard.press('a')
  await expect(page.getByRole('menuitemradio', { name: 'Ayşe Yılmaz (siz)' })).toBeVisible()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Danışmanı değiştir: Ayşe Yılmaz' }).first()).toBeVisible()

  await expect(page.getByRole('menu')).toBeHidden()
  await page.keyboard.press('n')
  const noteField = page.getByRole('textbox', { name: 'Hans Müller için not' })
  await expect(noteField).toBeFocused()
  await page.keyboard.type('Salı aranacak')
  await page.keyboard.press('Enter')
  // One note: among the messages, and on the card.
  const note = messages(page).getByRole('article', { name: /Ayşe Yılmaz adlı kişinin notu/u })
  await expect(note).toContainText('Salı aranacak')
  await expect(page.getByRole('region', { name: 'Notlar' })).toContainText('Salı aranacak')
  await expect(noteField).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('textbox', { name: /Hans Müller kişisine mesaj/u })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(chat(page, 'Hans Müller')).toBeFocused()
  await messages(page).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(note).toBeFocused()
  await page.keyboard.press('e')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Pazartesi aranacak')
  await page.keyboard.press('Enter')
  await expect(note).toContainText('Pazartesi aranacak')
  await expect(note).toContainText('düzenlendi')
  await expect(note).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(note).toBeHidden()
  await page.getByRole('button', { name: 'Geri al' }).click()
  await expect(note).toContainText('Pazartesi aranacak')
  expect(await second.received()).toEqual(['Klavyeden'])

  await chat(page, hans.name).focus()
  await page.keyboard.press('u')
  await expect(chat(page, hans.name)).toHaveAccessibleName(/okunmamış mesaj/u)
})

test('the list stands still under the pointer while a storm of messages comes in', async ({
  page,
  office,
  whatsApp,
}) => {
  await openInbox(page, office, whatsApp)
  const customers = []
  for (let index = 0; index < 8; index++) {
    const customer = await meetCustomer(whatsApp, {
      name: `Müşteri ${String.fromCharCode(65 + index)}`,
      phoneNumber: `+9053211122${String(index).padStart(2, '0')}`,
    })
    await customer.writes('Selam')
    await expect(chat(page, customer.name)).toBeVisible()
    customers.push(customer)
  }
  const row = chat(page, 'Müşteri D')
  await row.hover()
  const before = await row.boundingBox()
  for (const text of ['bir', 'iki', 'üç']) await Promise.all(customers.map(customer => customer.writes(text)))
  // Their contents are renewed, their places are not.
  await expect(chat(page, 'Müşteri A')).toContainText('üç')
  await expect(chat(page, 'Müşteri A')).toHaveAccessibleName(/4 okunmamış mesaj/u)
  expect(await row.boundingBox()).toEqual(before)
  expect(await row.evaluate(element => element.matches(':hover'))).toBe(true)

  const newcomer = await meetCustomer(whatsApp, hans)
  await newcomer.writes('Ich auch')
  await expect(page.getByRole('button', { name: /yeni sohbet/u })).toBeVisible()
  expect(await row.boundingBox()).toEqual(before)
  await page.getByRole('button', { name: /yeni sohbet/u }).click()
  await expect(page.getByRole('list', { name: 'Sohbetler' }).getByRole('link').first()).toContainText(hans.name)
})

test('history is paged upwards without a jump, and a quoted message is found in it', async ({
  page,
  office,
  whatsApp,
}) => {
  const { rpc } = await openInbox(page, office, whatsApp)
  const customer = await meetCustomer(whatsApp, zeynep)
  const texts = Array.from(
    { length: 150 },
    (_, index) => `Mesaj ${index + 1}. ${'Uzunca bir cümle. '.repeat(index % 7)}`,
  )
  await whatsApp.call('sendTexts', { messages: texts.map(text => ({ contact: customer.id, text })) })
  await expect(chat(page, zeynep.name)).toHaveAccessibleName(/150 okunmamış mesaj/u, { timeout: 30_000 })
  await chat(page, zeynep.name).click()
  await expect(messages(page)).toContainText('Mesaj 150.')

  const jumps = await messages(page).evaluate(async log => {
    const frame = () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const tops = () =>
      new Map(
        [...log.querySelectorAll<HTMLElement>('[data-message-id]')].map(element => [
          element.dataset['messageId'],
          element.getBoundingClientRect().top,
        ]),
      )
    const { top, bottom } = log.getBoundingClientRect()
    let worst = 0
    for (let step = 0; step < 400 && log.querySelector('[data-message-id]') !== null; step++) {
      if (log.textContent.includes('Mesaj 1. ')) break
      const before = tops()
      const from = log.scrollTop
      log.scrollTop = from - 120
      const moved = from - log.scrollTop
      await frame()
      for (const [id, now] of tops()) {
        const then = before.get(id)
        if (then === undefined || then < top || then > bottom - 200) continue
        // What is read follows the scrolling: never back, and never farther than it was scrolled.
        worst = Math.max(worst, then - now, now - then - moved)
      }
    }
    return worst
  })
  expect(jumps).toBeLessThanOrEqual(1)
  await expect(messages(page)).toContainText('Mesaj 1. ')

  // Back at the end, a reply to the very first message leads to it again.
  const { items } = await rpc.conversations.list({})
  const conversationId = items[0]!.id
  let cursor: string | null = null
  let oldest = null
  do {
    const found: Awaited<ReturnType<typeof rpc.messages.list>> = await rpc.messages.list({ conversationId, cursor })
    oldest = found.items.at(-1) ?? oldest
    cursor = found.nextCursor
  } while (cursor !== null)
  await page.reload()
  await expect(messages(page)).toContainText('Mesaj 150.')
  await rpc.messages.send({ id: crypto.randomUUID(), conversationId, body: 'İlk sorunuz için', quotedId: oldest!.id })
  await expect(messages(page)).toContainText('İlk sorunuz için')
  await page.getByRole('button', { name: /Mesaj 1\. ?$/u }).click()
  await expect(page.locator(`[data-message-id="${oldest!.id}"]`)).toBeInViewport()
  await page.getByRole('button', { name: 'En yeni mesaja git' }).click()
  await expect(messages(page).getByText('İlk sorunuz için')).toBeInViewport()

  // What is newest stays in sight while the composer grows to its eight lines, and while the window becomes lower.
  const field = page.getByRole('textbox', { name: /mesaj/u })
  await field.fill(Array.from({ length: 12 }, (_, index) => `Satır ${index + 1}`).join('\n'))
  expect((await field.boundingBox())?.height).toBeCloseTo(8 * 20 + 16, -1)
  const newest = messages(page).getByText('İlk sorunuz için')
  await expect(newest).toBeInViewport({ ratio: 1 })
  await page.setViewportSize({ width: 1280, height: 520 })
  await expect(newest).toBeInViewport({ ratio: 1 })
  const [bubble, composer] = [await newest.boundingBox(), await field.boundingBox()]
  expect(bubble!.y + bubble!.height).toBeLessThan(composer!.y)
})

test('a message that failed says why, and goes out when tried again', async ({ page, office, whatsApp }) => {
  await openInbox(page, office, whatsApp)
  const customer = await meetCustomer(whatsApp, zeynep)
  await customer.writes('Merhaba')
  await chat(page, zeynep.name).click()
  await whatsApp.call('failMessages', { fault: 463, contact: customer.id, count: 1 })
  await page.getByRole('textbox', { name: /mesaj/u }).fill('Gitmeyecek')
  await page.keyboard.press('Enter')
  const failed = page.getByRole('article').filter({ hasText: 'Gitmeyecek' })
  await expect(failed.getByRole('img', { name: 'Gönderilemedi' })).toBeVisible()
  await expect(failed).toContainText('WhatsApp')
  await failed.getByRole('button', { name: 'Tekrar dene' }).click()
  await customer.hasReceived('Gitmeyecek')
  await expect(failed.getByRole('img', { name: /Gönderildi|İletildi|Okundu/u })).toBeVisible()
  expect(await customer.received()).toEqual(['Gitmeyecek'])
})

test('half-written messages are kept per chat, also over a reload', async ({ page, office, whatsApp }) => {
  await openInbox(page, office, whatsApp)
  const [first, second] = [await meetCustomer(whatsApp, zeynep), await meetCustomer(whatsApp, hans)]
  await first.writes('Merhaba')
  await second.writes('Hallo')
  await chat(page, zeynep.name).click()
  await page.getByRole('textbox', { name: /mesaj/u }).fill('Yarım kalan')
  await chat(page, hans.name).click()
  await expect(page.getByRole('textbox', { name: /Hans Müller kişisine mesaj/u })).toHaveValue('')
  await expect(chat(page, zeynep.name)).toContainText('Taslak: Yarım kalan')
  await page.reload()
  await chat(page, zeynep.name).click()
  await expect(page.getByRole('textbox', { name: /mesaj/u })).toHaveValue('Yarım kalan')
})

test('what customers write is text: no markup, no script, and only plain https addresses are links', async ({
  page,
  office,
  whatsApp,
}) => {
  await openInbox(page, office, whatsApp)
  const customer = await meetCustomer(whatsApp, { ...zeynep, name: '<b>Zeynep</b>' })
  await customer.writes(
    '<img src=x onerror="document.title=1"> <b>kalın</b>',
    'https://example.com/a javascript:alert(1) http://example.org https://bank.example@evil.example',
  )
  await chat(page, 'Zeynep').click()
  await expect(messages(page)).toContainText('<img src=x onerror="document.title=1"> <b>kalın</b>')
  await expect(messages(page).locator('img:not([alt=""])')).toHaveCount(0)
  const links = messages(page).getByRole('link')
  await expect(links).toHaveCount(1)
  await expect(links).toHaveAttribute('href', 'https://example.com/a')
  await expect(links).toHaveAttribute('rel', /noopener/u)
})

test('says who is typing, and reads a new message to a screen reader', async ({ page, office, whatsApp }) => {
  await openInbox(page, office, whatsApp)
  const customer = await meetCustomer(whatsApp, zeynep)
  await customer.writes('Merhaba')
  await chat(page, zeynep.name).click()
  await expect(messages(page)).toContainText('Merhaba')
  await whatsApp.call('setTyping', { contact: customer.id, isTyping: true })
  await expect(page.getByText('Zeynep Işık yazıyor…')).toBeVisible()
  await expect(chat(page, zeynep.name)).toContainText('yazıyor…')
  await customer.writes('Yarın uygun musunuz?')
  await expect(page.getByText('Zeynep Işık yazıyor…')).toBeHidden()
  await expect(page.getByRole('status').filter({ hasText: 'Zeynep Işık: Yarın uygun musunuz?' })).toBeAttached()
})

test('a photo, a deleted and an edited message each have their place', async ({ page, office, whatsApp }) => {
  await openInbox(page, office, whatsApp)
  const customer = await meetCustomer(whatsApp, zeynep)
  await customer.writes('Merhaba')
  await whatsApp.call('sendMessage', {
    contact: customer.id,
    message: { imageMessage: { caption: 'Röntgenim', mimetype: 'image/jpeg', url: 'https://example.com/x' } },
  })
  await whatsApp.call('sendText', { contact: customer.id, text: 'Sahat 14', id: 'EDIT-ME' })
  await whatsApp.call('edit', { contact: customer.id, id: 'EDIT-ME', text: 'Saat 14', form: 'plain' })
  await chat(page, zeynep.name).click()
  await expect(messages(page)).toContainText('Fotoğraf')
  await expect(messages(page)).toContainText('Röntgenim')
  await expect(messages(page)).toContainText('Saat 14')
  await expect(messages(page)).toContainText('düzenlendi')
  await whatsApp.call('sendText', { contact: customer.id, text: 'Yanlış yazdım', id: 'DELETE-ME' })
  await expect(messages(page)).toContainText('Yanlış yazdım')
  await whatsApp.call('revoke', { contact: customer.id, id: 'DELETE-ME' })
  await expect(messages(page)).toContainText('Bu mesaj silindi')
})

test('axe finds nothing in an open chat, in either theme', async ({ page, office, whatsApp }) => {
  await openInbox(page, office, whatsApp)
  const customer = await meetCustomer(whatsApp, zeynep)
  await customer.writes('Merhaba', 'Fiyat: https://example.com')
  await chat(page, zeynep.name).click()
  await page.getByRole('textbox', { name: /mesaj/u }).fill('Merhaba!')
  await page.keyboard.press('Enter')
  await customer.hasReceived('Merhaba!')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
    const { violations } = await new AxeBuilder({ page }).disableRules(['region']).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)])).toEqual([])
  }
})
