import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listInteractions } from '../leads/interactions.ts'
import { openTestReminders, type TestReminders } from './testing/test-reminders.ts'

let office: TestReminders
beforeEach(async () => {
  office = await openTestReminders()
})
afterEach(() => office.close())

/** Booked for Wednesday, asked on Tuesday. */
async function ask() {
  await office.rule('before')
  const id = await office.book('2026-12-02T14:30')
  await office.go('2026-12-01T14:31')
  expect(office.received()).toHaveLength(1)
  return id
}
const happened = () =>
  listInteractions(office.db, office.leadId, null, 50)
    .filter(({ kind }) => kind === 'appointment')
    .map(({ data }) => data['what'])

describe('an answer to a reminder', () => {
  it('confirms the appointment; the timeline and whoever is at the desk know', async () => {
    const id = await ask()
    await office.answers('1')
    expect(office.statusOf(id)).toBe('confirmed')
    expect(happened()).toEqual(['confirmed', 'booked'])
    expect(office.notices.shown.at(-1)).toMatchObject({ title: 'Zeynep Işık randevusunu onayladı' })
    expect(office.rows()).toMatchObject([{ answer: 'confirm' }])
  })

  it('that asks for another time is put before a person, until somebody has seen to it', async () => {
    const id = await ask()
    await office.answers('Merhaba, değiştirmek istiyorum. Teşekkürler')
    expect(office.statusOf(id)).toBe('scheduled')
    const open = await office.service.changeRequests(office.admin)
    expect(open).toMatchObject([{ kind: 'change', appointmentId: id, leadName: 'Zeynep Işık' }])
    expect(await office.service.counts(office.admin)).toEqual({ late: 0, changeRequests: 1 })
    await office.service.closeChangeRequest(office.admin, open[0]!.id)
    expect(await office.service.changeRequests(office.admin)).toEqual([])
  })

  it('that is not clear changes nothing', async () => {
    const id = await ask()
    for (const body of ['evet ama 15:00 olur mu?', 'belki', '12', 'bir saat sonra', 'evet. hayır'])
      await office.answers(body)
    expect(office.statusOf(id)).toBe('scheduled')
    expect(office.rows()).toMatchObject([{ answer: null }])
    expect(happened()).toEqual(['booked'])
  })

  it('may be taken back by another clear one, and said twice is said once', async () => {
    const id = await ask()
    await office.answers('2')
    await office.answers('2')
    expect(await office.service.changeRequests(office.admin)).toHaveLength(1)
    await office.answers('evet, geliyorum')
    expect(office.statusOf(id)).toBe('confirmed')
    expect(await office.service.changeRequests(office.admin)).toEqual([])
  })

  it('is none before anybody asked, and none for what was moved or called off since', async () => {
    await office.answers('1')
    const id = await ask()
    await office.move(id, '2026-12-05T10:00')
    await office.answers('1')
    expect(office.statusOf(id)).toBe('scheduled')
    await office.go('2026-12-04T10:01')
    await office.mark(id, 'cancelled')
    await office.answers('1')
    expect(office.statusOf(id)).toBe('cancelled')
  })

  it('is asked of nobody twice who has said yes', async () => {
    await ask()
    await office.answers('evet')
    await office.newRule({ minutes: 120, asksReply: true })
    await office.go('2026-12-02T12:31')
    expect(office.received().at(-1)).toContain('bugün saat 14:30')
    expect(office.received().at(-1)).not.toContain('Geliyorsanız')
  })
})
