import { expect, it } from 'vitest'
import { isForwardable } from './forwarding.ts'

const text = {
  kind: 'text',
  body: 'Merhaba',
  details: null,
  isViewOnce: false,
  deletedAt: null,
  attachment: null,
} as const
const people = { kind: 'contacts' as const, people: [{ name: 'Can', phones: [] }] }

it.each([
  [{}, true],
  [{ body: '' }, false],
  [{ deletedAt: 1 }, false],
  [{ kind: 'image', isViewOnce: true }, false],
  [{ kind: 'image', body: '', attachment: { state: 'ready' } }, true],
  [{ kind: 'image', attachment: { state: 'pending' } }, false],
  [{ kind: 'document', attachment: null }, false],
  [{ kind: 'contact', details: people }, true],
  [{ kind: 'contact', details: { ...people, people: [] } }, false],
  [{ kind: 'location' }, false],
  [{ kind: 'poll' }, false],
  [{ kind: 'waiting' }, false],
] as const)('%j can be forwarded: %s', (over, expected) => {
  expect(isForwardable({ ...text, ...over } as Parameters<typeof isForwardable>[0])).toBe(expected)
})
