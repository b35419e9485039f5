import type { Page } from '@playwright/test'
import { newId } from '#shared/domain/ids.ts'
import type { SimulatorControl } from '../simulators/whatsapp/control-client.ts'
import { meetCustomer } from './fixtures/customer.ts'
import { linkNumber } from './fixtures/linked-number.ts'
import { expect, type Office, test } from './fixtures/office.ts'

test.use({ hasWhatsApp: true })

const zeynep = { name: 'Zeynep Işık', phoneNumber: '+905321112233' }
const hans = { name: 'Hans Müller', phoneNumber: '+4915112345678' }

async function openOffice(page: Page, office: Office, whatsApp: SimulatorControl, path: string): Promise<string> {
  const token = await office.setUp()
  await linkNumber(await office.connect(token), whatsApp)
  await office.openAs(page, token, path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return token
}

function toast(page: Page, text: string | RegExp) {
  return page.getByRole('alert').filter({ hasText: text })
}

test('a new message is told with its sender and first hundred characters, and leads to its chat', async ({
  page,
  office,
  whatsApp,
}) => {
  await openOffice(page, office, whatsApp, '/leads')
  const customer = await meetCustomer(whatsApp, zeynep)
  const long = `Merhaba, ${'çok uzun bir soru '.repeat(12)}`
  await customer.writes(long)
  await expect(toast(page, zeynep.name)).toBeVisible()
  await expect(toast(page, zeynep.name)).toContainText(`${[...long].slice(0, 90).join('')}`)
  await expect(toast(page, zeynep.name)).not.toContainText([...long].slice(0, 110).join(''))
  await toast(page, zeynep.name).getByRole('button', { name: 'Görüntüle' }).click()
  await expect(page.getByRole('log')).toContainText('Merhaba, çok uzun bir soru')
  await expect(toast(page, zeynep.name)).toBeHidden()
})

test('nothing is told of the chat that is open and looked at', async ({ page, office, whatsApp }) => {
  await openOffice(page, office, whatsApp, '/inbox')
  const [open, other] = [await meetCustomer(whatsApp, zeynep), await meetCustomer(whatsApp, hans)]
  await open.writes('Merhaba')
  await toast(page, zeynep.name).getByRole('button', { name: 'Görüntüle' }).click()
  await expect(page.getByRole('log')).toContainText('Merhaba')
  await open.writes('Orada mısınız?')
  await expect(page.getByRole('log')).toContainText('Orada mısınız?')
  // What comes later is told: so the one before was passed over, and not merely late.
  await other.writes('Hallo')
  await expect(toast(page, hans.name)).toBeVisible()
  await expect(toast(page, zeynep.name)).toBeHidden()
})

test('two windows tell one message once', async ({ page, context, office, whatsApp }) => {
  const token = await openOffice(page, office, whatsApp, '/leads')
  const second = await context.newPage()
  await office.openAs(second, token, '/leads')
  await expect(second.getByRole('heading', { level: 1 })).toBeVisible()
  const customer = await meetCustomer(whatsApp, zeynep)
  await customer.writes('Bir kez')
  const both = () => Promise.all([toast(page, 'Bir kez').count(), toast(second, 'Bir kez').count()])
  await expect.poll(async () => (await both()).reduce((sum, count) => sum + count)).toBe(1)
  await customer.writes('İki kez değil')
  const next = () => Promise.all([toast(page, 'İki kez değil').count(), toast(second, 'İki kez değil').count()])
  await expect.poll(async () => (await next()).reduce((sum, count) => sum + count)).toBe(1)
})

test('many at once are told together', async ({ page, office, whatsApp }) => {
  await openOffice(page, office, whatsApp, '/leads')
  const customers = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      meetCustomer(whatsApp, { name: `Müşteri ${index + 1}`, phoneNumber: `+9053211122${10 + index}` }),
    ),
  )
  await whatsApp.call('sendTexts', { messages: customers.map(({ id }) => ({ contact: id, text: 'Selam' })) })
  await expect(page.getByRole('link', { name: /6 okunmamış sohbet/u })).toBeVisible()
  await expect(page.getByRole('alert').first()).toBeVisible()
  // One that makes room is still on its way out of the page for a moment.
  await expect.poll(() => page.getByRole('alert').count()).toBeLessThanOrEqual(2)
})

test('everybody has preferences of their own, which the next message obeys', async ({
  page,
  context,
  office,
  whatsApp,
}) => {
  const token = await openOffice(page, office, whatsApp, '/settings/notifications')
  const toasts = page.getByRole('switch', { name: 'Ekranda bildir' })
  await expect(toasts).toBeChecked()
  const customer = await meetCustomer(whatsApp, zeynep)
  const other = await meetCustomer(whatsApp, hans)
  await other.writes('Hallo')
  await expect(toast(page, 'Hallo')).toBeVisible()
  const { rpc } = await office.connect(token)
  const [lead] = (await rpc.leads.list({})).items
  const [me] = await rpc.staff.colleagues()
  if (lead === undefined || me === undefined) throw new Error('nobody is there')
  await rpc.leads.assign({ id: lead.id, ownerId: me.id })
  await page.getByRole('switch', { name: "Yalnızca benim lead'lerim" }).click()
  await expect(page.getByLabel('Kaydedildi')).toBeVisible()
  await customer.writes('Kimse duymadı')
  await expect(page.getByRole('link', { name: /2 okunmamış sohbet/u })).toBeVisible()
  await expect(page).toHaveTitle(/^\(2\)/u)
  // What comes later is told: so the one before was passed over, and not merely late.
  await other.writes('Bu duyuldu')
  await expect(toast(page, 'Bu duyuldu')).toBeVisible()
  await expect(toast(page, 'Kimse duymadı')).toBeHidden()

  // The same person in another window finds what they chose.
  await page.getByRole('switch', { name: 'Sessiz saatler' }).click()
  await page.getByLabel('Başlangıç').fill('00:00')
  await page.getByLabel('Bitiş').fill('23:59')
  await expect(page.getByLabel('Kaydedildi').last()).toBeVisible()
  const second = await context.newPage()
  await office.openAs(second, token, '/settings/notifications')
  await expect(second.getByLabel('Bitiş')).toHaveValue('23:59')
  await expect(second).toHaveTitle(/^\(2\)/u)
})

declare global {
  interface Window {
    santralTest: { shown: string[]; closed: string[]; tones: number; clickLast: () => void }
  }
}

/** Writes down what really reaches the browser: every notification with its end, and every tone that is started. */
function recordNotices(): void {
  const made: Notification[] = []
  window.santralTest = {
    shown: [],
    closed: [],
    tones: 0,
    clickLast: () => made.at(-1)?.dispatchEvent(new Event('click')),
  }
  window.Notification = new Proxy(Notification, {
    construct(Original, [title, options]: [string, NotificationOptions]) {
      const notice = new Original(title, options)
      made.push(notice)
      window.santralTest.shown.push(`${title}: ${options.body} (${options.requireInteraction ? 'stays' : 'goes'})`)
      const close = notice.close.bind(notice)
      notice.close = () => {
        window.santralTest.closed.push(title)
        close()
      }
      return notice
    },
  })
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
    if (this.context.state === 'running') window.santralTest.tones += 1
    start.call(this, when)
  }
}

test('a window that nobody looks at tells on the desktop, with a sound, until the message is read', async ({
  page,
  context,
  office,
  whatsApp,
}) => {
  await page.addInitScript(recordNotices)
  const token = await openOffice(page, office, whatsApp, '/settings/notifications')
  await context.grantPermissions(['notifications'], { origin: new URL(page.url()).origin })
  await page.reload()
  await expect(page.getByText('Açık: Santral görünmüyorken de haber verilir.')).toBeVisible()
  // A click of the person: from then on the browser lets the page sound.
  await page.getByRole('heading', { level: 2, name: 'Bildirimler' }).click()
  const customer = await meetCustomer(whatsApp, zeynep)
  const told = () => page.evaluate(() => window.santralTest)
  await customer.writes('Bakan var')
  await expect(toast(page, 'Bakan var')).toBeVisible()
  await expect.poll(async () => (await told()).tones).toBe(2)
  expect((await told()).shown).toEqual([])

  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: false })
  const other = await context.newPage()
  await other.bringToFront()
  await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(false)
  await customer.writes('Kimse bakmıyor')
  await expect.poll(async () => (await told()).shown).toEqual([`${zeynep.name}: Kimse bakmıyor (stays)`])
  await expect(page).toHaveTitle(/^\(1\)/u)

  // Read elsewhere: neither the desktop nor the page tells of it any longer, and the number goes from every window.
  const { rpc } = await office.connect(token)
  const [chat] = (await rpc.conversations.list({})).items
  const [newest] = (await rpc.messages.list({ conversationId: chat?.id ?? newId(), limit: 1 })).items
  if (chat === undefined || newest === undefined) throw new Error('nothing was said')
  await rpc.conversations.markRead({ id: chat.id, upTo: newest.id })
  await expect.poll(async () => (await told()).closed).toEqual([zeynep.name])
  await expect(toast(page, 'Kimse bakmıyor')).toBeHidden()
  await expect(page).toHaveTitle(/^Santral/u)

  await customer.writes('Tıklanan')
  await expect.poll(async () => (await told()).shown).toHaveLength(2)
  await page.evaluate(() => window.santralTest.clickLast())
  await expect(page.getByRole('log')).toContainText('Tıklanan')
})
