import { expect, it } from 'vitest'
import type { QuickReply } from '#shared/contract/quick-replies.ts'
import { newId, type QuickReplyId } from '#shared/domain/ids.ts'
import { findQuickReplies } from './find-quick-replies.ts'

const reply = (name: string, content: string): QuickReply => ({
  id: newId<QuickReplyId>(),
  version: 1,
  name,
  language: 'tr',
  content,
  usageCount: 0,
})
const replies = [
  reply('Işık tedavisi', 'Seans ücreti…'),
  reply('Karşılama', 'Merhaba, ışık tedavisi için…'),
  reply('Fiyat', 'ÜCRETLERİMİZ şöyle'),
]
const found = (search: string) => findQuickReplies(replies, search).map(({ name }) => name)

it('finds by name and text, however it is typed, in the order of use', () => {
  expect(found('')).toEqual(['Işık tedavisi', 'Karşılama', 'Fiyat'])
  expect(found('isik')).toEqual(['Işık tedavisi', 'Karşılama'])
  expect(found('IŞIK')).toEqual(['Işık tedavisi', 'Karşılama'])
  expect(found('ucret')).toEqual(['Işık tedavisi', 'Fiyat'])
  expect(found('merhaba isik')).toEqual(['Karşılama'])
  expect(found('yok')).toEqual([])
})

it('puts the name before the text', () => {
  expect(found('k')).toEqual(['Karşılama', 'Işık tedavisi'])
})
