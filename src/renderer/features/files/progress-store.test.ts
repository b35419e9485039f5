import { expect, it } from 'vitest'
import { type ConversationId, type FileId, type LeadId, type MessageId, newId } from '#shared/domain/ids.ts'
import { createProgressStore } from './progress-store.ts'

const about = { leadId: newId<LeadId>(), conversationId: newId<ConversationId>(), messageId: newId<MessageId>() }
const progress = (fileId: FileId, share: number) => ({ type: 'file.progress', ...about, fileId, share }) as const

it('knows the newest share of each file, tells of it, and forgets the oldest of very many', () => {
  const store = createProgressStore()
  let told = 0
  const stop = store.subscribe(() => (told += 1))
  const [one, other] = [newId<FileId>(), newId<FileId>()]
  store.receive(progress(one, 0.2))
  store.receive(progress(other, 0.4))
  store.receive(progress(one, 0.6))
  store.receive({ type: 'jobs.changed' })
  expect([store.shareOf(one), store.shareOf(other), store.shareOf(newId<FileId>()), told]).toEqual([0.6, 0.4, null, 3])
  for (let count = 0; count < 49; count += 1) store.receive(progress(newId<FileId>(), 0.1))
  expect([store.shareOf(one), store.shareOf(other)]).toEqual([0.6, null])
  stop()
  store.receive(progress(one, 0.9))
  expect(told).toBe(52)
})
