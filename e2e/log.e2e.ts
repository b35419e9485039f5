import { readFile } from 'node:fs/promises'
import { type LeadId, newId } from '#shared/domain/ids.ts'
import { expect, test } from './fixtures/office.ts'

const MINUTE = 60_000

test('the log is read, filtered and saved; details are told for a while, over a restart, and end by themselves', async ({
  page,
  office,
}) => {
  const token = await office.setUp()
  const { rpc } = await office.connect(token)
  await office.openAs(page, token, '/settings/diagnostics')
  await page.getByRole('tab', { name: 'Günlük' }).click()
  const lines = page.getByRole('table', { name: 'Günlük' })
  await expect(lines.getByText('started', { exact: true })).toBeVisible()

  await page.getByRole('combobox', { name: 'Neyin ayrıntısı' }).click()
  await page.getByRole('option', { name: 'leads', exact: true }).click()
  await page.getByRole('button', { name: 'Aç', exact: true }).click()
  await expect(page.getByText(/“leads” için ayrıntılı günlük açık/u)).toBeVisible()
  await expect(page.getByRole('img', { name: 'Ayrıntılı günlük açık' })).toBeVisible()

  await page.getByRole('switch', { name: 'Canlı izle' }).click()
  const person = { phoneNumber: '05321112233', email: null, countryCode: null, language: null, city: null }
  await rpc.leads.create({ id: newId<LeadId>(), name: 'Zeynep Işık', ...person })
  const noted = lines.getByRole('button', { name: 'Ayrıntıları göster: a lead was entered' })
  await expect(noted).toBeVisible()
  await noted.click()
  await expect(lines.getByText('"source": "manual"')).toBeVisible()
  await page.getByRole('switch', { name: 'Canlı izle' }).click()

  await page.getByRole('searchbox', { name: 'Günlükte ara' }).fill('no such line')
  await expect(page.getByText('Bu süzgece uyan bir satır yok.')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Günlükte ara' }).fill('ENTERED')
  await expect(lines.getByRole('row')).toHaveCount(2)
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Dosyaya kaydet' }).click()
  const saved = await saving
  expect(saved.suggestedFilename()).toMatch(/^santral-gunluk-\d{14}\.log$/u)
  const text = await readFile(await saved.path(), 'utf8')
  expect(text).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+\+03:00 DEBUG leads a lead was entered /u)
  expect(text).not.toMatch(/Zeynep|2111/u)

  await office.kill()
  await office.start()
  await page.reload()
  await expect(page.getByText(/“leads” için ayrıntılı günlük açık/u)).toBeVisible()
  await office.moveClock(61 * MINUTE)
  await expect(page.getByText(/“leads” için ayrıntılı günlük açık/u)).toBeHidden()
})
