import AxeBuilder from '@axe-core/playwright'
import { type AppointmentId, type LeadId, newId } from '../src/shared/domain/ids.ts'
import { addDays, dayOf, toInstant, weekdayOf } from '../src/shared/domain/zoned-time.ts'
import { meetCustomer } from './fixtures/customer.ts'
import { linkNumber } from './fixtures/linked-number.ts'
import { expect, test } from './fixtures/office.ts'

test.use({ hasWhatsApp: true })

const ZONE = 'Europe/Istanbul'

test('booked from a chat with the message ready, moved by keys, approved, kept on the person, printed', async ({
  page,
  office,
  whatsApp,
}) => {
  const token = await office.setUp()
  const client = await office.connect(token)
  await linkNumber(client, whatsApp)
  const customer = await meetCustomer(whatsApp, { name: 'Zeynep Işık', phoneNumber: '+491512345678' })
  await office.openAs(page, token, '/inbox')
  await customer.writes('Hello, when could I come?')
  await page
    .getByRole('link', { name: /Zeynep Işık/u })
    .first()
    .click()

  // Two presses: the form is filled and stands at the first free time.
  await page.getByRole('button', { name: 'Randevu ver' }).first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Zeynep Işık')
  await expect(dialog.getByRole('group', { name: 'İlk boş saatler' }).getByRole('button').first()).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await dialog.getByRole('button', { name: 'Randevu ver' }).click()
  const message = dialog.getByRole('textbox', { name: 'Hastaya mesaj' })
  await expect(message).toHaveValue(/^Guten Tag Zeynep, Ihr Termin \(Ön görüşme\) ist für .* gebucht/u)
  await dialog.getByRole('button', { name: 'Sohbete koy' }).click()
  const composer = page.getByRole('textbox', { name: /Zeynep Işık kişisine/u })
  await expect(composer).toHaveValue(/Ihr Termin/u)
  await expect(composer).toBeFocused()
  await composer.press('Enter')
  await whatsApp.waitFor(
    async () => ((await customer.received()).some(text => text.includes('Ihr Termin')) ? true : undefined),
    'the message about the appointment to reach the patient',
  )

  // On the person's card, with one press that says how it stands.
  const [lead] = (await client.rpc.leads.list({ limit: 1 })).items
  await page.goto(`${office.origin}/#/leads/${lead?.id}/page?tab=appointments`)
  const visits = page.getByRole('region', { name: 'Randevular' })
  await visits.getByRole('button', { name: 'Hasta onayladı' }).click()
  await expect(visits.getByText('Onaylandı')).toBeVisible()
  await expect(page.getByText(/randevusunu hasta onayladı/u)).toBeVisible()

  // Moved by keys, and only when that is confirmed; what is in the way there is said before.
  await visits.locator('a').first().click()
  const panel = page.getByRole('complementary', { name: 'Seçilen randevu' })
  await expect(panel).toBeVisible()
  const [before] = await client.rpc.appointments.ofLead({ leadId: lead?.id as LeadId })
  const today = dayOf(Date.now(), ZONE)
  const tuesday = addDays(today, 9 - weekdayOf(today))
  await client.rpc.workingHours.workOn({ on: tuesday, works: true })
  const details = { staffId: before?.staffId ?? null, typeId: null, roomId: null, leadIds: [], title: 'Toplantı' }
  const startsAt = toInstant(`${tuesday}T11:00`, ZONE)
  const free = { bufferBefore: 0, bufferAfter: 0, timeZone: ZONE, place: null, videoUrl: null, note: null }
  const asked = await client.rpc.appointments.book({
    ...{ ...details, ...free, id: newId<AppointmentId>(), startsAt, endsAt: startsAt + 30 * 60_000 },
    isProposal: true,
  })
  await page.goto(`${office.origin}/#/calendar?on=${tuesday}&open=${asked.id}`)
  await expect(panel).toContainText('11:00 – 11:30')
  await page.keyboard.press('Alt+ArrowDown')
  const bar = page.getByRole('group', { name: 'Randevunun yeni yeri' })
  await expect(bar).toContainText('12:00')
  await expect(bar.getByRole('button', { name: 'Taşı' })).toBeFocused()
  for (let hour = 13; hour < 23; hour += 1) await page.keyboard.press('Alt+ArrowDown')
  await expect(bar).toContainText('çalışma saatleri dışında')
  for (let hour = 13; hour < 23; hour += 1) await page.keyboard.press('Alt+ArrowUp')
  await expect(bar.getByRole('button', { name: 'Taşı' })).toBeVisible()
  await bar.getByRole('button', { name: 'Taşı' }).press('Enter')
  await expect(panel).toContainText('12:00 – 12:30')

  // What waits for the patient is listed; their yes is one press.
  await panel.getByRole('button', { name: 'Kapat' }).click()
  await page.getByRole('button', { name: /Bekleyenler/u }).click()
  const requests = page.getByRole('complementary', { name: 'Bekleyenler' })
  await requests.getByRole('button', { name: 'Hasta kabul etti' }).click()
  await expect(requests).toContainText('Bekleyen istek yok')
  await requests.getByRole('button', { name: 'Kapat' }).click()

  // The finder offers what is free; the agenda lists, and the sheet for paper names them.
  await page.getByRole('button', { name: 'Boş saat bul' }).click()
  const chip = dialog.getByRole('group', { name: 'İlk boş saatler' }).getByRole('checkbox').first()
  await chip.press('Space')
  await expect(dialog).toContainText('Sizin için uygun saatlerimiz')
  await page.keyboard.press('Escape')
  await page.getByText('Liste', { exact: true }).click()
  await expect(page.getByRole('button', { name: /12:00 – 12:30.*Toplantı/u })).toBeVisible()
  await page.getByRole('button', { name: 'Yazdır veya PDF kaydet' }).click()
  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('[data-print-sheet]')).toContainText('12:00 – 12:30')
  await page.emulateMedia({ media: 'screen' })
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
})
