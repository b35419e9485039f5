import { expect, it } from 'vitest'
import { drawnHere } from './emoji-support.ts'

const all = [
  { emoji: '😀', version: 1 },
  { emoji: '😃', version: 1 },
  { emoji: '🇩🇪', version: 2, countryFlag: true as const },
  { emoji: '🥹', version: 14 },
  { emoji: '🫩', version: 16 },
]
const shown = (drawn: readonly string[]) => drawnHere(all, emoji => drawn.includes(emoji)).map(({ emoji }) => emoji)

it('offers what the fonts have, up to the newest version of which one is drawn', () => {
  expect(shown(['😀', '🥹', '🇪🇺'])).toEqual(['😀', '😃', '🇩🇪', '🥹'])
})

it('leaves the flags of countries out where they would be two letters', () => {
  expect(shown(['😀', '🥹', '🫩'])).toEqual(['😀', '😃', '🥹', '🫩'])
})

it('offers everything where nothing has colours', () => {
  expect(shown([])).toEqual(all.map(({ emoji }) => emoji))
})
