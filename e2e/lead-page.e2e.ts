import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type LeadId, newId } from '#shared/domain/ids.ts'
import { expect, test } from './fixtures/office.ts'
import type { OfficeClient } from './fixtures/office-client.ts'

const words = {
  tr: {
    grid: 'Lead listesi',
    name: 'Ad',
    all: 'Hepsi',
    calls: 'Görüşmeler',
    history: 'Geçmiş',
    plan: 'Sonraki adımı planla',
    what: 'Ne yapılacak?',
    tomorrow: 'Yarın 10:00',
    save: 'Kaydet',
    next: 'Sonraki adım',
    noAnswer: 'Açmadı',
    called: 'Telefon görüşmesi · Açmadı',
    said: 'Ne konuşuldu?',
    compare: 'Karşılaştır',
    merge: 'Birleştir',
    merged: '“Zeynep Kaya” ile birleştirildi',
    undo: 'Geri al',
    undone: '“Zeynep Kaya” ile birleştirme geri alındı',
    more: 'Daha fazla',
    edit: 'Bilgileri düzenle',
    city: 'Şehir',
    kept: 'Şehir: bir çalışma arkadaşınız “Bonn” yazdı; sizin yazdığınız duruyor.',
    taken: 'E-posta: artık “yeni@example.com”.',
    back: 'Lead listesi',
  },
  en: {
    grid: 'List of leads',
    name: 'Name',
    all: 'All',
    calls: 'Calls',
    history: 'History',
    plan: 'Plan the next action',
    what: 'What is to be done?',
    tomorrow: 'Tomorrow 10:00',
    save: 'Save',
    next: 'Next action',
    noAnswer: 'No answer',
    called: 'Phone call · No answer',
    said: 'What was said?',
    compare: 'Compare',
    merge: 'Merge',
    merged: 'Merged with “Zeynep Kaya”',
    undo: 'Undo',
    undone: 'Merge with “Zeynep Kaya” undone',
    more: 'More',
    edit: 'Edit details',
    city: 'City',
    kept: 'City: a colleague wrote “Bonn”; what you typed stays.',
    taken: 'E-mail: now “yeni@example.com”.',
    back: 'List of leads',
  },
}

async function addLead({ rpc }: OfficeClient, name: string, email: string | null, phoneNumber: string | null) {
  const id = newId<LeadId>()
  await rpc.leads.create({ id, name, phoneNumber, email, countryCode: null, language: null, city: null })
  return id
}

function row(page: Page, name: string) {
  return page.getByRole('grid').getByRole('row', { name: new RegExp(name, 'u') })
}

for (const locale of ['tr', 'en'] as const) {
  test(`a lead's page, by keyboard, in ${locale}`, async ({ page, office }) => {
    const t = words[locale]
    const token = await office.setUp({ locale })
    const client = await office.connect(token)
    await addLead(client, 'Zeynep Kaya', 'zeynep@example.com', null)
    const id = await addLead(client, 'Zeynep Işık', 'zeynep@example.com', '+905321112233')
    await addLead(client, 'Çağla Öztürk', null, null)
    await office.openAs(page, token, '/leads')

    await page.getByRole('columnheader', { name: t.name, exact: true }).getByRole('button').press('Enter')
    await expect(page).toHaveURL(/sort=name/u)
    await expect(page.getByRole('grid').getByRole('row').nth(1)).toContainText('Çağla Öztürk')
    await page.reload()
    await expect(page.getByRole('grid').getByRole('row').nth(1)).toContainText('Çağla Öztürk')
    await row(page, 'Zeynep Işık').focus()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/page/u)
    await expect(page.getByRole('heading', { name: /Zeynep Işık/u })).toBeVisible()

    await page.getByRole('button', { name: t.plan }).press('Enter')
    await page.getByLabel(t.what).fill('Fiyat için ara')
    await page.getByRole('button', { name: t.tomorrow }).press('Enter')
    await page.getByRole('button', { name: t.save, exact: true }).press('Enter')
    await expect(page.getByRole('region', { name: t.next })).toContainText('Fiyat için ara')

    await page.keyboard.press('l')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: t.noAnswer }).check()
    await dialog.getByLabel(t.said).fill('Çaldı, açmadı')
    await dialog.getByRole('button', { name: t.save, exact: true }).press('Enter')
    await page.getByRole('tab', { name: t.calls }).click()
    await expect(page.getByRole('tabpanel')).toContainText(t.called)
    await expect(page.getByRole('tabpanel')).toContainText('Çaldı, açmadı')

    await page.getByRole('button', { name: t.compare }).press('Enter')
    await dialog.getByRole('button', { name: t.merge, exact: true }).press('Enter')
    await expect(dialog).toBeHidden()
    await page.getByRole('tab', { name: t.history }).click()
    await expect(page.getByRole('tabpanel')).toContainText(t.merged)
    await page.getByRole('button', { name: t.undo, exact: true }).press('Enter')
    await expect(page.getByRole('tabpanel')).toContainText(t.undone)

    await page.getByRole('button', { name: t.more, exact: true }).click()
    await page.getByRole('menuitem', { name: t.edit }).click()
    await expect(dialog).toBeVisible()
    const current = await client.rpc.leads.get({ id })
    const { version, name, phoneNumber } = current
    const theirs = { name, phoneNumber, email: 'yeni@example.com', countryCode: 'TR', language: null, city: 'Bonn' }
    await client.rpc.leads.update({ id, version, ...theirs })
    await dialog.getByLabel(t.city).fill('Köln')
    await page.keyboard.press('Enter')
    await expect(dialog).toContainText(t.kept)
    await expect(dialog).toContainText(t.taken)
    await expect(dialog.getByLabel(t.city)).toHaveValue('Köln')
    await dialog.getByLabel(t.city).press('Enter')
    await expect(dialog).toBeHidden()
    expect(await client.rpc.leads.get({ id })).toMatchObject({ city: 'Köln', email: 'yeni@example.com' })

    await page.getByRole('link', { name: t.back }).click()
    await expect(page.getByRole('grid', { name: t.grid })).toBeVisible()
    await expect(page).toHaveURL(/sort=name/u)
    await expect(row(page, 'Zeynep Kaya')).toBeVisible()
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 1024, height: 700 },
  ]) {
    test(`axe finds nothing on a lead's page in the ${colorScheme} theme at ${viewport.width}`, async ({
      page,
      office,
    }) => {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize(viewport)
      const token = await office.setUp()
      const client = await office.connect(token)
      await addLead(client, 'Zeynep Kaya', 'zeynep@example.com', null)
      const id = await addLead(client, 'Zeynep Işık', 'zeynep@example.com', '+905321112233')
      await client.rpc.leads.setNextAction({ id, at: 1_700_000_000_000, text: 'Fiyat için ara' })
      await office.openAs(page, token, `/leads/${id}/page`)
      await expect(page.getByText('gecikti')).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map(node => node.html.slice(0, 160))])).toEqual([])
      await page.screenshot({ path: test.info().outputPath('lead-page.png') })
    })
  }
}
