import type { Page } from '@playwright/test'
import { meetCustomer } from './fixtures/customer.ts'
import { linkNumber } from './fixtures/linked-number.ts'
import { expect, test } from './fixtures/office.ts'

test.use({ hasWhatsApp: true })
test.slow()

const zeynep = { name: 'Zeynep Işık', phoneNumber: '+905321112233' }
const hans = { name: 'Hans Müller', phoneNumber: '+4915112345678' }

const chat = (page: Page, name: string) =>
  page.getByRole('list', { name: /Sohbetler|Chats/u }).getByRole('link', { name: new RegExp(name, 'u') })
const messages = (page: Page) => page.getByRole('log')
const article = (page: Page, text: string) => messages(page).getByRole('article').filter({ hasText: text })

test('a message is found by its words, shown at its place, and read on both ways from there', async ({
  page,
  office,
  whatsApp,
}) => {
  const token = await office.setUp({ locale: 'tr' })
  await linkNumber(await office.connect(token), whatsApp)
  await office.openAs(page, token)
  const [first, second] = [await meetCustomer(whatsApp, zeynep), await meetCustomer(whatsApp, hans)]
  const texts = Array.from({ length: 160 }, (_, index) => `Satır ${index + 1}.`)
  texts[39] = 'Iğdır’dan geliyoruz, diş fiyatı nedir?'
  await whatsApp.call('sendTexts', { messages: texts.map(text => ({ contact: first.id, text })) })
  await second.writes('Hallo')
  await expect(chat(page, hans.name)).toBeVisible()
  await expect(chat(page, zeynep.name)).toHaveAccessibleName(/160 okunmamış mesaj/u, { timeout: 30_000 })

  await page.keyboard.press('Control+k')
  // At once: what is typed before the field is there is not lost.
  await page.keyboard.type('FIYATI igdir')
  const found = page.getByRole('button', { name: /geliyoruz/u })
  await expect(found.locator('mark')).toHaveText(['Iğdır', 'fiyatı'])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(article(page, 'Iğdır’dan')).toBeInViewport()
  await expect(page).not.toHaveURL(/message=/u)

  // Down to the end and up to the beginning: every line is there, and none moves by more than was scrolled.
  for (const step of [160, -160]) {
    const { seen, worst } = await messages(page).evaluate(async (log, by) => {
      const read = () => [...log.querySelectorAll<HTMLElement>('[data-message-id]')]
      const seenLines = new Set<string>()
      let moved = 0
      for (let still = 0; still < 12; ) {
        const before = new Map(read().map(line => [line.dataset['messageId'], line.getBoundingClientRect().top]))
        const from = log.scrollTop
        log.scrollTop += by
        const scrolled = log.scrollTop - from
        await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
        for (const line of read()) {
          seenLines.add(/Satır \d+|Iğdır/u.exec(line.textContent ?? '')?.[0] ?? '')
          const { top, bottom } = line.getBoundingClientRect()
          const then = before.get(line.dataset['messageId'])
          if (then !== undefined && top > 150 && bottom < 600) moved = Math.max(moved, Math.abs(then - scrolled - top))
        }
        still = scrolled === 0 ? still + 1 : 0
      }
      return { seen: seenLines.size, worst: moved }
    }, step)
    expect(worst).toBeLessThanOrEqual(Math.abs(step))
    expect(seen).toBeGreaterThanOrEqual(step > 0 ? 121 : 160)
  }
})

test('search in a chat, stars, the archive and the list’s filters, by keyboard alone', async ({
  page,
  office,
  whatsApp,
}) => {
  const token = await office.setUp({ locale: 'tr' })
  await linkNumber(await office.connect(token), whatsApp)
  await office.openAs(page, token)
  const [first, second] = [await meetCustomer(whatsApp, zeynep), await meetCustomer(whatsApp, hans)]
  await first.writes('Randevu istiyorum', 'Salı günü', 'RANDEVUM kesin mi?')
  await second.writes('Hallo')
  await expect(page.getByRole('list', { name: 'Sohbetler' }).getByRole('link').first()).toContainText(hans.name)

  await page.keyboard.press('f')
  await expect(page.getByRole('searchbox', { name: 'Ad veya numara ara' })).toBeFocused()
  await page.keyboard.type('isik')
  await expect(page.getByRole('list', { name: 'Sohbetler' }).getByRole('link')).toHaveCount(1)
  await expect(page).toHaveURL(/find=isik/u)
  await page.reload()
  await expect(chat(page, zeynep.name)).toBeVisible()
  await expect(chat(page, hans.name)).toBeHidden()
  await expect(page.getByRole('searchbox', { name: 'Ad veya numara ara' })).toHaveValue('isik')
  await page.keyboard.press('j')
  await expect(messages(page)).toContainText('Salı günü')

  await page.keyboard.press('Control+f')
  await expect(page.getByRole('searchbox', { name: 'Sohbette ara' })).toBeFocused()
  await page.keyboard.type('randevu')
  await expect(page.getByRole('search', { name: 'Sohbette ara' })).toContainText('1 / 2')
  await expect(messages(page).locator('mark')).toHaveText(['Randevu', 'RANDEVU'])
  await page.keyboard.press('Enter')
  await expect(page.getByRole('search', { name: 'Sohbette ara' })).toContainText('2 / 2')
  await expect(article(page, 'Randevu istiyorum').locator('[data-is-pointed-out="true"]')).toBeVisible()
  await page.keyboard.press('Shift+Enter')
  await expect(page.getByRole('search', { name: 'Sohbette ara' })).toContainText('1 / 2')
  await page.keyboard.press('Escape')
  await expect(messages(page).locator('mark')).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: /mesaj/u })).toBeFocused()

  await messages(page).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(article(page, 'RANDEVUM')).toBeFocused()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(article(page, 'Salı günü')).toBeFocused()
  await page.keyboard.press('f')
  await expect(article(page, 'Salı günü').getByRole('img', { name: 'Yıldızlı' })).toBeVisible()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.keyboard.press('c')
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('Salı günü')

  await page.getByRole('radio', { name: 'Tümü' }).focus()
  for (const _ of ['Okunmamış', 'Yanıt bekleyen', 'Benim', 'Atanmamış', 'Yıldızlı'])
    await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'Yıldızlı 1' })).toBeChecked()
  const starred = page.getByRole('list', { name: 'Yıldızlı mesajlar' }).getByRole('link')
  await expect(starred).toHaveText([/Zeynep Işık.*Salı günü/u])
  await page.keyboard.press('Tab')
  await expect(starred).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(article(page, 'Salı günü').locator('[data-is-pointed-out="true"]')).toBeVisible()

  await page.getByRole('radio', { name: 'Yıldızlı 1' }).focus()
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowLeft')
  await page.getByRole('searchbox', { name: 'Ad veya numara ara' }).focus()
  await page.keyboard.press('Escape')
  await expect(chat(page, hans.name)).toBeVisible()
  await chat(page, zeynep.name).focus()
  await page.keyboard.press('e')
  await expect(chat(page, zeynep.name)).toBeHidden()
  await expect(chat(page, hans.name)).toBeFocused()
  await expect(page.getByText('Sohbet arşivlendi.')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Arşiv 1' })).toBeVisible()
  await page.getByRole('button', { name: 'Geri al', exact: true }).press('Enter')
  await expect(chat(page, zeynep.name)).toBeVisible()
  await chat(page, zeynep.name).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: /mesaj/u })).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('e')
  await expect(chat(page, zeynep.name)).toBeHidden()
  await first.writes('Hâlâ bekliyorum')
  await expect(chat(page, zeynep.name)).toContainText('Hâlâ bekliyorum')
})
