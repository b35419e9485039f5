import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isStatusAdvance, MessageStatus, PREVIEW_LENGTH, previewOf } from './message.ts'

describe('a preview', () => {
  it('is one line, whole when it is short', () => {
    expect(previewOf('  Merhaba,\n\n nasılsınız?\t')).toBe('Merhaba, nasılsınız?')
    expect(previewOf('a'.repeat(PREVIEW_LENGTH))).toBe('a'.repeat(PREVIEW_LENGTH))
    expect(previewOf('')).toBe('')
  })

  it('counts characters as people do, and cuts none in half', () => {
    const family = '👨‍👩‍👧‍👦'
    expect(previewOf(family.repeat(PREVIEW_LENGTH))).toBe(family.repeat(PREVIEW_LENGTH))
    expect(previewOf(family.repeat(PREVIEW_LENGTH + 1))).toBe(`${family.repeat(PREVIEW_LENGTH - 1)}…`)
    expect(previewOf('e\u0301'.repeat(PREVIEW_LENGTH + 5))).toBe(`${'e\u0301'.repeat(PREVIEW_LENGTH - 1)}…`)
  })

  it('never has more than a hundred characters, whatever was written', () => {
    const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), body => {
        return [...segmenter.segment(previewOf(body))].length <= PREVIEW_LENGTH
      }),
    )
  })
})

it('a status only moves forward, whatever receipts come in whatever order', () => {
  const statuses = MessageStatus.options
  const order = ['queued', 'sent', 'delivered', 'read']
  for (const from of statuses) {
    for (const to of statuses) {
      const expected =
        to === 'failed' ? from === 'queued' : from === 'failed' || order.indexOf(to) > order.indexOf(from)
      expect([from, to, isStatusAdvance(from, to)]).toEqual([from, to, expected])
    }
  }
})
