import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import { type LeadId, newId } from '#shared/domain/ids.ts'
import { expect, test } from './fixtures/office.ts'

test('what the list shows is taken out as a file that a spreadsheet opens', async ({ page, office }) => {
  const token = await office.setUp()
  const { rpc } = await office.connect(token)
  for (const [name, phoneNumber] of [
    ['Zeynep Işık', '05551234567'],
    ['=1+1', null],
    ['Hans Müller', null],
  ] as const) {
    const rest = { email: null, countryCode: 'TR', language: null, city: null }
    await rpc.leads.create({ id: newId<LeadId>(), name, phoneNumber, ...rest })
  }
  await office.openAs(page, token, '/leads?q=Zeynep')
  await page.getByRole('button', { name: "Lead'leri dışa aktar" }).click()
  const dialog = page.getByRole('dialog', { name: "Lead'leri dışa aktar" })
  await expect(dialog).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze()
  expect(violations).toEqual([])

  await dialog.getByRole('combobox', { name: 'Dosya türü' }).click()
  await page.getByRole('option', { name: /noktalı virgülle/u }).click()
  const downloading = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Dosyayı indir' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^Leadler \d{4}-\d\d-\d\d\.csv$/u)
  const lines = (await readFile(await download.path(), 'utf8')).split('\r\n')
  expect(lines).toHaveLength(3)
  expect(lines[0]).toMatch(/^\ufeffAd;Telefon;/u)
  expect(lines[1]).toMatch(/^Zeynep Işık;\+90 555 123 45 67;/u)
  await expect(dialog).toBeHidden()
})
