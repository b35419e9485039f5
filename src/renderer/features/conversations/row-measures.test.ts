import { describe, expect, it } from 'vitest'
import { messageRows } from './message-rows.ts'
import { dayAt, estimateHeight } from './row-measures.ts'
import { aMessage } from './testing/a-message.ts'

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

function rowsOf(...messages: ReturnType<typeof aMessage>[]) {
  return messageRows(messages, { dayOf, hasOlder: false, firstUnreadId: null })
}

describe('estimateHeight', () => {
  const heightOf = (over: Parameters<typeof aMessage>[0]) => estimateHeight(rowsOf(aMessage(over)).at(-1))

  it('grows with the text, the quote and the placeholder', () => {
    const plain = heightOf({ body: 'kısa' })
    expect(heightOf({ body: 'uzun '.repeat(60) })).toBeGreaterThan(plain)
    expect(heightOf({ body: 'bir\niki\nüç' })).toBeGreaterThan(plain)
    expect(heightOf({ kind: 'image', body: '' })).toBeGreaterThan(plain)
    expect(heightOf({ quoted: { id: null, body: 'x', kind: 'text', direction: 'in' } })).toBeGreaterThan(plain)
  })

  it('never guesses without end', () => {
    expect(heightOf({ body: '\n'.repeat(50_000) })).toBeLessThan(2_000)
  })
})

describe('dayAt', () => {
  it('is the day of the first message at or below the top', () => {
    const rows = rowsOf(aMessage({ sortAt: 1 }), aMessage({ sortAt: 86_400_001 }))
    expect(rows.map(row => row.kind)).toEqual(['day', 'message', 'day', 'message'])
    expect(dayAt(rows, 0)).toBe(1)
    expect(dayAt(rows, 2)).toBe(86_400_001)
    expect(dayAt([], 0)).toBeNull()
  })
})
