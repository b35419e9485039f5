import type { Page } from '@playwright/test'
import type { SimulatorControl } from '../simulators/whatsapp/control-client.ts'
import { meetCustomer } from './fixtures/customer.ts'
import { linkNumber } from './fixtures/linked-number.ts'
import { expect, type Office, test } from './fixtures/office.ts'

test.use({ hasWhatsApp: true })

const zeynep = { name: 'Zeynep Işık', phoneNumber: '+905321112233' }

/** An office in the middle of a chat. */
async function openChat(page: Page, office: Office, whatsApp: SimulatorControl) {
  const token = await office.setUp()
  await linkNumber(await office.connect(token), whatsApp)
  await office.openAs(page, token)
  const customer = await meetCustomer(whatsApp, zeynep)
  await customer.writes('Merhaba')
  await page
    .getByRole('list', { name: 'Sohbetler' })
    .getByRole('link', { name: /Zeynep/u })
    .click()
  await expect(page.getByRole('log')).toContainText('Merhaba')
  return { token, customer }
}

function composer(page: Page) {
  return page.getByRole('textbox', { name: /kişisine mesaj/u })
}

function bubble(page: Page, text: string) {
  return page.getByRole('article').filter({ hasText: text })
}

test('with the network gone everything is read and written; what was written goes out by itself when it is back', async ({
  page,
  office,
  whatsApp,
}) => {
  const { customer } = await openChat(page, office, whatsApp)
  await whatsApp.call('refuseConnections', { mode: 'tcp' })
  await whatsApp.call('dropConnections', {})
  await expect(page.getByText(/Mesajınız bekler, bağlantı gelince kendiliğinden gider/u)).toBeVisible()

  await composer(page).fill('Ağ yokken yazıldı')
  await page.keyboard.press('Enter')
  await expect(bubble(page, 'Ağ yokken yazıldı').getByRole('img', { name: 'Gönderilmeyi bekliyor' })).toBeVisible()
  await composer(page).fill('Sıradaki')
  await page.keyboard.press('Enter')

  // Leads are there as ever: found, opened, changed.
  await page.getByRole('link', { name: "Lead'ler" }).click()
  await page.getByRole('searchbox').fill('zeynep')
  await page
    .getByRole('grid')
    .getByRole('row', { name: /Zeynep/u })
    .getByRole('gridcell')
    .nth(1)
    .click()
  await page.getByRole('textbox', { name: 'Yeni not' }).fill('Ağ yokken not')
  await page.getByRole('button', { name: 'Not ekle' }).click()
  await expect(page.getByRole('region', { name: 'Notlar' })).toContainText('Ağ yokken not')
  await page.getByRole('button', { name: 'Sohbeti aç' }).click()
  await expect(bubble(page, 'Ağ yokken yazıldı')).toBeVisible()
  expect(await customer.received()).toEqual([])

  await whatsApp.call('refuseConnections', { mode: 'none' })
  await office.moveClock(600_000)
  await customer.hasReceived('Sıradaki')
  await expect(
    bubble(page, 'Ağ yokken yazıldı').getByRole('img', { name: /Gönderildi|İletildi|Okundu/u }),
  ).toBeVisible()
  expect(await customer.received()).toEqual(['Ağ yokken yazıldı', 'Sıradaki'])
})

test('a message can be taken back before it has left', async ({ page, office, whatsApp }) => {
  const { customer } = await openChat(page, office, whatsApp)
  await whatsApp.call('refuseConnections', { mode: 'tcp' })
  await whatsApp.call('dropConnections', {})
  await expect(page.getByText(/Mesajınız bekler/u)).toBeVisible()
  await composer(page).fill('Yanlış kişiye')
  await page.keyboard.press('Enter')
  await bubble(page, 'Yanlış kişiye').hover()
  await bubble(page, 'Yanlış kişiye').getByRole('button', { name: 'Geri al' }).click()
  await expect(bubble(page, 'Yanlış kişiye')).toBeHidden()
  await expect(composer(page)).toHaveValue('Yanlış kişiye')
  expect(await customer.received()).toEqual([])
})

test('a message written while the program itself is away is neither lost nor doubled, also over a reload', async ({
  page,
  office,
  whatsApp,
}) => {
  const { customer } = await openChat(page, office, whatsApp)
  await office.kill()
  await expect(page.getByText(/Santral'a ulaşılamıyor\. Mesajınız bekler/u)).toBeVisible()
  await expect(page.getByRole('log')).toContainText('Merhaba')
  await composer(page).fill('Program kapalıyken')
  await page.keyboard.press('Enter')
  await expect(bubble(page, 'Program kapalıyken').getByRole('img', { name: 'Gönderiliyor' })).toBeVisible()

  await office.start()
  await customer.hasReceived('Program kapalıyken')
  await expect(
    bubble(page, 'Program kapalıyken').getByRole('img', { name: /Gönderildi|İletildi|Okundu/u }),
  ).toBeVisible()
  await page.reload()
  await expect(bubble(page, 'Program kapalıyken')).toHaveCount(1)
  expect(await customer.received()).toEqual(['Program kapalıyken'])
})
