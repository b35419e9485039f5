import { z } from 'zod'
import type { ConsentChannel } from './consent.ts'
import { foldText } from './fold-text.ts'

/** A question of a lead form at Meta. The author of the form may call the key anything; the type says what is asked. */
export const FormQuestion = z.object({
  key: z.string(),
  label: z.string(),
  type: z.string(),
  options: z.array(z.object({ key: z.string(), value: z.string() })),
})
export type FormQuestion = z.infer<typeof FormQuestion>

/** What an answer becomes on the lead. `extra` is shown beside the facts, `nothing` is kept with the entry and not shown. */
export const AnswerTarget = z.enum([
  'name',
  'first_name',
  'last_name',
  'phone',
  'email',
  'city',
  'country',
  'language',
  'event_date',
  'event_time',
  'event_moment',
  'note',
  'extra',
  'nothing',
])
export type AnswerTarget = z.infer<typeof AnswerTarget>

/** By the key of the question. What is not in it goes where the question's type and name point. */
export const FormMapping = z.record(z.string().max(500), AnswerTarget)
export type FormMapping = z.infer<typeof FormMapping>

const targetOfType = new Map<string, AnswerTarget>(
  Object.entries({
    FULL_NAME: 'name',
    FIRST_NAME: 'first_name',
    LAST_NAME: 'last_name',
    EMAIL: 'email',
    WORK_EMAIL: 'email',
    PHONE: 'phone',
    WORK_PHONE_NUMBER: 'phone',
    CITY: 'city',
    COUNTRY: 'country',
    DATE_TIME: 'event_moment',
  } satisfies Record<string, AnswerTarget>),
)

/** Of questions whose type says nothing. Folded, with nothing but letters: what people call their fields. */
const targetOfName = new Map<string, AnswerTarget>(
  Object.entries({
    fullname: 'name',
    name: 'name',
    yourname: 'name',
    adsoyad: 'name',
    adinizsoyadiniz: 'name',
    adsoyadiniz: 'name',
    isim: 'name',
    isimsoyisim: 'name',
    firstname: 'first_name',
    adiniz: 'first_name',
    lastname: 'last_name',
    surname: 'last_name',
    soyad: 'last_name',
    soyadi: 'last_name',
    soyadiniz: 'last_name',
    email: 'email',
    emailaddress: 'email',
    workemail: 'email',
    eposta: 'email',
    epostaadresi: 'email',
    epostaadresiniz: 'email',
    mail: 'email',
    phone: 'phone',
    phonenumber: 'phone',
    workphonenumber: 'phone',
    mobile: 'phone',
    mobilephone: 'phone',
    whatsapp: 'phone',
    whatsappnumber: 'phone',
    telefon: 'phone',
    telefonnumarasi: 'phone',
    telefonnumaraniz: 'phone',
    telefonunuz: 'phone',
    ceptelefonu: 'phone',
    city: 'city',
    sehir: 'city',
    sehriniz: 'city',
    yasadiginizsehir: 'city',
    country: 'country',
    ulke: 'country',
    ulkeniz: 'country',
    yasadiginizulke: 'country',
    language: 'language',
    dil: 'language',
  } satisfies Record<string, AnswerTarget>),
)

/** Where an answer goes when nobody has said otherwise: by the type of its question, then by its name. */
export function suggestTarget(question: { key: string; label: string; type: string }): AnswerTarget {
  return (
    targetOfType.get(question.type) ??
    targetOfName.get(lettersOf(question.key)) ??
    targetOfName.get(lettersOf(question.label)) ??
    'extra'
  )
}

export function targetOf(
  question: { key: string; label: string; type: string },
  mapping: FormMapping | null,
): AnswerTarget {
  const chosen = mapping !== null && Object.hasOwn(mapping, question.key) ? mapping[question.key] : undefined
  return chosen ?? suggestTarget(question)
}

function lettersOf(text: string): string {
  return foldText(text).replace(/[^a-z]/gu, '')
}

const wordsOfChannel = [
  ['whatsapp', /whats ?app/u],
  ['sms', /\bsms\b|\bkisa mesaj/u],
  ['email', /\be ?-?posta|\be-?mail|elektronik posta/u],
  ['phone', /\btelefon(?:la|umdan| ile| aramasi)|\baran|\barama\b|phone call|by (?:tele)?phone|\bcalls?\b/u],
] as const satisfies readonly (readonly [ConsentChannel, RegExp])[]

/** What somebody who ticks a box with this text allows: the channels that it names, and no other. */
export function suggestChannels(text: string): ConsentChannel[] {
  const folded = foldText(text)
  return wordsOfChannel.filter(([, words]) => words.test(folded)).map(([channel]) => channel)
}
