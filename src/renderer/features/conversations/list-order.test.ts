import { describe, expect, it } from 'vitest'
import { arrangeList, neighbourOf } from './list-order.ts'
import { aConversation } from './testing/a-conversation.ts'

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(leadName => aConversation({ leadName })) as [
  ReturnType<typeof aConversation>,
  ReturnType<typeof aConversation>,
  ReturnType<typeof aConversation>,
  ReturnType<typeof aConversation>,
]
const names = (rows: { leadName: string }[]) => rows.map(row => row.leadName).join('')

describe('arrangeList', () => {
  it("follows the core's order when nobody looks at the list", () => {
    const { rows, waitingAbove } = arrangeList({
      shown: [a, b, c],
      incoming: [d, c, a, b],
      selectedId: b.id,
      isHeld: false,
    })
    expect(names(rows)).toBe('dcab')
    expect(waitingAbove).toBe(0)
  })

  it('keeps every row in its place while held, with new contents', () => {
    const louder = { ...c, unreadCount: 3 }
    const { rows } = arrangeList({ shown: [a, b, c], incoming: [d, louder, a, b], selectedId: null, isHeld: true })
    expect(names(rows)).toBe('abc')
    expect(rows[2]?.unreadCount).toBe(3)
  })

  it('counts what waits above while held', () => {
    const { waitingAbove } = arrangeList({ shown: [a, b, c], incoming: [d, c, a, b], selectedId: null, isHeld: true })
    expect(waitingAbove).toBe(2)
  })

  it('adds the rows of a further page at the end while held', () => {
    const { rows } = arrangeList({ shown: [a, b], incoming: [a, b, c, d], selectedId: null, isHeld: true })
    expect(names(rows)).toBe('abcd')
  })

  it('keeps a row while held that the filter no longer covers', () => {
    expect(names(arrangeList({ shown: [a, b, c], incoming: [a, c], selectedId: null, isHeld: true }).rows)).toBe('abc')
  })

  it('keeps the open conversation in its place when the filter no longer covers it', () => {
    const { rows } = arrangeList({ shown: [a, b, c], incoming: [a, c], selectedId: b.id, isHeld: false })
    expect(names(rows)).toBe('abc')
    expect(names(arrangeList({ shown: [a, b, c], incoming: [a, c], selectedId: null, isHeld: false }).rows)).toBe('ac')
  })

  it('stands through a storm: a thousand reorderings move nothing while held', () => {
    let shown = [a, b, c]
    for (let round = 0; round < 1000; round++) {
      const incoming = [aConversation({ leadName: 'x' }), ...[...shown].reverse()]
      shown = arrangeList({ shown, incoming, selectedId: a.id, isHeld: true }).rows
    }
    expect(names(shown)).toBe('abc')
  })

  it('shows the first rows although held', () => {
    expect(names(arrangeList({ shown: [], incoming: [a, b], selectedId: null, isHeld: true }).rows)).toBe('ab')
  })
})

describe('neighbourOf', () => {
  it('steps down and up and stops at the ends', () => {
    expect(neighbourOf([a, b, c], b.id, 1)).toBe(c)
    expect(neighbourOf([a, b, c], b.id, -1)).toBe(a)
    expect(neighbourOf([a, b, c], c.id, 1)).toBe(c)
    expect(neighbourOf([a, b, c], a.id, -1)).toBe(a)
  })

  it('starts at the top when nothing is open', () => {
    expect(neighbourOf([a, b], null, -1)).toBe(a)
    expect(neighbourOf([], null, 1)).toBeUndefined()
  })
})
