import { beforeEach, expect, it } from 'vitest'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import { createEmojiMemory, MOST_RECENT } from './emoji-memory.ts'

beforeEach(() => localStorage.clear())

it('keeps what was picked last first, each once, and never too many', () => {
  const memory = createEmojiMemory(localStorage, newId<StaffId>())
  for (const emoji of ['😀', '🙏', '😀']) memory.noteUse(emoji)
  expect(memory.read().recent).toEqual(['😀', '🙏'])
  for (let index = 0; index < 40; index++) memory.noteUse(String.fromCodePoint(0x1f600 + index))
  expect(memory.read().recent).toHaveLength(MOST_RECENT)
})

it('is each person’s own, over a reload', () => {
  const [ayse, bora] = [newId<StaffId>(), newId<StaffId>()]
  const first = createEmojiMemory(localStorage, ayse)
  first.noteUse('👍🏽')
  first.setTone('medium')
  expect(createEmojiMemory(localStorage, ayse).read()).toEqual({ recent: ['👍🏽'], tone: 'medium' })
  expect(createEmojiMemory(localStorage, bora).read()).toEqual({ recent: [], tone: 'none' })
})

it('takes damaged storage for none', () => {
  const ayse = newId<StaffId>()
  localStorage.setItem(`santral.emoji.${ayse}`, '{"recent":3}')
  expect(createEmojiMemory(localStorage, ayse).read()).toEqual({ recent: [], tone: 'none' })
})
