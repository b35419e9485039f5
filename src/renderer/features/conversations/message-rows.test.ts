import { describe, expect, it } from 'vitest'
import type { Interaction } from '#shared/contract/leads.ts'
import type { MessageId, StaffId } from '#shared/domain/ids.ts'
import { newId } from '#shared/domain/ids.ts'
import { firstUnread, messageRows, newestStored, rememberingDays } from './message-rows.ts'
import type { ShownMessage } from './shown-message.ts'
import { mergeMessages } from './shown-message.ts'
import { aMessage } from './testing/a-message.ts'

const noon = Date.UTC(2026, 10, 20, 12, 0, 0)
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

function shown(over: Partial<ShownMessage>): ShownMessage {
  return { ...aMessage(), ...over }
}

function kindsOf(messages: ShownMessage[], firstUnreadId: MessageId | null = null) {
  return messageRows(messages, { dayOf, hasOlder: false, firstUnreadId }).map(row =>
    row.kind === 'message' ? `${row.startsGroup ? '<' : '-'}${row.message.body}${row.endsGroup ? '>' : '-'}` : row.kind,
  )
}

function aNote(text: string, happenedAt: number): Interaction {
  const data = { text }
  return { id: newId(), leadId: newId(), staffId: null, kind: 'note', data, happenedAt, undoUntil: null }
}

describe('notes among the messages', () => {
  const written = [shown({ body: 'a', sortAt: noon }), shown({ body: 'b', sortAt: noon + 20_000 })]
  const notes = [aNote('sonra', noon + 86_400_000), aNote('arada', noon + 10_000), aNote('önce', noon - 86_400_000)]
  function linesOf(over: { hasOlder: boolean; hasNewer: boolean }, messages = written) {
    return messageRows(messages, { dayOf, firstUnreadId: null, notes, ...over }).map(row => {
      if (row.kind === 'note') return String(row.note.data['text'])
      return row.kind === 'message'
        ? `${row.startsGroup ? '<' : '-'}${row.message.body}${row.endsGroup ? '>' : '-'}`
        : row.kind
    })
  }

  it('stand at their time, under their day, and part what stands on both sides', () => {
    expect(linesOf({ hasOlder: false, hasNewer: false })).toEqual([
      'day',
      'önce',
      'day',
      '<a>',
      'arada',
      '<b>',
      'day',
      'sonra',
    ])
  })

  it('that lie beyond what is loaded wait for it', () => {
    expect(linesOf({ hasOlder: true, hasNewer: true })).toEqual(['<a>', 'arada', '<b>'])
  })

  it('are there although nothing has been said yet', () => {
    expect(linesOf({ hasOlder: false, hasNewer: false }, [])).toEqual(['day', 'önce', 'day', 'arada', 'day', 'sonra'])
  })
})

describe('messageRows', () => {
  it('groups what one person wrote within a minute', () => {
    expect(
      kindsOf([
        shown({ body: 'a', sortAt: noon }),
        shown({ body: 'b', sortAt: noon + 20_000 }),
        shown({ body: 'c', sortAt: noon + 61_000 }),
        shown({ body: 'd', sortAt: noon + 62_000, direction: 'out' }),
      ]),
    ).toEqual(['day', '<a-', '-b>', '<c>', '<d>'])
  })

  it('parts two colleagues and what was typed on the phone', () => {
    const staff = newId<StaffId>()
    expect(
      kindsOf([
        shown({ body: 'a', sortAt: noon, direction: 'out', sentBy: staff }),
        shown({ body: 'b', sortAt: noon, direction: 'out', sentBy: newId<StaffId>() }),
        shown({ body: 'c', sortAt: noon, direction: 'out', isFromPhone: true }),
      ]),
    ).toEqual(['day', '<a>', '<b>', '<c>'])
  })

  it('separates days even within one minute', () => {
    const midnight = Date.UTC(2026, 10, 21)
    expect(kindsOf([shown({ body: 'a', sortAt: midnight - 1 }), shown({ body: 'b', sortAt: midnight })])).toEqual([
      'day',
      '<a>',
      'day',
      '<b>',
    ])
  })

  it('puts the line before the first unread message and breaks the group there', () => {
    const second = shown({ body: 'b', sortAt: noon + 1 })
    expect(kindsOf([shown({ body: 'a', sortAt: noon }), second], second.id)).toEqual(['day', '<a>', 'unread', '<b>'])
  })

  it('draws no line for the oldest day while its beginning is not loaded', () => {
    const rows = messageRows([shown({ sortAt: noon }), shown({ sortAt: noon + 86_400_000 })], {
      dayOf,
      hasOlder: true,
      firstUnreadId: null,
    })
    expect(rows.map(row => row.kind)).toEqual(['message', 'day', 'message'])
  })

  it('keeps the keys of what is shown when older messages come in above', () => {
    const now = [shown({ sortAt: noon }), shown({ sortAt: noon + 86_400_000 })]
    const options = { dayOf, hasOlder: true, firstUnreadId: null }
    const before = messageRows(now, options).map(row => row.key)
    const after = messageRows([shown({ sortAt: noon - 1 }), ...now], options).map(row => row.key)
    expect(after.slice(-before.length)).toEqual(before)
  })

  it('gives every row a key of its own', () => {
    const rows = messageRows([shown({ sortAt: noon }), shown({ sortAt: noon + 86_400_000 })], {
      dayOf,
      hasOlder: false,
      firstUnreadId: null,
    })
    expect(new Set(rows.map(row => row.key)).size).toBe(rows.length)
  })
})

describe('firstUnread', () => {
  const read = shown({ sortAt: 10 })
  const ours = shown({ sortAt: 20, direction: 'out' })
  const unread = shown({ sortAt: 30 })

  it("counts the customer's messages back from the newest", () => {
    expect(firstUnread([read, ours, unread], 1)).toBe(unread.id)
    expect(firstUnread([read, ours, unread], 2)).toBe(read.id)
  })

  it('is nowhere when nothing was unread', () => {
    expect(firstUnread([read, unread], 0)).toBeNull()
  })

  it('is nowhere when it lies further back than what is loaded', () => {
    expect(firstUnread([read, ours, unread], 3)).toBeNull()
  })
})

describe('newestStored', () => {
  it('passes over what is still on its way', () => {
    const stored = aMessage({ sortAt: 5 })
    const messages = mergeMessages(
      [stored],
      [
        {
          id: newId<MessageId>(),
          conversationId: stored.conversationId,
          body: 'x',
          quoted: null,
          sentBy: newId<StaffId>(),
          writtenAt: 9,
        },
      ],
    )
    expect(newestStored(messages)?.id).toBe(stored.id)
  })
})

it('remembers the day of an instant, in zones of every offset', () => {
  for (const timeZone of ['Europe/Istanbul', 'Asia/Kathmandu', 'Pacific/Chatham', 'America/St_Johns']) {
    const dayOf = (at: number) => new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short' }).format(at)
    const remembering = rememberingDays(dayOf)
    const start = Date.UTC(2026, 2, 28)
    const instants = Array.from({ length: 400 }, (_, index) => start + index * 7 * 60_000)
    expect([...instants, ...instants].map(remembering)).toEqual([...instants, ...instants].map(dayOf))
  }
})
