import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type BrandId, type MetaConnectionId, newId } from '#shared/domain/ids.ts'
import { makeReadyOffice } from '../simulators/graph/ready-office.ts'
import { meetCustomer } from './fixtures/customer.ts'
import { linkNumber } from './fixtures/linked-number.ts'
import { expect, type Office, test } from './fixtures/office.ts'

test.use({ hasMeta: true })

const ayse = { full_name: 'Ayşe Demir', phone_number: '0532 111 22 33', email: 'ayse@example.com', butce: '20_50' }

/** An office whose brand is connected to its page, with a fetch at the press of a button. */
async function connectOffice(office: Office, meta: Parameters<typeof makeReadyOffice>[0]) {
  const ready = await makeReadyOffice(meta)
  const session = await office.setUp()
  const client = await office.connect(session)
  const { rpc } = client
  const { id: brandId } = await rpc.brands.create({ id: newId<BrandId>(), name: 'Umut Diş' })
  const { token, page } = ready
  const { id: connectionId } = await rpc.meta.connect({
    id: newId<MetaConnectionId>(),
    ...{ brandId, token, pageId: page.id, adAccountIds: [], pollMinutes: 5 },
  })
  const sync = () => rpc.metaLeads.sync({ connectionId })
  await sync()
  return { ...client, ready, session, connectionId, sync }
}

const row = (page: Page, name: string) => page.getByRole('grid').getByRole('row', { name: new RegExp(name, 'u') })

test('a form that is filled in stands in the list with its ad, and every answer on the card', async ({
  page,
  office,
  meta,
}) => {
  if (!meta) throw new Error('no Meta')
  const { ready, session, sync } = await connectOffice(office, meta.control)
  await office.openAs(page, session, '/leads')
  await expect(page.getByRole('heading', { name: 'Henüz lead yok' })).toBeVisible()
  const [form] = ready.forms
  await meta.control.call('submit', { form: form.id, answers: ayse, ad: ready.ads[0].ad, checked: ['kvkk_onay'] })
  await sync()
  await expect(row(page, 'Ayşe Demir')).toBeVisible()
  await row(page, 'Ayşe Demir').getByRole('gridcell').nth(1).click()
  const entry = page.getByRole('region', { name: 'Form kayıtları' })
  await expect(entry).toContainText('İmplant teklifi')
  await expect(entry).toContainText('20–50 bin TL')
  await expect(entry).toContainText('İmplant video A')
  await expect(entry).toContainText('Lead – Bahar')

  // The same e-mail on another number: a question to a person, side by side.
  const spouse = { ...ayse, full_name: 'Mehmet Demir', phone_number: '0533 444 55 66' }
  await meta.control.call('submit', { form: form.id, answers: spouse })
  await sync()
  await page.getByRole('link', { name: '1 olası kopya' }).click()
  const pair = page.getByRole('region', { name: /Ayşe Demir.*Mehmet Demir|Mehmet Demir.*Ayşe Demir/u })
  await expect(pair).toContainText('Aynı e-posta')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await pair.getByRole('button', { name: 'Farklı kişiler' }).click()
  await expect(page.getByRole('heading', { name: 'Olası kopya yok' })).toBeVisible()
  await page.getByRole('button', { name: 'Geri al' }).click()
  await expect(pair).toBeVisible()
  await page.keyboard.press('m')
  await expect(page.getByRole('heading', { name: 'Olası kopya yok' })).toBeVisible()
})

test('the forms, what they brought and the self-check stand below the connection; an answer goes where a person says', async ({
  page,
  office,
  meta,
}) => {
  if (!meta) throw new Error('no Meta')
  const { ready, session } = await connectOffice(office, meta.control)
  const [form] = ready.forms
  await meta.control.call('submit', { form: form.id, answers: ayse, ad: ready.ads[0].ad })
  await office.openAs(page, session, '/settings/meta')
  const leads = page.getByRole('region', { name: "Formlar ve lead'ler" })
  await leads.getByRole('button', { name: 'Şimdi senkronize et' }).click()
  await expect(leads).toContainText('1/1 lead kaydedildi')
  await expect(leads.getByRole('row', { name: /İmplant teklifi/u })).toContainText("1 / Meta'da 1")

  await leads.getByRole('button', { name: 'İmplant teklifi formunun eşlemesi' }).click()
  const mapping = page.getByRole('dialog', { name: 'İmplant teklifi: yanıtlar nereye yazılsın?' })
  const preview = mapping.getByRole('region', { name: 'Gerçek kayıtlarla önizleme' })
  await expect(preview).toContainText('Bütçeniz?')
  await mapping.getByRole('combobox', { name: 'Bütçeniz?' }).click()
  await page.getByRole('option', { name: 'Not', exact: true }).click()
  await expect(preview).not.toContainText('Bütçeniz?')
  await expect(preview).toContainText('20–50 bin TL')
  await mapping.getByRole('button', { name: 'Kaydet', exact: true }).click()
  await expect(mapping).toBeHidden()

  await leads.getByRole('button', { name: "Meta'yı sına" }).click()
  const check = page.getByRole('dialog', { name: 'Meta kendi kendini sınama' })
  await check.getByRole('switch').click({ force: true })
  await check.getByRole('button', { name: 'Sınamayı başlat' }).click()
  await expect(check).toContainText('“Ahmet Kaya” deneme kaydı olarak saklandı')
  await expect(check.getByText('TAMAM')).toHaveCount(8)
  await page.keyboard.press('Escape')
  await leads.getByRole('button', { name: 'Geçmiş' }).click()
  await expect(page.getByRole('dialog', { name: 'Senkronizasyon geçmişi' })).toContainText('1/1 lead kaydedildi')
})

test.describe('somebody who has written already', () => {
  test.use({ hasWhatsApp: true })

  test('and fills in a form is the one whose chat it is', async ({ page, office, meta, whatsApp }) => {
    if (!meta) throw new Error('no Meta')
    const { ready, session, sync, ...client } = await connectOffice(office, meta.control)
    await linkNumber(client, whatsApp)
    const customer = await meetCustomer(whatsApp, { name: 'Ayşe', phoneNumber: '+905321112233' })
    await office.openAs(page, session)
    await customer.writes('Merhaba, fiyat alabilir miyim?')
    const chats = page.getByRole('list', { name: 'Sohbetler' })
    await expect(chats.getByRole('link', { name: /Ayşe/u })).toBeVisible()
    await meta.control.call('submit', { form: ready.forms[0].id, answers: ayse })
    expect(await sync()).toMatchObject({ stored: 1 })
    await chats.getByRole('link', { name: /Ayşe/u }).click()
    const card = page.getByRole('complementary', { name: 'Lead kartı' })
    await expect(card).toContainText('Yeniden form doldurdu: İmplant teklifi')
    await expect(card.getByRole('region', { name: 'Form kayıtları' })).toContainText('20–50 bin TL')
    expect((await client.rpc.leads.list({})).items).toHaveLength(1)
  })
})
