import { expect, it } from 'vitest'
import { type AppointmentId, type LeadId, newId } from '#shared/domain/ids.ts'
import { toInstant } from '#shared/domain/zoned-time.ts'
import { openTestApp, type TestApp } from '../../rpc/testing/test-app.ts'

const ZONE = 'Europe/Istanbul'

/** Every table that has rows, to the last byte; blobs and texts as they are stored. */
function bytesOf({ database: { sqlite } }: TestApp): Map<string, string> {
  const names = sqlite
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%fts%'`)
    .pluck()
    .all()
  return new Map(
    names.map(name => {
      const columns = sqlite.pragma(`table_info("${name}")`) as { name: string }[]
      const hexes = columns.map(column => `typeof("${column.name}") || ':' || hex("${column.name}")`)
      return [name, JSON.stringify(sqlite.prepare(`SELECT ${hexes.join(', ')} FROM "${name}" ORDER BY 1, 2`).all())]
    }),
  )
}

/** Rows D16 and D18: TR "21:00" and EN "9:00 PM" are the same stored instant. */
it('a language that is changed changes what is shown, and not one stored byte', async () => {
  const office = await openTestApp()
  try {
    const { admin, clock } = office
    const [me] = await admin.staff.colleagues()
    const [type] = await admin.appointmentTypes.list()
    const leadId = newId<LeadId>()
    const nobody = { phoneNumber: null, email: null, countryCode: 'DE', language: null, city: null }
    await admin.leads.create({ id: leadId, name: 'Zeynep Işık', ...nobody })
    const inAWeek = new Date(clock.now() + 7 * 86_400_000).toISOString().slice(0, 10)
    const booking = (wall: string) => {
      const startsAt = toInstant(`${inAWeek}T${wall}`, ZONE)
      return {
        ...{ id: newId<AppointmentId>(), typeId: type?.id ?? null, staffId: me?.id ?? null, roomId: null },
        ...{ leadIds: [leadId], title: null, startsAt, endsAt: startsAt + 1_800_000, bufferBefore: 0 },
        ...{ bufferAfter: 0, timeZone: ZONE, place: null, videoUrl: null, note: 'Saat 21:00', isProposal: false },
        override: { reason: 'akşam geliyor' },
      }
    }
    const evening = await admin.appointments.book(booking('21:00'))
    await admin.appointments.book(booking('10:00'))
    const before = bytesOf(office)
    const shown = await admin.appointments.get({ id: evening.id })

    await admin.session.changeOwnLocale({ locale: 'en' })
    expect(await admin.appointments.get({ id: evening.id })).toEqual(shown)
    const inEnglish = bytesOf(office)
    const changed = [...inEnglish].filter(([name, bytes]) => before.get(name) !== bytes).map(([name]) => name)
    // Whose language it is, and that it was changed, which the audit log counts: nothing else.
    expect(changed.filter(name => !['staff', 'audit_log', 'sqlite_sequence'].includes(name))).toEqual([])

    // What is sent in English is stored as what is sent in Turkish.
    const row = () =>
      office.database.sqlite
        .prepare('SELECT starts_at, ends_at, holds_from, holds_until, time_zone FROM appointments WHERE id = ?')
        .get(evening.id)
    const stored = row()
    const { leads, ...rest } = await admin.appointments.get({ id: evening.id })
    await admin.appointments.update({ ...rest, leadIds: leads.map(({ id }) => id), override: null })
    expect(row()).toEqual(stored)
    await admin.session.changeOwnLocale({ locale: 'tr' })
    expect(row()).toEqual(stored)
  } finally {
    await office.close()
  }
})
