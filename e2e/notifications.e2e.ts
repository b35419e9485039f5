import type { Page } from '@playwright/test'
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
  expect(await page.getByRole('alert').count()).toBeLessThanOrEqual(2)
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
