import { expect, it } from 'vitest'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import type { Translate } from '#shared/i18n/keys.ts'
import { countOfKind, ownLabels, wordLabel, wordOrigin } from './file-words.ts'

const t = ((key: string) => `[${key}]`) as unknown as Translate<'files'>

it('the program’s labels are worded, the office’s own stay as they are', () => {
  expect([wordLabel('sent_documents', t), wordLabel('Röntgen', t)]).toEqual(['[labels.sent_documents]', 'Röntgen'])
})

it('the office’s own labels stand in the order of the language', () => {
  const byLabel = ['Şikâyet', 'received_documents', 'Çekim', null, 'Sözleşme', 'Dişler'].map(label => ({
    label,
    files: 1,
  }))
  expect(ownLabels({ byLabel }, 'tr').map(({ label }) => label)).toEqual(['Çekim', 'Dişler', 'Sözleşme', 'Şikâyet'])
})

it('stickers are counted among pictures, voices among sounds', () => {
  const byKind = [
    { kind: 'image', files: 2 },
    { kind: 'sticker', files: 1 },
    { kind: 'voice', files: 4 },
  ] as const
  const counts = { byKind: [...byKind] }
  expect([countOfKind(counts, 'images'), countOfKind(counts, 'sounds'), countOfKind(counts, 'videos')]).toEqual([
    3, 4, 0,
  ])
})

it('a file is from the person, from a colleague, from one who has left, or from the office’s phone', () => {
  const staffId = newId<StaffId>()
  const names = { leadName: 'Zeynep', colleague: 'Ayşe' }
  expect([
    wordOrigin({ direction: 'in', addedBy: null }, names, t),
    wordOrigin({ direction: 'manual', addedBy: staffId }, names, t),
    wordOrigin({ direction: 'out', addedBy: staffId }, { ...names, colleague: undefined }, t),
    wordOrigin({ direction: 'out', addedBy: null }, names, t),
  ]).toEqual(['Zeynep', 'Ayşe', '[colleagueGone]', '[fromPhone]'])
})
