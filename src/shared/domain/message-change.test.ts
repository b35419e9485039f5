import { describe, expect, it } from 'vitest'
import { DELETE_WINDOW, EDIT_WINDOW, findDeletionObstacle, findEditObstacle } from './message-change.ts'

const message = {
  direction: 'out',
  kind: 'text',
  status: 'read',
  body: 'Yarın 10.00',
  isForwarded: false,
  sentAt: 1_000,
  deletedAt: null,
} as const

describe('what the office may change', () => {
  it('is what it wrote a short while ago', () => {
    expect(findEditObstacle(message, message.sentAt + EDIT_WINDOW - 1)).toBeNull()
    expect(findEditObstacle(message, message.sentAt + EDIT_WINDOW)).toBe('too-late')
    expect(findDeletionObstacle(message, message.sentAt + DELETE_WINDOW - 1)).toBeNull()
    expect(findDeletionObstacle(message, message.sentAt + DELETE_WINDOW)).toBe('too-late')
  })

  it.each([
    [{ direction: 'in' }, 'not-ours', 'not-ours'],
    [{ status: 'queued', sentAt: null }, 'not-sent', 'not-sent'],
    [{ status: 'failed', sentAt: null }, 'not-sent', 'not-sent'],
    [{ deletedAt: 1_500 }, 'deleted', 'deleted'],
    [{ kind: 'voice', body: '' }, 'no-text', null],
    [{ kind: 'contact', body: 'Ali' }, 'no-text', null],
    [{ kind: 'image', body: '' }, 'no-text', null],
    [{ kind: 'image', body: 'Klinik' }, null, null],
    [{ isForwarded: true }, 'forwarded', null],
  ] as const)('%j', (over, edit, deletion) => {
    expect(findEditObstacle({ ...message, ...over }, 2_000)).toBe(edit)
    expect(findDeletionObstacle({ ...message, ...over }, 2_000)).toBe(deletion)
  })
})
