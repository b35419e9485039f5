import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type LeadId, newId } from '#shared/domain/ids.ts'
import { expect, type Office, test } from './fixtures/office.ts'
import type { OfficeClient } from './fixtures/office-client.ts'

interface Person {
  readonly name: string
  readonly phoneNumber?: string
  readonly countryCode?: string
}

async function addLead({ rpc }: OfficeClient, { name, phoneNumber, countryCode }: Person): Promise<LeadId> {
  const id = newId<LeadId>()
  await rpc.leads.create({
    id,
    name,
    phoneNumber: phoneNumber ?? null,
    email: null,
    countryCode: countryCode ?? null,
    language: null,
    city: null,
  })
  return id
}

async function openLeads(page: Page, office: Office, people: readonly Person[]) {
  const token = await office.setUp()
  const client = await office.connect(token)
  for (const person of people) await addLead(client, person)
  await office.openAs(page, token, '/leads')
  return client
}

function row(page: Page, name: string) {
  return page.getByRole('grid').getByRole('row', { name: new RegExp(name, 'u') })
}

function panel(page: Page) {
  return page.getByRole('complementary', { name: 'Lead kartı' })
}

const isik = { name: 'Zeynep Işık', phoneNumber: '+905321112233' }
const hans = { name: 'Hans Müller', phoneNumber: '+4915112345678' }

test('finds people while typing, whatever the marks and the case, and by any writing of a number', async ({
  page,
  office,
}) => {
  await openLeads(page, office, [isik, hans, { name: 'Çağla Öztürk' }])
  const search = page.getByRole('searchbox', { name: /Ad, telefon veya e-posta ara/u })
  await search.pressSequentially('isik')
  await expect(row(page, hans.name)).toBeHidden()
  await expect(row(page, isik.name)).toBeVisible()
  await search.fill('CAGLA')
  await expect(row(page, 'Çağla Öztürk')).toBeVisible()
  await search.fill('0532 111')
  await expect(row(page, isik.name)).toBeVisible()
  await search.fill('yok böyle biri')
  await expect(page.getByRole('heading', { name: 'Eşleşen lead yok' })).toBeVisible()
  await page.getByRole('button', { name: 'Filtreleri temizle' }).last().click()
  await expect(row(page, hans.name)).toBeVisible()
  await expect(search).toHaveValue('')
})

test('filters stand in the address, survive a reload and the way back by the rail', async ({ page, office }) => {
  const client = await openLeads(page, office, [isik, hans])
  const [lead] = (await client.rpc.leads.list({ filter: { search: 'hans' } })).items
  const stages = await client.rpc.stages.list()
  await client.rpc.leads.moveToStage({ id: lead!.id, stageId: stages.find(one => one.outcome === 'converted')!.id })

  await page.getByRole('button', { name: 'Aşama', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Hasta oldu' }).click()
  await page.keyboard.press('Escape')
  await expect(row(page, isik.name)).toBeHidden()
  await expect(page).toHaveURL(/stage=/u)
  await page.reload()
  await expect(row(page, hans.name)).toBeVisible()
  await expect(row(page, isik.name)).toBeHidden()
  await page.getByRole('link', { name: /Gelen kutusu/u }).click()
  await page.getByRole('link', { name: "Lead'ler" }).click()
  await expect(page).toHaveURL(/stage=/u)
  await expect(row(page, isik.name)).toBeHidden()
  await page.getByRole('button', { name: 'Filtreleri temizle', exact: true }).click()
  await expect(row(page, isik.name)).toBeVisible()

  await page.getByRole('button', { name: /1 hasta/u }).click()
  await expect(row(page, isik.name)).toBeHidden()
  await expect(page).toHaveURL(/outcome=.*converted/u)
})

test('adds a lead by its local number, and offers the one who has it already', async ({ page, office }) => {
  await openLeads(page, office, [isik])
  await page.getByRole('button', { name: 'Yeni lead' }).click()
  const form = page.getByRole('dialog', { name: 'Yeni lead' })
  await form.getByRole('button', { name: 'Lead ekle' }).click()
  await expect(form).toContainText('Bir ad yazın.')
  await form.getByLabel('Ad', { exact: false }).fill('Kopya')
  await form.getByLabel('Telefon').fill('0532 11')
  await expect(form).toContainText('Numara henüz kısa.')
  await form.getByLabel('Telefon').fill('0532 111 22 33')
  await expect(form).toContainText('Türkiye · +90 532 111 22 33')
  await form.getByLabel('Şehir').fill('izm')
  await page.getByRole('option', { name: 'İzmir' }).click()
  await form.getByRole('button', { name: 'Lead ekle' }).click()
  await expect(form).toContainText('Bu numara “Zeynep Işık” adlı')
  await form.getByLabel('Telefon').fill('0533 444 55 66')
  await form.getByRole('button', { name: 'Lead ekle' }).click()
  await expect(form).toBeHidden()
  await expect(panel(page)).toContainText('+90 533 444 55 66')
  await expect(row(page, 'Kopya')).toContainText('+90 533 444 55 66')

  await page.getByRole('button', { name: 'Yeni lead' }).click()
  await form.getByLabel('Ad', { exact: false }).fill('Kopya 2')
  await form.getByLabel('Telefon').fill('+90 532 111 22 33')
  await form.getByRole('button', { name: 'Lead ekle' }).click()
  await form.getByRole('button', { name: 'Mevcut kaydı aç' }).click()
  await expect(panel(page)).toContainText('Zeynep Işık')
})

test('the card is worked in place: name, stage, consultant, note', async ({ page, office }) => {
  await openLeads(page, office, [isik])
  await row(page, isik.name).getByRole('gridcell').nth(1).click()
  await panel(page)
    .getByRole('button', { name: /Adı düzenle/u })
    .click()
  await page.getByRole('textbox', { name: 'Lead adı' }).fill('Zeynep Işık Kaya')
  await page.keyboard.press('Enter')
  await expect(row(page, 'Zeynep Işık Kaya')).toBeVisible()

  await panel(page)
    .getByRole('button', { name: /Aşamayı değiştir/u })
    .click()
  await page.getByRole('menuitemradio', { name: 'Görüşülüyor' }).click()
  await expect(row(page, 'Zeynep')).toContainText('Görüşülüyor')
  await panel(page)
    .getByRole('button', { name: /Danışmanı değiştir/u })
    .click()
  await page.getByRole('menuitemradio', { name: 'Ayşe Yılmaz (siz)' }).click()
  await expect(row(page, 'Zeynep')).toContainText('Ayşe Yılmaz')
  await panel(page).getByRole('textbox', { name: 'Yeni not' }).fill('Eşi de gelecek')
  await panel(page).getByRole('button', { name: 'Not ekle' }).click()
  await expect(panel(page).getByRole('region', { name: 'Notlar' })).toContainText('Eşi de gelecek')
  await expect(panel(page)).toContainText('Yeni → Görüşülüyor')
  await expect(panel(page)).toContainText('Ayşe Yılmaz üstlendi')
})

test('a lead goes for good only when the word is typed', async ({ page, office }) => {
  await openLeads(page, office, [isik, hans])
  await row(page, isik.name).getByRole('gridcell').nth(1).click()
  await panel(page).getByRole('button', { name: 'Daha fazla' }).click()
  await page.getByRole('menuitem', { name: "Lead'i sil" }).click()
  const dialog = page.getByRole('dialog', { name: 'Zeynep Işık silinsin mi?' })
  await expect(dialog.getByRole('button', { name: 'Kalıcı olarak sil' })).toBeDisabled()
  await dialog.getByRole('textbox').fill('sil')
  await dialog.getByRole('button', { name: 'Kalıcı olarak sil' }).click()
  await expect(row(page, isik.name)).toBeHidden()
  await expect(row(page, hans.name)).toBeVisible()
  await expect(panel(page)).toBeHidden()
})

test('any number of leads, by keyboard, with only those in sight drawn', async ({ page, office }) => {
  const people = Array.from({ length: 260 }, (_, index) => ({ name: `Kişi ${String(index + 1).padStart(3, '0')}` }))
  await openLeads(page, office, people)
  await expect(row(page, 'Kişi 260')).toBeVisible()
  await row(page, 'Kişi 260').focus()
  await page.keyboard.press('ArrowDown')
  await expect(row(page, 'Kişi 259')).toBeFocused()
  await page.keyboard.press('Space')
  await expect(panel(page)).toContainText('Kişi 259')
  await page.keyboard.press('j')
  await expect(panel(page)).toContainText('Kişi 258')
  await page.keyboard.press('Escape')
  await expect(panel(page)).toBeHidden()
  // Pages come as the end comes near, so the end moves away until there is no more.
  await expect(async () => {
    await page.keyboard.press('End')
    await expect(row(page, 'Kişi 001')).toBeFocused({ timeout: 500 })
  }).toPass()
  expect(await page.getByRole('grid').getByRole('row').count()).toBeLessThan(80)
})

test('a chat that cannot begin says why', async ({ page, office }) => {
  await openLeads(page, office, [isik])
  await row(page, isik.name).getByRole('gridcell').nth(1).click()
  await expect(panel(page).getByRole('button', { name: /Önce bir WhatsApp numarası bağlayın/u })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme })

    test('axe finds nothing in the list with an open card, nor in the form', async ({ page, office }) => {
      await openLeads(page, office, [isik, hans])
      await row(page, isik.name).getByRole('gridcell').nth(1).click()
      await expect(panel(page)).toContainText('+90 532 111 22 33')
      const inList = await new AxeBuilder({ page }).analyze()
      expect(inList.violations.map(({ id, nodes }) => [id, nodes.map(node => node.html.slice(0, 160))])).toEqual([])
      await page.getByRole('button', { name: 'Yeni lead' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      const inForm = await new AxeBuilder({ page }).disableRules(['region']).analyze()
      expect(inForm.violations.map(({ id, nodes }) => [id, nodes.map(node => node.html.slice(0, 160))])).toEqual([])
    })
  })
}
