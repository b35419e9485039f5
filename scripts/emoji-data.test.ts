import { describe, expect, it } from 'vitest'
import { foldText } from '../src/shared/domain/fold-text.ts'
import { emojiData } from './emoji-data.ts'

const [turkish, english] = [emojiData('tr'), emojiData('en')]

function found(all: typeof turkish, question: string): string[] {
  return all.filter(({ tags }) => tags.some(tag => tag.includes(foldText(question)))).map(({ emoji }) => emoji)
}

describe('the emoji files', () => {
  it('have the same emoji in both languages, each with a name', () => {
    expect(turkish.map(({ emoji }) => emoji)).toEqual(english.map(({ emoji }) => emoji))
    expect(turkish.length).toBeGreaterThan(1_800)
    for (const { label, tags } of [...turkish, ...english]) {
      expect(label).not.toMatch(/undefined|\p{Extended_Pictographic}|[:,] *$/u)
      expect(tags[0]).toBe(foldText(label))
    }
  })

  it.each([
    ['gulen', '😄'],
    ['GÜLEN', '😄'],
    ['diş', '🦷'],
    ['IŞIK', '💡'],
    ['almanya', '🇩🇪'],
    ['kızıl saç', '👩‍🦰'],
    ['sağa bakan', '🚶‍➡️'],
    ['aile', '👨‍👩‍👧'],
    ['ingiltere', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
  ])('%s finds %s in Turkish', (question, emoji) => {
    expect(found(turkish, question)).toContain(emoji)
  })

  it('mark the flags of countries, which not every system draws, and carry the skin tones', () => {
    expect(turkish.find(({ emoji }) => emoji === '🇹🇷')).toMatchObject({ label: 'Bayrak: Türkiye', countryFlag: true })
    expect(turkish.find(({ emoji }) => emoji === '👍')?.skins).toMatchObject({ light: '👍🏻', dark: '👍🏿' })
    expect(turkish.find(({ emoji }) => emoji === '😀')).not.toHaveProperty('skins')
  })
})
