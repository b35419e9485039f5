import { linkNumber } from './fixtures/linked-number.ts'
import { expect, test } from './fixtures/office.ts'

test.use({ hasWhatsApp: true })

test('a hidden number is asked for and given; the person is blocked, and let in again', async ({
  page,
  office,
  whatsApp,
}) => {
  const token = await office.setUp()
  const client = await office.connect(token)
  const { phone } = await linkNumber(client, whatsApp)
  const { id } = await whatsApp.call('createContact', {
    name: 'Elif Kara',
    phoneNumber: '+905323334455',
    addressing: 'lid-without-phone',
  })
  await whatsApp.call('sendText', { contact: id, text: 'Merhaba, bilgi alabilir miyim?' })
  await office.openAs(page, token)
  const row = page.getByRole('list', { name: 'Sohbetler' }).getByRole('link', { name: /Elif Kara/u })
  await expect(row).toHaveAccessibleName(/Numara gizli/u)
  await row.click()
  const pane = page.getByRole('region', { name: 'Elif Kara ile sohbet' })

  await pane.getByRole('button', { name: 'Numarasını iste' }).click()
  await expect(pane.getByRole('log')).toContainText('Telefon numarası istendi')
  await expect(pane.getByText(/^Numarası istendi: \d/u)).toBeVisible()
  await whatsApp.call('shareNumber', { contact: id })
  await expect(pane.getByRole('log')).toContainText('Telefon numarasını paylaştı')
  await expect(pane.locator('header')).toContainText('+90 532 333 44 55')
  await expect(pane.getByText(/Numarası istendi/u)).toHaveCount(0)
  await expect(row).not.toHaveAccessibleName(/Numara gizli/u)

  await pane.locator('header').getByRole('button', { name: 'Diğer işlemler' }).click()
  await page.getByRole('menuitem', { name: 'Kişiyi engelle' }).click()
  await expect(pane.getByRole('note')).toContainText('Bu kişiyi engellediniz')
  await expect(row).toHaveAccessibleName(/Engellendi/u)
  await expect.poll(async () => (await client.rpc.conversations.list({})).items[0]?.isBlocked).toBe(true)
  await whatsApp.call('block', { phone, contact: id, isBlocked: false })
  await expect(pane.getByRole('textbox', { name: /Elif Kara kişisine mesaj/u })).toBeVisible()
  await expect(row).not.toHaveAccessibleName(/Engellendi/u)
})
