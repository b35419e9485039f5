import type { Treatment } from '../office.ts'

/** What people say, by the moment of a conversation. In curly brackets: what differs from person to person. */
export interface Phrasebook {
  /** How the office calls somebody. */
  readonly address: (person: { firstName: string; surname: string; isWoman: boolean }) => string
  readonly opening: Readonly<Record<Treatment, readonly string[]>>
  readonly details: Readonly<Record<Treatment, readonly string[]>>
  readonly price: Readonly<Record<Treatment, readonly string[]>>
  /** A worry after the treatment, and what the office says to it. */
  readonly aftercare: Readonly<Record<Treatment, readonly (readonly [worry: string, answer: string])[]>>
  readonly customer: Readonly<Record<CustomerMoment, readonly string[]>>
  readonly office: Readonly<Record<OfficeMoment, readonly string[]>>
}

export type CustomerMoment =
  | 'adOpening'
  | 'hello'
  | 'photo'
  | 'askIncluded'
  | 'priceReaction'
  | 'askDoctor'
  | 'thinking'
  | 'askDates'
  | 'chooseDate'
  | 'askPayment'
  | 'paid'
  | 'askHotel'
  | 'flight'
  | 'arrived'
  | 'progressPhoto'
  | 'thanks'
  | 'tooExpensive'
  | 'declined'
  | 'okay'
  | 'again'

export type OfficeMoment =
  | 'greeting'
  | 'referralHello'
  | 'websiteHello'
  | 'askDetails'
  | 'photoReceived'
  | 'included'
  | 'doctor'
  | 'callOffer'
  | 'dates'
  | 'deposit'
  | 'confirmed'
  | 'hotel'
  | 'transfer'
  | 'driver'
  | 'checkIn'
  | 'photoGood'
  | 'review'
  | 'offer'
  | 'farewell'
  | 'followUp'
  | 'lastFollowUp'
  | 'okay'

/** Fills the brackets in. A bracket nobody knows is a mistake of ours. */
export function fillIn(phrase: string, values: Readonly<Record<string, string>>): string {
  return phrase.replace(/\{(\w+)\}/gu, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`Nothing is known about {${name}} of "${phrase}"`)
    return value
  })
}
