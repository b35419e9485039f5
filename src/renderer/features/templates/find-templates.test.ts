import { expect, it } from 'vitest'
import type { Template } from '#shared/contract/templates.ts'
import { newId, type TemplateId } from '#shared/domain/ids.ts'
import { findTemplates } from './find-templates.ts'

const template = (name: string, ...contents: string[]): Template => ({
  ...{ id: newId<TemplateId>(), version: 1, name, category: 'quick_reply', channel: null, usageCount: 0, files: [] },
  lastUsedAt: null,
  variants: contents.map((content, index) => ({
    ...{ language: ['tr', 'en'][index] ?? 'de', subject: null, content, providerId: null, providerStatus: null },
  })),
})
const templates = [
  template('Işık tedavisi', 'Seans ücreti…', 'The price of a session…'),
  template('Karşılama', 'Merhaba, ışık tedavisi için…'),
  template('Fiyat', 'ÜCRETLERİMİZ şöyle'),
]
const found = (search: string) => findTemplates(templates, search).map(({ name }) => name)

it('finds by name and by the words of every language, however it is typed, in the order of use', () => {
  expect(found('')).toEqual(['Işık tedavisi', 'Karşılama', 'Fiyat'])
  expect(found('isik')).toEqual(['Işık tedavisi', 'Karşılama'])
  expect(found('IŞIK')).toEqual(['Işık tedavisi', 'Karşılama'])
  expect(found('ucret')).toEqual(['Işık tedavisi', 'Fiyat'])
  expect(found('session')).toEqual(['Işık tedavisi'])
  expect(found('merhaba isik')).toEqual(['Karşılama'])
  expect(found('yok')).toEqual([])
})

it('puts the name before the text', () => {
  expect(found('k')).toEqual(['Karşılama', 'Işık tedavisi'])
})
