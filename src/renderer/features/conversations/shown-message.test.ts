import { describe, expect, it } from 'vitest'
import type { MessageId, StaffId } from '#shared/domain/ids.ts'
import { newId } from '#shared/domain/ids.ts'
import type { OutgoingMessage } from './shown-message.ts'
import { mergeMessages } from './shown-message.ts'
import { aMessage } from './testing/a-message.ts'

const first = aMessage({ body: 'bir', sortAt: 100 })
const second = aMessage({ body: 'iki', sortAt: 200, conversationId: first.conversationId })

function sending(over: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    id: newId<MessageId>(),
    conversationId: first.conversationId,
    body: 'cevap',
    quoted: null,
    sentBy: newId<StaffId>(),
    writtenAt: 300,
    ...over,
  }
}

describe('mergeMessages', () => {
  it('turns the newest-first pages round and puts what is on its way at the end', () => {
    const merged = mergeMessages([second, first], [sending()])
    expect(merged.map(message => message.body)).toEqual(['bir', 'iki', 'cevap'])
    expect(merged.map(message => message.isOnItsWay === true)).toEqual([false, false, true])
    expect(merged[0]).toBe(first)
  })

  it('shows a message once when it is stored by now', () => {
    const outgoing = sending()
    const stored = aMessage({ ...outgoing, direction: 'out', status: 'sent', sortAt: 301 })
    const merged = mergeMessages([stored, second, first], [outgoing])
    expect(merged.map(message => message.body)).toEqual(['bir', 'iki', 'cevap'])
    expect(merged.at(-1)).toBe(stored)
  })

  it('shows a row once that stands on two pages', () => {
    expect(mergeMessages([second, first, first], []).length).toBe(2)
  })

  it('keeps the order of writing when the clock of the page is behind', () => {
    const merged = mergeMessages(
      [second, first],
      [sending({ body: 'a', writtenAt: 5 }), sending({ body: 'b', writtenAt: 6 })],
    )
    expect(merged.map(message => message.body)).toEqual(['bir', 'iki', 'a', 'b'])
    expect(merged.every((message, index) => message.sortAt >= (merged[index - 1]?.sortAt ?? 0))).toBe(true)
  })
})
