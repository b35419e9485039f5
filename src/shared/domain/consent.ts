import { z } from 'zod'

/** What the office may want to write through. Consent is given for an address on one of these. */
export const ConsentChannel = z.enum(['whatsapp', 'sms', 'email', 'phone'])
export type ConsentChannel = z.infer<typeof ConsentChannel>

export const ConsentState = z.enum(['unknown', 'granted', 'refused'])
export type ConsentState = z.infer<typeof ConsentState>

/** What a person did. To withdraw is to refuse what was granted before. */
export const ConsentAction = z.enum(['granted', 'refused', 'withdrawn'])
export type ConsentAction = z.infer<typeof ConsentAction>

/** Where it was said. `suppression`: the address was forgotten or refused earlier, and only its hash was kept. */
export const ConsentSource = z.enum(['form', 'chat', 'call', 'paper', 'import', 'unsubscribe', 'iys', 'suppression'])
export type ConsentSource = z.infer<typeof ConsentSource>

/** What a staff member may name as the place where it was said; the others are written by the program. */
export const SpokenConsentSource = z.enum(['form', 'chat', 'call', 'paper', 'unsubscribe'])
export type SpokenConsentSource = z.infer<typeof SpokenConsentSource>

export const AddressKind = z.enum(['phone', 'whatsapp_lid', 'email'])
export type AddressKind = z.infer<typeof AddressKind>

/** What an address can be written to through. */
export const CHANNELS_OF: Readonly<Record<AddressKind, readonly ConsentChannel[]>> = {
  phone: ['whatsapp', 'sms', 'phone'],
  whatsapp_lid: ['whatsapp'],
  email: ['email'],
}

export function stateAfter(action: ConsentAction): ConsentState {
  return action === 'granted' ? 'granted' : 'refused'
}

interface Standing {
  readonly state: ConsentState
  readonly changedAt: number
}

/**
 * What counts for one brand: what was said for it, unless the person has refused the whole office since. Without a brand, and for
 * one of which nothing was said, what was said for the office.
 */
export function standingFor(office: Standing | undefined, brand: Standing | undefined): ConsentState {
  if (!brand) return office?.state ?? 'unknown'
  const isOverruled = office?.state === 'refused' && office.changedAt >= brand.changedAt
  return isOverruled ? 'refused' : brand.state
}

/** A person has several addresses: one that refused outweighs one that granted. */
export function strictest(states: readonly ConsentState[]): ConsentState {
  if (states.includes('refused')) return 'refused'
  return states.includes('granted') ? 'granted' : 'unknown'
}
