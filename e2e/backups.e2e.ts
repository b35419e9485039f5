import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type ChannelAccountId, newId } from '#shared/domain/ids.ts'
import { meetCustomer } from './fixtures/customer.ts'
import { linkByQr, sessionTokenOf } from './fixtures/linking.ts'
import { admin, expect, test } from './fixtures/office.ts'

const zeynep = { name: 'Zeynep Işık', phoneNumber: '+905321112233' }
/** Long enough for the phone to give its history to the media server. */
const OLD = `Geçen yıl yazmıştım: ${randomBytes(600).toString('hex')}`
const BEFORE = 'Yedekten önce'
const AFTER = 'Yedekten sonra'

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('E-posta').fill(admin.email)
  await page.getByLabel('Parola', { exact: true }).fill(admin.password)
  await page.getByRole('button', { name: 'Giriş yap' }).click()
  await expect(page.getByRole('link', { name: 'Ayarlar' })).toBeVisible()
}

test.describe('with a linked number', () => {
  test.use({ hasWhatsApp: true })

  test('a backup is made and restored; linked again, the history comes in and nothing stands twice', async ({
    page,
    office,
    whatsApp,
  }) => {
    const token = await office.setUp()
    const { rpc } = await office.connect(token)
    const customer = await meetCustomer(whatsApp, zeynep)
    const { phoneNumber: phone } = await whatsApp.call('createPhone', {
      phoneNumber: '+905320000001',
      name: 'Klinik',
      historyMessages: [{ contact: customer.id, text: OLD, at: Date.now() - 86_400_000, id: '3AESKI0001' }],
    })
    const id = newId<ChannelAccountId>()
    await rpc.channelAccounts.create({ id, name: 'Klinik' })
    await office.openAs(page, token, '/settings/backups')
    await rpc.channelAccounts.startLinking({ id, method: { kind: 'qr' } })
    await linkByQr(office, page, whatsApp, phone)
    await customer.writes(BEFORE)
    const textsOf = async (client: typeof rpc) => {
      const [chat] = (await client.conversations.list({})).items
      if (!chat) return []
      const { items } = await client.messages.list({ conversationId: chat.id })
      return items.map(({ body }) => body).toSorted()
    }
    await expect.poll(() => textsOf(rpc)).toEqual([OLD, BEFORE].toSorted())
    // Of what came with the history nothing is unread.
    expect((await rpc.conversations.list({})).items).toMatchObject([{ unreadCount: 1 }])

    await page.getByRole('button', { name: 'Şimdi yedekle' }).click()
    const row = page.getByRole('row').filter({ hasText: 'Denetlendi' })
    await expect(row).toContainText('1 lead · 2 mesaj')
    await customer.writes(AFTER)
    await expect.poll(() => textsOf(rpc)).toContain(AFTER)

    await row.getByRole('button', { name: /geri yükle/u }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('row', { name: /^Mesaj/u })).toContainText('3')
    await expect(dialog.getByRole('button', { name: 'Geri yükle ve yeniden başlat' })).toBeDisabled()
    await dialog.getByLabel(/Onaylamak için/u).fill('geri yükle')
    await dialog.getByRole('button', { name: 'Geri yükle ve yeniden başlat' }).click()
    await signIn(page)
    await expect(page.getByText('yeniden bağlanması gerekiyor')).toBeVisible()

    const { rpc: restored } = await office.connect(await sessionTokenOf(page))
    expect(await textsOf(restored)).toEqual([OLD, BEFORE].toSorted())
    await restored.channelAccounts.startLinking({ id, method: { kind: 'qr' } })
    await linkByQr(office, page, whatsApp, phone)
    await customer.writes('Yeni bir mesaj')
    await expect.poll(() => textsOf(restored)).toContain('Yeni bir mesaj')
    const texts = await textsOf(restored)
    expect(texts.filter(text => text === OLD || text === BEFORE)).toHaveLength(2)
    await expect(page.getByText('yeniden bağlanması gerekiyor')).toBeHidden()
  })
})

test('a database that is damaged is told in words, and the newest backup opens in its place', async ({
  page,
  office,
}) => {
  const token = await office.setUp()
  await office.openAs(page, token, '/settings/backups')
  await page.getByRole('button', { name: 'Şimdi yedekle' }).click()
  await expect(page.getByText('Denetlendi')).toBeVisible()
  await office.kill()
  // Its log alone would bring it back.
  for (const name of ['santral.db', 'santral.db-wal']) writeFileSync(join(office.dataFolder, name), 'x'.repeat(90_000))
  await office.start()
  await page.goto(office.takePageUrl())
  await expect(page.getByRole('heading', { name: 'Veritabanı bozulmuş' })).toBeVisible()
  await page.getByText('English').click()
  await expect(page.getByRole('heading', { name: 'The database is damaged' })).toBeVisible()
  await page.getByText('Türkçe').click()
  await page.getByRole('button', { name: 'Okunabilenleri kurtar' }).click()
  await expect(page.getByRole('alert')).toContainText('Olmadı')
  await page.getByRole('button', { name: 'Bu yedeğe dön' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Evet, dön' }).click()
  await signIn(page)
})
