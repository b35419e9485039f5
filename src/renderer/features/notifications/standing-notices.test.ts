import { beforeEach, describe, expect, it } from 'vitest'
import { type MessageId, newId } from '#shared/domain/ids.ts'
import { createStandingNotices } from './standing-notices.ts'

const [first, second] = [newId<MessageId>(), newId<MessageId>()]
let unread: Set<MessageId>
let closed: string[]
let notices: ReturnType<typeof createStandingNotices>

beforeEach(() => {
  unread = new Set([first, second])
  closed = []
  notices = createStandingNotices(async id => unread.has(id))
})

function stand(name: string, messageIds: MessageId[], label = name): void {
  notices.add(name, { messageIds, close: () => void closed.push(label) })
}

describe('a notice that stands', () => {
  it('is closed when everything behind it has been read, and once', async () => {
    stand('chat', [first, second])
    unread.delete(first)
    await notices.review()
    expect(closed).toEqual([])
    unread.delete(second)
    await notices.review()
    await notices.review()
    expect(closed).toEqual(['chat'])
  })

  it('gives way to the next of its chat', async () => {
    stand('chat', [first], 'older')
    stand('chat', [second], 'newer')
    expect(closed).toEqual(['older'])
    unread.delete(first)
    await notices.review()
    expect(closed).toEqual(['older'])
  })

  it('is not closed for the one before it, whose messages were being asked about meanwhile', async () => {
    stand('chat', [first], 'older')
    unread.delete(first)
    const reviewing = notices.review()
    stand('chat', [second], 'newer')
    await reviewing
    expect(closed).toEqual(['older'])
  })
})
