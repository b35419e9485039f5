import { type AppointmentId, newId } from '../src/shared/domain/ids.ts'
import { addDays, dayOf, toInstant } from '../src/shared/domain/zoned-time.ts'
import { meetCustomer } from './fixtures/customer.ts'
import { linkNumber } from './fixtures/linked-number.ts'
import { expect, test } from './fixtures/office.ts'

test.use({ hasWhatsApp: true })

const ZONE = 'Europe/Istanbul'
const HOUR = 3_600_000

test('a patient is reminded the day before, answers "1", and the consultant sees it confirmed; what the night missed is put before a person', async ({
  page,
  office,
  whatsApp,
}) => {
  const token = await office.setUp()
  const client = await office.connect(token)
  const { rpc } = client
  await linkNumber(client, whatsApp)
  const zeynep = await meetCustomer(whatsApp, { name: 'Zeynep Işık', phoneNumber: '+905321112233' })
  await zeynep.writes('Merhaba')
  const lead = await whatsApp.waitFor(
    async () => (await rpc.leads.list({ filter: { search: 'Zeynep' }, limit: 1 })).items[0],
    'Zeynep to be known',
  )

  // The rule is switched on by hand: no office writes to anybody by itself.
  await office.openAs(page, token, '/settings/reminders')
  await expect(page.getByText(/hiçbir kural açık değil/u)).toBeVisible()
  await page.getByRole('switch', { name: /24 saat önce/u }).click({ force: true })
  await expect(page.getByText(/hiçbir kural açık değil/u)).toBeHidden()

  const book = async (startsAt: number) => {
    const id = newId<AppointmentId>()
    const [type] = await rpc.appointmentTypes.list()
    await rpc.appointments.book({
      ...{ id, typeId: type?.id ?? null, staffId: null, roomId: null, leadIds: [lead.id], title: null, startsAt },
      ...{ endsAt: startsAt + HOUR / 2, bufferBefore: 0, bufferAfter: 0, timeZone: ZONE, place: null, videoUrl: null },
      ...{ note: null, override: { reason: 'a journey' } },
    })
    return id
  }
  const day = addDays(dayOf(Date.now(), ZONE), 3)
  const startsAt = toInstant(`${day}T14:30`, ZONE)
  const id = await book(startsAt)
  await page.goto(`${office.origin}/#/outgoing`)
  await page.getByRole('tab', { name: 'Sıradakiler' }).click()
  await expect(page.getByRole('row', { name: /Zeynep Işık/u })).toContainText('24 saat önce')

  let moved = 0
  const goTo = async (at: number) => {
    const by = at - Date.now() - moved
    moved += by
    await office.moveClock(by)
  }
  // It is the day before, a minute after half past two.
  await goTo(startsAt - 24 * HOUR + 60_000)
  const text = await whatsApp.waitFor(
    async () => (await zeynep.received()).find(line => line.includes('hatırlatmak isteriz')),
    'the reminder to reach the patient',
  )
  expect(text).toMatch(/^Merhaba Zeynep, .* saat 14:30 .*Ön görüşme[\s\S]*Geliyorsanız 1/u)
  await zeynep.writes('1')
  await expect.poll(async () => (await rpc.appointments.get({ id })).status).toBe('confirmed')
  await page.goto(`${office.origin}/#/calendar?on=${day}`)
  await page.getByRole('button', { name: /Zeynep Işık · Ön görüşme/u }).click()
  const panel = page.getByRole('complementary', { name: 'Seçilen randevu' })
  await expect(panel).toContainText('Onaylandı')
  await expect(panel).toContainText('Geliyorum dedi')

  // The PC is off over the hour of the next one: nothing is sent that comes too late.
  const next = startsAt + 3 * 24 * HOUR
  await book(next)
  await expect.poll(async () => (await rpc.reminders.upcoming({})).length).toBe(1)
  await office.kill()
  await goTo(next + HOUR)
  await office.start()
  await office.openAs(page, token, '/outgoing')
  const late = page.getByRole('row', { name: /Zeynep Işık/u })
  await expect(late).toContainText('Bilgisayar kapalıyken zamanı geçti')
  await page.getByRole('button', { name: /hatırlatmayı atla/u }).click()
  await expect(page.getByText('Geciken ya da gönderilemeyen hatırlatma yok')).toBeVisible()
  expect((await zeynep.received()).filter(line => line.includes('hatırlatmak isteriz'))).toHaveLength(1)
})
