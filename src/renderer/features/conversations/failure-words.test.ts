import { beforeAll, describe, expect, it } from 'vitest'
import { MessageKind, SendFailure } from '#shared/domain/message.ts'
import { i18n, startI18n } from '../../i18n/i18n.ts'
import { wordFailure } from './failure-words.ts'
import { wordKind, wordPreview } from './kind-words.ts'

beforeAll(startI18n)

function t(language: 'tr' | 'en' = 'tr') {
  return i18n.getFixedT(language, 'conversations')
}

describe('wordFailure', () => {
  it.each(SendFailure.options)('has a sentence for %s in both languages', reason => {
    for (const language of ['tr', 'en'] as const) {
      const sentence = wordFailure({ reason, detail: '463' }, t(language))
      expect(sentence).not.toContain('failures.')
      expect(sentence.length).toBeGreaterThan(15)
    }
  })

  it("shows the provider's own code only where nothing better is known", () => {
    expect(wordFailure({ reason: 'provider', detail: '463' }, t())).toBe('WhatsApp hatası: 463')
    expect(wordFailure({ reason: 'rate-limited', detail: '429' }, t())).not.toContain('429')
  })

  it('never shows a key, whatever a newer core says', () => {
    expect(wordFailure({ reason: 'solar-flare', detail: null }, t())).toMatch(/^Bilinmeyen/)
    expect(wordFailure(null, t())).toMatch(/^Bilinmeyen/)
  })
})

describe('wordKind', () => {
  it.each(MessageKind.options)('names %s in both languages', kind => {
    expect(wordKind(kind, t('tr'))).not.toContain('kinds.')
    expect(wordKind(kind, t('en'))).not.toContain('kinds.')
  })

  it('stands where a message has no text', () => {
    expect(wordPreview('image', '', t())).toBe('Fotoğraf')
    expect(wordPreview('image', 'önce/sonra', t())).toBe('önce/sonra')
    expect(wordPreview('hologram' as MessageKind, '', t())).toBe('Desteklenmeyen mesaj')
  })
})
