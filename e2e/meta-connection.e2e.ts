import { type BrandId, type MetaConnectionId, newId } from '#shared/domain/ids.ts'
import { makeReadyOffice } from '../simulators/graph/ready-office.ts'
import { expect, type Office, test } from './fixtures/office.ts'

test.use({ hasMeta: true })

/** A brand that is connected already, without its wizard. */
async function connectBrand(office: Office, session: string, ready: Awaited<ReturnType<typeof makeReadyOffice>>) {
  const { rpc } = await office.connect(session)
  const { id: brandId } = await rpc.brands.create({ id: newId<BrandId>(), name: 'Umut Diş' })
  const { token, page } = ready
  return rpc.meta.connect({
    id: newId<MetaConnectionId>(),
    ...{ brandId, token, pageId: page.id, adAccountIds: [], pollMinutes: 5 },
  })
}

test('a brand is connected by the wizard; what is missing is named and mended', async ({ page, office, meta }) => {
  if (!meta) throw new Error('no Meta')
  const { control } = meta
  const ready = await makeReadyOffice(control)
  const scopes = ['pages_show_list', 'pages_read_engagement', 'pages_manage_ads', 'ads_read']
  const { token } = await control.call('createToken', { app: ready.app.id, person: ready.person.id, scopes })
  await office.openAs(page, await office.setUp(), '/settings/meta')

  await page.getByRole('button', { name: 'Marka ekle' }).click()
  await page.getByRole('dialog').getByLabel('Markanın adı').fill('Umut Diş')
  await page.getByRole('dialog').getByRole('button', { name: 'Ekle' }).click()
  const card = page.getByRole('article', { name: 'Umut Diş' })
  await expect(card).toContainText('Meta’ya bağlı değil')
  await card.getByRole('button', { name: 'Bağla', exact: true }).click()

  const wizard = page.getByRole('dialog', { name: 'Umut Diş: Meta’ya bağla' })
  const tokenField = wizard.getByLabel('Erişim anahtarı')
  await tokenField.fill('kısa')
  await wizard.getByRole('button', { name: 'Devam' }).click()
  await expect(wizard.getByText('Bu kadar kısa bir anahtar olmaz')).toBeVisible()
  await tokenField.fill(`EAAyanlis${'1'.repeat(60)}`)
  await wizard.getByRole('button', { name: 'Devam' }).click()
  await expect(wizard.getByRole('alert')).toContainText('Anahtar artık geçerli değil')
  // Where a token comes from is told beside the field, which keeps what is filled in.
  await wizard.getByRole('button', { name: 'Anahtarı nereden alırım?' }).click()
  await expect(wizard.getByRole('link', { name: 'Meta’da aç' }).first()).toHaveAttribute('href', /^https:\/\//u)
  await expect(wizard.getByRole('row', { name: /leads_retrieval/u })).toContainText('Formlara yazılanları okumak için')
  await wizard.getByRole('button', { name: 'Anahtarı nereden alırım?' }).click()
  await tokenField.fill(token)
  await wizard.getByRole('button', { name: 'Devam' }).click()

  await expect(wizard).toContainText('Eksik izinler: leads_retrieval, ads_management, business_management')
  await expect(wizard.getByRole('radio', { name: 'Umut Diş Kliniği' })).toBeChecked()
  await wizard.getByRole('button', { name: 'Devam' }).click()
  await wizard.getByRole('checkbox', { name: 'Umut Diş Kliniği TRY · TRY' }).check()
  await wizard.getByRole('combobox', { name: 'Yeni kayıtlara bakma sıklığı' }).click()
  await page.getByRole('option', { name: 'Her dakika' }).click()
  await wizard.getByRole('button', { name: 'Bağla ve dene' }).click()

  await expect(wizard).toContainText('Bağlantı tam çalışmıyor')
  const checks = wizard.getByRole('list', { name: 'Denetlenenler' })
  const missing = checks.getByRole('listitem').filter({ hasText: 'leads_retrieval izni yok' })
  await expect(missing).toContainText('Formlara yazılanları okumak için')
  await expect(missing).toContainText('Anahtarı değiştir')
  await wizard.getByRole('button', { name: 'Kapat', exact: true }).last().click()
  await expect(page.getByText('Meta, Umut Diş: Anahtarın izni yetmiyor')).toBeVisible()

  await card.getByRole('button', { name: 'Anahtarı değiştir' }).click()
  const replacing = page.getByRole('dialog', { name: 'Umut Diş: yeni anahtar' })
  await replacing.getByLabel('Erişim anahtarı').fill(ready.token)
  await replacing.getByRole('button', { name: 'Değiştir', exact: true }).click()
  await expect(card).toContainText('Her şey yolunda.')
  await expect(card).toContainText('Anahtarın süresi dolmaz')
  await expect(page.getByText('Meta, Umut Diş:')).toBeHidden()
  expect(await page.content()).not.toContain(ready.token)
})

test('a revoked token explains itself, everywhere that it matters, and goes on with a new one', async ({
  page,
  office,
  meta,
}) => {
  if (!meta) throw new Error('no Meta')
  const { control } = meta
  const ready = await makeReadyOffice(control)
  const session = await office.setUp()
  await connectBrand(office, session, ready)
  await office.openAs(page, session)
  await expect(page.getByRole('button', { name: /^Bağlantı/u })).toBeVisible()

  await control.call('endToken', { token: ready.token, subcode: 460 })
  const { rpc } = await office.connect(session)
  await rpc.diagnostics.runNow({ name: 'meta.check-connections' })
  const banner = page.getByRole('status').filter({ hasText: 'Anahtar sahibinin parolası değişmiş' })
  await expect(banner).toHaveCount(1)
  await page.getByRole('button', { name: /^Bağlantı/u }).click()
  await expect(page.getByRole('dialog')).toContainText('Meta · Umut Diş')
  await page.keyboard.press('Escape')

  await banner.getByRole('link', { name: 'Ayarlar → Meta' }).click()
  const card = page.getByRole('article', { name: 'Umut Diş' })
  await expect(card).toContainText('Parola değişince Facebook bütün anahtarları kapatır')
  await expect(card).toContainText('kod 190/460')
  const { app, person } = ready
  const { token } = await control.call('createToken', { app: app.id, person: person.id })
  await card.getByRole('button', { name: 'Anahtarı değiştir' }).click()
  const replacing = page.getByRole('dialog', { name: 'Umut Diş: yeni anahtar' })
  await replacing.getByLabel('Erişim anahtarı').fill(token)
  await replacing.getByRole('button', { name: 'Değiştir', exact: true }).click()
  await expect(card).toContainText('Her şey yolunda.')
  await expect(banner).toBeHidden()

  await card.getByRole('button', { name: 'Bağlantıyı kes' }).click()
  await expect(page.getByRole('dialog')).toContainText(
    'Bugüne kadar gelen leadler, kayıtları ve geçmişleri olduğu gibi kalır',
  )
  await page.getByRole('dialog').getByRole('button', { name: 'Bağlantıyı kes' }).click()
  await expect(card.getByRole('button', { name: 'Yeniden bağla' })).toBeVisible()

  await page.getByRole('link', { name: 'Tanılama' }).click()
  await page.getByRole('tab', { name: 'Meta istekleri' }).click()
  await page.getByText('Başarısızlar').click()
  await expect(page.getByRole('row').filter({ hasText: '190/460' }).first()).toContainText('İz: ASimTrace')
})
