import AxeBuilder from '@axe-core/playwright'
import { type AppointmentId, type LeadId, newId, type StaffId } from '../src/shared/domain/ids.ts'
import { addDays, dayOf, toInstant, weekdayOf } from '../src/shared/domain/zoned-time.ts'
import { expect, test } from './fixtures/office.ts'
import type { OfficeClient } from './fixtures/office-client.ts'

const ZONE = 'Europe/Istanbul'

/** The Tuesday after next Monday: a day on which the office works, whatever today is. */
function aTuesday(): string {
  const today = dayOf(Date.now(), ZONE)
  return addDays(today, 9 - weekdayOf(today))
}

async function addLead({ rpc }: OfficeClient, name: string): Promise<LeadId> {
  const id = newId<LeadId>()
  await rpc.leads.create({
    id,
    name,
    ...{ phoneNumber: null, email: null, countryCode: null, language: null, city: null },
  })
  return id
}

/** Half an hour of a consultation with the admin. */
async function book({ rpc }: OfficeClient, leadIds: LeadId[], wall: string): Promise<void> {
  const [type] = await rpc.appointmentTypes.list()
  const [staff] = await rpc.staff.colleagues()
  const startsAt = toInstant(wall, ZONE)
  await rpc.appointments.book({
    ...{ id: newId<AppointmentId>(), typeId: type?.id ?? null, staffId: staff?.id ?? null, roomId: null, leadIds },
    ...{ title: null, startsAt, endsAt: startsAt + 30 * 60_000, bufferBefore: 0, bufferAfter: 0, timeZone: ZONE },
    ...{ place: null, videoUrl: null, note: null },
  })
}

test('an appointment is booked, a clash is seen before it happens, and the visit is followed to its end', async ({
  page,
  office,
}) => {
  const token = await office.setUp()
  const client = await office.connect(token)
  const day = aTuesday()
  await client.rpc.workingHours.workOn({ on: day, works: true })
  await addLead(client, 'Kerem Işık')
  await book(client, [await addLead(client, 'Zeynep Şahin')], `${day}T10:00`)
  await office.openAs(page, token, `/calendar?on=${day}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Takvim')
  const zeynep = page.getByRole('button', { name: /Zeynep Şahin · Ön görüşme/u })
  await expect(zeynep).toBeVisible()

  // Ten o'clock by key: the time is taken, and that is said before anything is sent.
  await page.getByRole('button', { name: `Saat ${day} 10:00:00 - 10:30:00` }).press('Enter')
  const form = page.getByRole('dialog', { name: 'Yeni randevu' })
  await form.getByRole('combobox', { name: 'Kim için' }).fill('isik')
  await page.getByRole('option', { name: /Kerem Işık/u }).click()
  await expect(form.getByRole('alert')).toContainText('danışmanın başka randevusu var (Zeynep Şahin)')
  await expect(form.getByRole('button', { name: 'Randevu ver' })).toBeDisabled()
  await form.getByRole('button', { name: 'Vazgeç' }).click()
  await page.getByRole('button', { name: `Saat ${day} 11:00:00 - 11:30:00` }).click()
  await form.getByRole('combobox', { name: 'Kim için' }).fill('kerem')
  await page.getByRole('option', { name: /Kerem Işık/u }).click()
  await form.getByRole('button', { name: 'Randevu ver' }).click()
  await page.getByRole('dialog', { name: 'Hastaya mesaj' }).getByRole('button', { name: 'Tamam' }).click()
  const panel = page.getByRole('complementary', { name: 'Seçilen randevu' })
  await expect(panel).toContainText('Kerem Işık')
  await expect(page.getByRole('button', { name: /Kerem Işık · Ön görüşme/u })).toBeVisible()

  // Dragged over the other one: what is in the way is said before it is dropped, and it is not moved there by itself.
  const kerem = page.getByRole('button', { name: /Kerem Işık · Ön görüşme/u })
  const [from, to] = [await kerem.boundingBox(), await zeynep.boundingBox()]
  if (!from || !to) throw new Error('both are to be seen')
  await page.mouse.move(from.x + from.width / 2, from.y + 8)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2, to.y + 30, { steps: 4 })
  await page.mouse.move(to.x + to.width / 2, to.y + 8, { steps: 4 })
  await expect(page.getByRole('status').filter({ hasText: 'başka randevusu var (Zeynep Şahin)' })).toBeVisible()
  await page.mouse.up()
  const looked = page.getByRole('dialog', { name: 'Randevuyu düzenle' })
  await expect(looked.getByRole('alert')).toContainText('Zeynep Şahin')
  await looked.getByRole('button', { name: 'Vazgeç' }).click()

  await zeynep.click()
  await expect(panel).toContainText('10:00 – 10:30')
  await panel.getByRole('button', { name: 'Hasta onayladı' }).click()
  await panel.getByRole('button', { name: 'Geldi', exact: true }).click()
  await panel.getByRole('button', { name: 'Tamamlandı' }).click()
  await expect(panel.getByText('Tamamlandı')).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
})

test('what a consultant asks for waits for a manager, who says yes where its time is still free', async ({
  page,
  office,
}) => {
  const token = await office.setUp()
  const client = await office.connect(token)
  const day = aTuesday()
  await client.rpc.workingHours.workOn({ on: day, works: true })
  const [type] = await client.rpc.appointmentTypes.list()
  if (!type) throw new Error('an office has types')
  await client.rpc.appointmentTypes.update({ ...type, approval: 'manager' })
  const person = { name: 'Can Demir', email: 'can@example.com', password: 'bir başka parola' }
  await client.rpc.staff.create({ id: newId<StaffId>(), ...person, phone: null, role: 'consultant', locale: 'tr' })
  const opened = await (await office.connect(null)).rpc.session.signIn(person)
  const can = await office.connect(opened.token)
  await book(can, [await addLead(can, 'Zeynep Şahin')], `${day}T10:00`)
  await book(can, [await addLead(can, 'Kerem Işık')], `${day}T12:00`)

  await office.openAs(page, token, `/calendar?on=${day}`)
  await page.getByRole('link', { name: 'Takvim, 2 onay bekleyen randevu' }).waitFor()
  await page.getByRole('button', { name: /Bekleyenler/u }).click()
  const requests = page.getByRole('complementary', { name: 'Bekleyenler' })
  await requests
    .getByRole('article', { name: /Zeynep Şahin/u })
    .getByRole('button', { name: 'Onayla' })
    .click()
  await expect(requests.getByRole('article')).toHaveCount(1)
  const last = requests.getByRole('article', { name: /Kerem Işık/u })
  await last.getByRole('button', { name: 'Reddet' }).click()
  await last.getByRole('textbox', { name: 'Reddetme nedeni' }).fill('Doktor o gün yok')
  await last.getByRole('button', { name: 'Reddet' }).click()
  await expect(requests).toContainText('Bekleyen istek yok')
  await page.getByRole('link', { name: 'Takvim', exact: true }).waitFor()
})
