import AxeBuilder from '@axe-core/playwright'
import { type LeadId, newId, type SaleId } from '#shared/domain/ids.ts'
import { expect, test } from './fixtures/office.ts'
import type { OfficeClient } from './fixtures/office-client.ts'

async function addLead({ rpc }: OfficeClient, name: string): Promise<LeadId> {
  const id = newId<LeadId>()
  await rpc.leads.create({
    id,
    name,
    ...{ phoneNumber: null, email: null, countryCode: 'TR', language: null, city: null },
  })
  return id
}

test('the morning begins with the numbers, and each of them opens the people behind it', async ({ page, office }) => {
  const token = await office.setUp()
  const client = await office.connect(token)
  const { rpc } = client
  const [zeynep] = [await addLead(client, 'Zeynep Işık'), await addLead(client, 'Kerem Şahin')]
  const converted = (await rpc.stages.list()).find(({ outcome }) => outcome === 'converted')!
  await rpc.leads.moveToStage({ id: zeynep, stageId: converted.id })
  await rpc.sales.add({
    ...{ id: newId<SaleId>(), leadId: zeynep, amount: 250_000, currency: 'EUR', treatment: 'Implant' },
    ...{ soldOn: new Date().toISOString().slice(0, 10), note: '' },
  })

  await office.openAs(page, token)
  await page.getByRole('link', { name: 'Genel bakış' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Genel bakış')
  const figures = page.getByRole('region', { name: "Dönemde gelen lead'ler" })
  await expect(figures.getByRole('link', { name: 'Lead: 2', exact: true })).toBeVisible()
  await expect(figures.getByRole('link', { name: 'Satış: €2.500,00' })).toBeVisible()
  // The rail's hint goes.
  await page.mouse.move(700, 400)
  await expect(page.getByRole('tooltip')).toBeHidden()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])

  // The picture is there as numbers too.
  await page.getByRole('radiogroup', { name: 'Gösterim' }).getByText('Tablo').click()
  await expect(page.getByRole('columnheader', { name: 'Gün' })).toBeVisible()

  // Somebody comes while the page is open: the feed and the numbers follow.
  await addLead(client, 'Hans Müller')
  await expect(page.getByRole('link', { name: /Hans Müller/u })).toBeVisible()
  await expect(figures.getByRole('link', { name: 'Lead: 3', exact: true })).toBeVisible({ timeout: 15_000 })

  await figures.getByRole('link', { name: /^Kazanılan: 1$/u }).click()
  await expect(page).toHaveURL(/\/leads\?.*converted/u)
  await expect(page.getByRole('row', { name: /Zeynep Işık/u })).toBeVisible()
  await expect(page.getByRole('row', { name: /Hans Müller/u })).toBeHidden()
})
