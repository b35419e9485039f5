import { beforeAll, describe, expect, it } from 'vitest'
import type { Interaction } from '#shared/contract/leads.ts'
import type { InteractionId, LeadId, StaffId } from '#shared/domain/ids.ts'
import { newId } from '#shared/domain/ids.ts'
import { Locale } from '#shared/domain/locale.ts'
import { createFormat } from '../../i18n/format.ts'
import { i18n, startI18n } from '../../i18n/i18n.ts'
import { wordInteraction } from './timeline-words.ts'

beforeAll(() => {
  startI18n()
  return i18n.changeLanguage('tr')
})

const staffId = newId<StaffId>()

function worded(kind: Interaction['kind'], data: Interaction['data'], by: StaffId | null = staffId): string {
  const interaction = {
    id: newId<InteractionId>(),
    leadId: newId<LeadId>(),
    staffId: by,
    kind,
    data,
    happenedAt: 0,
    undoUntil: null,
  }
  return wordInteraction(interaction, i18n.getFixedT(Locale.parse(i18n.language), 'leads'), createFormat('tr'))
}

describe('wordInteraction', () => {
  it('words what the system notes, with the names as they were', () => {
    expect(worded('created', { source: 'whatsapp' })).toBe('Lead oluştu · WhatsApp')
    expect(worded('status_change', { from: 'Yeni', to: 'Görüşülüyor' })).toBe('Yeni → Görüşülüyor')
    expect(worded('assignment', { toStaffId: newId(), toName: 'Elif' })).toBe('Elif adlı danışmana atandı')
    expect(worded('assignment', { toStaffId: staffId, toName: 'Elif' })).toBe('Elif üstlendi')
    expect(worded('assignment', { toStaffId: null, toName: null })).toBe('Havuza bırakıldı')
    expect(worded('identity_learned', { identity: 'phone' })).toBe('Telefon numarası öğrenildi')
    expect(worded('ad_referral', { title: 'İmplant kampanyası' })).toBe('Reklamdan geldi: İmplant kampanyası')
    expect(worded('status_change', { from: 'Yeni', to: 'Olumsuz', reason: 'Fiyat yüksek geldi' })).toBe(
      'Yeni → Olumsuz · Fiyat yüksek geldi',
    )
    const sale = { amount: 250_000, currency: 'EUR', treatment: 'İmplant', status: 'won' }
    expect(worded('sale', { action: 'added', ...sale })).toBe('Satış: €2.500,00 · İmplant')
    expect(worded('sale', { action: 'of a newer program', ...sale })).toBe('Kayıt')
    expect(worded('consent', { channel: 'sms', action: 'withdrawn' })).toBe('İznini geri aldı · SMS')
    expect(worded('ad_referral', { title: null })).toBe('Reklamdan geldi')
  })

  it('shows a note as it was written', () => {
    expect(worded('note', { text: 'Fiyat <b>soruldu</b>' })).toBe('Fiyat <b>soruldu</b>')
  })

  it('never shows a key, whatever a newer core notes', () => {
    expect(worded('hologram' as Interaction['kind'], {})).toBe('Kayıt')
    expect(worded('created', { source: 'telepathy' })).toBe('Lead oluştu')
  })

  it('speaks English as well', async () => {
    await i18n.changeLanguage('en')
    expect(worded('created', { source: 'whatsapp' })).toBe('Lead created · WhatsApp')
    await i18n.changeLanguage('tr')
  })
})
