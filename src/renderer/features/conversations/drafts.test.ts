import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ConversationId, MessageId, StaffId } from '#shared/domain/ids.ts'
import { newId } from '#shared/domain/ids.ts'
import { createDraftStore, withReturnedText } from './drafts.ts'

const staff = newId<StaffId>()
const conversation = newId<ConversationId>()
const draft = { text: 'Yarın saat', quotedId: null, resendId: null }

beforeEach(() => localStorage.clear())

describe('drafts', () => {
  it('are still there after a reload', () => {
    createDraftStore(localStorage, staff, () => 1000).write(conversation, draft)
    expect(createDraftStore(localStorage, staff, () => 2000).read(conversation)).toEqual(draft)
  })

  it('belong to one person', () => {
    createDraftStore(localStorage, staff, () => 1000).write(conversation, draft)
    expect(createDraftStore(localStorage, newId<StaffId>(), () => 1000).read(conversation)).toBeNull()
  })

  it('leave nothing behind once sent or emptied', () => {
    const drafts = createDraftStore(localStorage, staff, () => 1000)
    drafts.write(conversation, draft)
    drafts.write(conversation, { text: '  \n', quotedId: null, resendId: null })
    expect(drafts.read(conversation)).toBeNull()
    expect(localStorage.length).toBe(0)
  })

  it('go after a month', () => {
    createDraftStore(localStorage, staff, () => 0).write(conversation, draft)
    expect(createDraftStore(localStorage, staff, () => 31 * 86_400_000).read(conversation)).toBeNull()
    expect(localStorage.length).toBe(0)
  })

  it('survive damaged entries and foreign keys', () => {
    localStorage.setItem(`santral.draft.${staff}.${conversation}`, '{"text":')
    localStorage.setItem('something.else', 'x')
    expect(createDraftStore(localStorage, staff, () => 0).read(conversation)).toBeNull()
    expect(localStorage.getItem('something.else')).toBe('x')
  })

  it('tell their listeners', () => {
    const drafts = createDraftStore(localStorage, staff, () => 0)
    const listener = vi.fn()
    const stop = drafts.subscribe(listener)
    drafts.write(conversation, draft)
    stop()
    drafts.write(conversation, null)
    expect(listener).toHaveBeenCalledTimes(1)
  })
})

describe('withReturnedText', () => {
  const returned = { id: newId<MessageId>(), text: 'ilk', quotedId: null }

  it('gives the text back under its id, so that sending again cannot double it', () => {
    expect(withReturnedText(null, returned)).toEqual({ text: 'ilk', quotedId: null, resendId: returned.id })
  })

  it('never overwrites what has been typed since', () => {
    expect(withReturnedText({ ...draft, text: 'ikinci' }, returned)).toEqual({
      text: 'ilk\nikinci',
      quotedId: null,
      resendId: null,
    })
  })
})
