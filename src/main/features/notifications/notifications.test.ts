import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MessageKind, PREVIEW_LENGTH } from '#shared/domain/message.ts'
import { createFakeNotifier } from '../../ports/fakes.ts'
import type { Viewer } from '../../rpc/context.ts'
import { openTestInbox, type TestInbox } from '../conversations/testing/test-inbox.ts'
import { createPreferenceService } from '../preferences/service.ts'
import { createNotificationService } from './service.ts'

let inbox: TestInbox
let notifier: ReturnType<typeof createFakeNotifier>
let atDesk: Viewer[]
let service: ReturnType<typeof createNotificationService>
let preferences: ReturnType<typeof createPreferenceService>

beforeEach(async () => {
  inbox = openTestInbox()
  notifier = createFakeNotifier()
  atDesk = [inbox.admin]
  const { db, clock, events, settings } = inbox
  preferences = createPreferenceService({ db, clock, events })
  const listViewersAtDesk = () => atDesk
  service = createNotificationService({ db, clock, events, notifier, settings, preferences, listViewersAtDesk })
  await settings.update(inbox.admin.id, { officeName: 'Umut' })
})
afterEach(() => inbox.close())

/** The messages as they are raised when they are stored. */
function raise(...over: Parameters<TestInbox['text']>[1][]): void {
  for (const [index, one] of over.entries()) {
    inbox.receive(inbox.text(`mesaj ${index + 1}`, one))
    const row = inbox.all.messages().at(-1)
    if (row) service.raise(row)
  }
}
const shown = async () => {
  await inbox.clock.advance(1_000)
  return notifier.shown
}
const stranger = { phone: '+4915112345678', lid: null }
const fourPeople = [1, 2, 3, 4].map(number => ({ peer: { phone: `+90532000000${number}`, lid: null } }))

describe('a new message', () => {
  it('is shown with its sender and its first hundred characters, stays, and opens its conversation', async () => {
    raise({ body: `  çok\n uzun ${'ğ'.repeat(200)}` })
    const [conversation] = inbox.all.conversations()
    const [notice] = await shown()
    expect(notice).toMatchObject({ title: 'Ayşe Kaya', staysOpen: true, opens: conversation?.id })
    expect(notice?.body).toMatch(/^çok uzun ğ+…$/u)
    expect([...(notice?.body ?? '')]).toHaveLength(PREVIEW_LENGTH)
    expect(await shown()).toHaveLength(1)
  })

  it('with a document is told by its name', async () => {
    const about = { kind: 'document', mime: 'application/pdf', name: 'rapor.pdf', size: 10 } as const
    const media = { ...about, seconds: null, width: null, height: null, waveform: null, thumbnail: null }
    raise({ body: '', kind: 'document', media })
    const [message] = inbox.all.messages()
    if (!message) throw new Error('no message')
    expect(await service.get(inbox.admin, message.id)).toMatchObject({ kind: 'document', preview: 'rapor.pdf' })
    expect(await shown()).toMatchObject([{ body: 'rapor.pdf' }])
  })

  it('that somebody has read in the meantime is not shown, nor given to a page', async () => {
    raise({})
    const [message] = inbox.all.messages()
    if (!message) throw new Error('no message')
    expect(await service.get(inbox.admin, message.id)).toMatchObject({ sender: 'Ayşe Kaya', preview: 'mesaj 1' })
    await inbox.conversations.markRead(inbox.admin, message.conversationId, message.id)
    expect(await shown()).toEqual([])
    expect(await service.get(inbox.admin, message.id)).toBeNull()
  })

  it.each(MessageKind.options)('of kind %s has words in both languages', async kind => {
    raise({ kind, body: '' })
    atDesk = [{ ...inbox.admin, locale: 'en' }]
    const [english] = await shown()
    raise({ kind, body: '' })
    atDesk = [inbox.admin]
    const turkish = (await shown()).at(-1)
    for (const words of [english?.body, turkish?.body]) expect(words).not.toMatch(/^$|notification\./u)
  })

  it('is told with the others of its chat in one notice, which says how many and the newest words', async () => {
    raise({}, {}, { body: 'Orada mısınız?' }, { peer: stranger, pushName: 'Hans' })
    const notices = (await shown()).map(({ title, body }) => ({ title, body }))
    expect(notices).toEqual([
      { title: 'Ayşe Kaya (3)', body: 'Orada mısınız?' },
      { title: 'Hans', body: 'mesaj 4' },
    ])
  })

  it('is one of many after a night: they are counted, not laid over the screen', async () => {
    raise({}, {}, ...fourPeople)
    expect(await shown()).toEqual([{ title: 'Umut', body: '6 yeni mesaj', staysOpen: true }])
  })

  it('that comes later takes the place of the notice of its chat', async () => {
    raise({ body: 'bir' })
    await shown()
    raise({ body: 'iki' })
    expect(await shown()).toHaveLength(2)
    expect(notifier.standing().map(({ body }) => body)).toEqual(['iki'])
  })
})

describe('what has been read', () => {
  async function readAll(): Promise<void> {
    for (const { id, lastMessageId } of inbox.all.conversations()) {
      if (lastMessageId !== null) await inbox.conversations.markRead(inbox.admin, id, lastMessageId)
    }
  }

  it('is taken from the desktop, in whichever window or on the phone it was read', async () => {
    raise({}, { peer: stranger, pushName: 'Hans' })
    expect(await shown()).toHaveLength(2)
    const [first] = inbox.all.conversations()
    if (!first?.lastMessageId) throw new Error('no conversation')
    await inbox.conversations.markRead(inbox.admin, first.id, first.lastMessageId)
    expect(notifier.standing().map(({ title }) => title)).toEqual(['Hans'])
    const message = inbox.all.messages().find(({ conversationId }) => conversationId !== first.id)
    inbox.receive({ kind: 'read-on-phone', externalId: message?.externalId ?? '', at: inbox.clock.now() })
    expect(notifier.standing()).toEqual([])
  })

  it('of many is taken away when the last of them is read', async () => {
    raise(...fourPeople)
    await shown()
    const [first] = inbox.all.conversations()
    if (!first?.lastMessageId) throw new Error('no conversation')
    await inbox.conversations.markRead(inbox.admin, first.id, first.lastMessageId)
    expect(notifier.standing()).toHaveLength(1)
    await readAll()
    expect(notifier.standing()).toEqual([])
  })

  it('goes with the lead that is deleted for good', async () => {
    raise({})
    await shown()
    const [lead] = inbox.all.leads()
    if (!lead) throw new Error('no lead')
    await inbox.leads.remove(inbox.admin, lead.id, lead.version)
    expect(notifier.standing()).toEqual([])
  })
})

describe('whoever sits at the desk', () => {
  it('hears only of leads that they may see', async () => {
    const [ayla, bora] = [inbox.hire('consultant'), inbox.hire('consultant')]
    raise({ pushName: 'Benim' }, { pushName: 'Onun', peer: stranger })
    const [own, foreign] = inbox.all.leads()
    if (!own || !foreign) throw new Error('no leads')
    await inbox.leads.assign(inbox.admin, own.id, ayla.id)
    await inbox.leads.assign(inbox.admin, foreign.id, bora.id)
    atDesk = [ayla]
    expect((await shown()).map(({ title }) => title)).toEqual(['Benim'])
    const message = inbox.all.messages().find(({ leadId }) => leadId === foreign.id)
    if (!message) throw new Error('no message')
    expect(await service.get(ayla, message.id)).toBeNull()
  })

  it('gets no names and no words when nobody is signed in, or the window is locked', async () => {
    atDesk = []
    raise({})
    expect(await shown()).toEqual([{ title: 'Umut', body: '1 yeni mesaj', staysOpen: true }])
  })
})

describe('what a person prefers', () => {
  const hour = 3_600_000
  const tells = async (viewer = inbox.admin) => {
    const [message] = inbox.all.messages()
    if (!message) throw new Error('no message')
    return (await service.get(viewer, message.id))?.tells
  }

  it('no desktop notices: the page is still told', async () => {
    await preferences.update(inbox.admin.id, { showsDesktopNotices: false })
    raise({})
    expect(await shown()).toEqual([])
    expect(await tells()).toEqual({ toast: true, sound: true, desktop: false })
  })

  it('no toast, or no sound: what the page is told says so, and each by itself', async () => {
    raise({})
    await preferences.update(inbox.admin.id, { showsToasts: false })
    expect(await tells()).toEqual({ toast: false, sound: true, desktop: true })
    await preferences.update(inbox.admin.id, { showsToasts: true, playsSound: false })
    expect(await tells()).toEqual({ toast: true, sound: false, desktop: true })
  })

  it('quiet hours over midnight, by the clock of the office', async () => {
    // In Istanbul it is noon: 22:00 is ten hours away.
    await preferences.update(inbox.admin.id, { quietHours: { from: 22 * 60, to: 8 * 60 } })
    raise({ pushName: 'Öğlen' })
    expect(await shown()).toHaveLength(1)
    await inbox.clock.advance(10 * hour)
    raise({ body: 'gece' })
    expect(await shown()).toHaveLength(1)
    expect(await tells()).toEqual({ toast: false, sound: false, desktop: false })
    await inbox.clock.advance(10 * hour)
    // What came at night is not told in the morning: it is unread in the list.
    expect(await shown()).toHaveLength(1)
    raise({ body: 'günaydın' })
    expect((await shown()).at(-1)?.body).toBe('günaydın')
  })

  it('only their own leads: neither those of nobody nor of a colleague', async () => {
    await preferences.update(inbox.admin.id, { onlyOwnLeads: true })
    raise({})
    expect(await shown()).toEqual([])
    expect(await tells()).toMatchObject({ toast: false })
    const [lead] = inbox.all.leads()
    if (!lead) throw new Error('no lead')
    await inbox.leads.assign(inbox.admin, lead.id, inbox.hire('consultant').id)
    raise({})
    expect(await shown()).toEqual([])
    await inbox.leads.assign(inbox.admin, lead.id, inbox.admin.id)
    raise({})
    expect(await shown()).toHaveLength(1)
    expect(await tells()).toMatchObject({ toast: true })
  })

  it('is theirs alone: somebody else at the desk who wants it is told', async () => {
    const colleague = inbox.hire('manager')
    await preferences.update(inbox.admin.id, { quietHours: { from: 0, to: 23 * 60 } })
    atDesk = [inbox.admin, colleague]
    raise({})
    expect(await shown()).toHaveLength(1)
  })
})

it('nothing is shown after the end', async () => {
  raise({})
  service.stop()
  expect(await shown()).toEqual([])
})
