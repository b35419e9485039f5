import fc from 'fast-check'
import { expect, it } from 'vitest'
import { foldText } from './fold-text.ts'

it.each([
  ['IŞIK', 'isik'],
  ['ışık', 'isik'],
  ['İstanbul', 'istanbul'],
  ['Diyarbakır ĞÜÖÇ', 'diyarbakir guoc'],
  ['Groß, Straße', 'gross, strasse'],
  ['Łukasz Sørensen Đorđević', 'lukasz sorensen dordevic'],
  ['ﬁyat ①', 'fiyat 1'],
])('folds %s to %s', (text, folded) => expect(foldText(text)).toBe(folded))

it('folds what is folded to itself, and case does not matter', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => foldText(foldText(text)) === foldText(text)))
  fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii' }), text => foldText(text.toUpperCase()) === foldText(text)))
})

it('folds a text as it folds its letters, whatever stands beside them', () => {
  const letter = fc.integer({ min: 1, max: 0x24f }).map(code => String.fromCharCode(code))
  fc.assert(fc.property(fc.array(letter), letters => foldText(letters.join('')) === letters.map(foldText).join('')))
  fc.assert(
    fc.property(
      fc.array(letter),
      letters => foldText(`${letters.join('')}日`) === `${letters.map(foldText).join('')}日`,
    ),
  )
})
