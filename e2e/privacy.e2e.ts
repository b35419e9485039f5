import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import { type LeadId, newId } from '#shared/domain/ids.ts'
import { expect, test } from './fixtures/office.ts'

test('consent with its text, a sale, a person’s own file, and forgetting them', async ({ page, office }) => {
  const token = await office.setUp()
  const { rpc } = await office.connect(token)
  const id = newId<LeadId>()
  const person = { name: 'Zeynep Işık', phoneNumber: '+905321112233', email: 'zeynep@example.com' }
  await rpc.leads.create({ id, ...person, countryCode: 'TR', language: 'tr', city: null })

  await office.openAs(page, token, '/settings/privacy')
  await page.getByRole('button', { name: 'Metin ekle' }).click()
  const text = page.getByRole('dialog', { name: 'Metin ekle' })
  await text.getByLabel('Ad', { exact: true }).fill('Kampanya izni')
  await text.getByLabel('Metin', { exact: true }).fill('Kampanyalardan WhatsApp ile haberdar olmak istiyorum.')
  await text.getByRole('button', { name: 'Kaydet' }).click()
  await expect(page.getByText(/Sürüm 1 ·/u)).toBeVisible()

  await page.goto(`${office.origin}/#/leads/${id}/page`)
  const consents = page.getByRole('region', { name: 'İzinler' })
  await consents.getByRole('button', { name: 'WhatsApp iznini değiştir' }).click()
  await page.getByRole('menuitem', { name: 'İzin verdi' }).click()
  const recording = page.getByRole('dialog', { name: 'WhatsApp için izin verdi' })
  await recording.getByRole('radio', { name: 'Kâğıt' }).check()
  await recording.getByRole('combobox', { name: 'Hangi metne onay verdi?' }).click()
  await page.getByRole('option', { name: 'Kampanya izni · sürüm 1' }).click()
  await recording.getByRole('button', { name: 'Kaydet' }).click()
  await expect(consents.getByText('İzin var')).toBeVisible()
  await consents.getByRole('button', { name: 'Kanıtlar' }).click()
  const proofs = page.getByRole('dialog', { name: 'İzinlerin kanıtları' })
  await expect(proofs).toContainText('Kampanyalardan WhatsApp ile haberdar olmak istiyorum.')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Satış ekle' }).click()
  const sale = page.getByRole('dialog', { name: 'Satış ekle' })
  await sale.getByLabel('Tutar').fill('1250')
  await sale.getByLabel('İşlem', { exact: true }).fill('İmplant')
  await sale.getByRole('button', { name: 'Kaydet' }).click()
  await expect(page.getByRole('region', { name: 'Satışlar' })).toContainText('₺1.250,00')
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map(node => node.html)])).toEqual([])

  await page.getByRole('button', { name: 'Daha fazla' }).click()
  const saving = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Kişinin dosyasını indir' }).click()
  const archive = await readFile(await (await saving).path())
  expect(archive.subarray(0, 2).toString()).toBe('PK')

  await page.getByRole('button', { name: 'Daha fazla' }).click()
  await page.getByRole('menuitem', { name: 'Bu kişiyi unut' }).click()
  const forgetting = page.getByRole('dialog', { name: 'Zeynep Işık unutulsun mu?' })
  await expect(forgetting).toContainText('1 satış')
  await expect(forgetting.getByRole('button', { name: 'Kalıcı olarak unut' })).toBeDisabled()
  await forgetting.getByLabel(/Onaylamak için/u).fill('zeynep ışık')
  await forgetting.getByRole('button', { name: 'Kalıcı olarak unut' }).click()
  await expect(page.getByText('Henüz lead yok')).toBeVisible()
  await expect(page.getByText('Zeynep Işık')).toHaveCount(0)
  expect((await rpc.leads.list({ filter: { search: 'zeynep' } })).items).toEqual([])
})
