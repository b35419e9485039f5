import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type LeadId, newId } from '#shared/domain/ids.ts'
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

const column = (page: Page, stage: string) => page.getByRole('region', { name: stage, exact: true })
const card = (page: Page, stage: string, name: string) =>
  column(page, stage)
    .getByRole('listitem')
    .getByRole('button', { name: new RegExp(`^${name} `, 'u') })

test('cards go from stage to stage: dragged, by key, with the way back, and by somebody else', async ({
  page,
  office,
}) => {
  const token = await office.setUp()
  const client = await office.connect(token)
  const ids = new Map<string, LeadId>()
  for (const name of ['Zeynep Işık', 'Kerem Şahin', 'Hans Müller']) ids.set(name, await addLead(client, name))
  const stages = await client.rpc.stages.list()
  const [first, second] = stages.map(({ name }) => name) as [string, string]
  const stageNamed = (outcome: string) => stages.find(one => one.outcome === outcome)!

  await office.openAs(page, token, '/leads')
  await page.getByText('Pano', { exact: true }).click()
  await expect(page).toHaveURL(/layout=board/u)
  await expect(card(page, first, 'Zeynep Işık')).toBeVisible()
  await expect(column(page, first).getByRole('img', { name: `${first}: 3 lead` })).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])

  await card(page, first, 'Zeynep Işık').dragTo(column(page, second))
  await expect(card(page, second, 'Zeynep Işık')).toBeVisible()
  await expect(column(page, second).getByRole('img', { name: `${second}: 1 lead` })).toBeVisible()
  expect((await client.rpc.leads.get({ id: ids.get('Zeynep Işık')! })).stageId).toBe(stages[1]!.id)
  await page.getByRole('status').getByRole('button', { name: 'Geri al' }).click()
  await expect(card(page, first, 'Zeynep Işık')).toBeVisible()
  await expect(column(page, first).getByRole('img', { name: `${first}: 3 lead` })).toBeVisible()

  // Whoever is given up is asked for why, also by key.
  const rejected = stageNamed('rejected').name
  await card(page, first, 'Kerem Şahin').focus()
  await page.keyboard.press('s')
  await page.getByRole('menuitemradio', { name: rejected }).click()
  const why = page.getByRole('dialog')
  await why.getByRole('radio').first().check()
  await why.getByRole('button', { name: 'Taşı' }).click()
  await expect(card(page, rejected, 'Kerem Şahin')).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(card(page, first, 'Zeynep Işık')).toBeFocused()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(card(page, second, 'Zeynep Işık')).toBeFocused()

  // A colleague moves one, and it goes by itself.
  await client.rpc.leads.moveToStage({ id: ids.get('Hans Müller')!, stageId: stages[1]!.id })
  await expect(card(page, second, 'Hans Müller')).toBeVisible()
  await expect(column(page, first)).toContainText('Bu aşamada lead yok')

  await page.getByRole('searchbox').fill('hans')
  await expect(card(page, second, 'Hans Müller')).toBeVisible()
  await expect(card(page, second, 'Zeynep Işık')).toBeHidden()
  await page.reload()
  await expect(card(page, second, 'Hans Müller')).toBeVisible()

  // In the list the same is done from the row, and whoever moves it can give it to somebody on the same way.
  await page.getByText('Liste', { exact: true }).click()
  const row = page.getByRole('row', { name: /Hans Müller/u })
  await row.focus()
  await page.keyboard.press('s')
  await page.getByRole('menuitemradio', { name: stages[2]!.name }).click()
  await expect(row.getByRole('button', { name: `Aşamayı değiştir: ${stages[2]!.name}` })).toBeVisible()
  await row.getByRole('button', { name: /^Aşamayı değiştir/u }).click()
  await page.getByRole('menuitem', { name: /^Danışman: Atanmamış/u }).click()
  await page.getByRole('menuitemradio', { name: /\(siz\)/u }).click()
  await expect(row.getByRole('button', { name: /^Danışmanı değiştir: Ayşe Yılmaz/u })).toBeVisible()
})
