import AxeBuilder from '@axe-core/playwright'
import { type BrandId, type MetaConnectionId, newId } from '#shared/domain/ids.ts'
import { makeReadyOffice } from '../simulators/graph/ready-office.ts'
import { meetCustomer } from './fixtures/customer.ts'
import { linkNumber } from './fixtures/linked-number.ts'
import { expect, test } from './fixtures/office.ts'

test.use({ hasMeta: true, hasWhatsApp: true })

/** Eight pixels of teal. */
const JPEG =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAwX/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCQAya//9k='

test('what the ads cost stands beside what they brought, down to the people', async ({
  page,
  office,
  meta,
  whatsApp,
}) => {
  if (!meta) throw new Error('no Meta')
  const { control } = meta
  const ready = await makeReadyOffice(control)
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
  await control.call('makeInsights', { from: day(60), to: day(0) })
  const session = await office.setUp()
  const client = await office.connect(session)
  const { rpc } = client

  await office.openAs(page, session, '/ads')
  await expect(page.getByRole('heading', { level: 2, name: 'Henüz bir reklam hesabı bağlı değil' })).toBeVisible()

  const { id: brandId } = await rpc.brands.create({ id: newId<BrandId>(), name: 'Umut Diş' })
  const { id: connectionId } = await rpc.meta.connect({
    ...{ id: newId<MetaConnectionId>(), brandId, token: ready.token, pageId: ready.page.id, pollMinutes: 60 },
    adAccountIds: [ready.accounts[0].id],
  })
  const answers = { full_name: 'Zeynep Işık', phone_number: '+905321112233' }
  await control.call('submit', { form: ready.forms[0].id, ad: ready.ads[0].ad, answers })
  await rpc.metaLeads.sync({ connectionId })
  const [lead] = (await rpc.leads.list({})).items
  expect(lead?.name).toBe('Zeynep Işık')

  await page.getByRole('link', { name: 'Gelen kutusu' }).click()
  await page.getByRole('link', { name: 'Reklamlar' }).click()
  // It is read by itself within a minute; whoever cannot wait reads it now.
  await rpc.insights.accounts().then(([account]) => rpc.insights.sync({ accountId: account!.id }))
  await page.getByRole('button', { name: /^Veriler .* itibarıyla/u }).click()
  await page.getByRole('button', { name: 'Şimdi senkronize et' }).click()
  await expect(page.getByRole('button', { name: 'Şimdi senkronize et' })).toBeVisible()
  await page.keyboard.press('Escape')

  const summary = page.getByRole('region', { name: 'Özet' })
  await expect(summary.getByRole('link', { name: 'Lead: 1, listeyi aç' })).toBeVisible()
  await expect(summary).toContainText('₺')
  const table = page.getByRole('treegrid', { name: 'Kampanyalar' })
  await table.getByRole('button', { name: 'Lead – Bahar: aç' }).click()
  await table.getByRole('button', { name: 'TR 25–54: aç' }).click()
  await expect(table.getByRole('row', { name: /İmplant video A/u })).toContainText('₺')
  await table.getByRole('button', { name: 'Lead', exact: true }).click()
  await expect(table.getByRole('columnheader', { name: 'Lead', exact: true })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])

  await page.getByRole('radiogroup', { name: 'Görünüm' }).getByText('Kaynağa göre').click()
  await expect(page.getByRole('row', { name: /Meta form reklamı/u })).toContainText('₺')
  await page.getByRole('radiogroup', { name: 'Görünüm' }).getByText('Kampanyalar').click()

  // Somebody stops a campaign at Meta: it is noticed with the next reading.
  await control.call('changeAdThing', { id: ready.ads[0].campaign, status: 'PAUSED' })
  const [account] = await rpc.insights.accounts()
  await rpc.insights.sync({ accountId: account!.id })
  await expect(page.getByText('Yayında → Duraklatıldı')).toBeVisible()

  await table
    .getByRole('link', { name: /Lead – Bahar: 1, listeyi aç/u })
    .first()
    .click()
  await expect(page).toHaveURL(/\/leads\?/u)
  await expect(page.getByRole('row', { name: /Zeynep Işık/u })).toBeVisible()
  await expect(page.getByText('Reklamdan gelen')).toBeVisible()

  // Somebody clicks the same ad and writes: they are greeted by themselves, and the chat says which ad it was.
  await rpc.settings.update({ greetsFromAds: true, nightStart: 0, nightEnd: 0 })
  await linkNumber(client, whatsApp)
  const customer = await meetCustomer(whatsApp, { name: 'Mert Kaya', phoneNumber: '+905321112299' })
  const { ad } = ready.ads[0]
  const adReferral = { sourceId: ad, sourceUrl: 'https://fb.me/implant', title: 'İmplant kampanyası', picture: JPEG }
  await whatsApp.call('sendText', { contact: customer.id, text: 'Fiyat alabilir miyim?', adReferral })
  await customer.hasReceived((await rpc.settings.get()).adGreeting.tr)
  await page.getByRole('link', { name: 'Gelen kutusu' }).click()
  await page.getByRole('link', { name: /Mert Kaya/u }).click()
  const message = page.getByRole('log').getByRole('article', { name: /Mert Kaya/u })
  await expect(message).toContainText('Lead – Bahar › TR 25–54 › İmplant video A')
  await expect(message.locator('img')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Reklam', exact: true })).toContainText('İmplant kampanyası')
  await message.getByRole('link', { name: 'Rakamlarını gör' }).click()
  await expect(page.getByRole('button', { name: 'Kampanya: Lead – Bahar (Duraklatıldı)' })).toBeVisible()
  const row = table.getByRole('row', { name: /İmplant video A/u })
  await expect(row.getByRole('link', { name: /listeyi aç/u }).first()).toHaveText('2')
  // By keys alone: up into its ad set, which is closed, and its campaign.
  await row.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(table.getByRole('row', { name: /TR 25–54/u })).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(row).toBeHidden()
  await page.keyboard.press('ArrowLeft')
  await expect(table.getByRole('row', { name: /Lead – Bahar/u })).toBeFocused()
})
