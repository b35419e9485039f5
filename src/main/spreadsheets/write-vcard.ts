import ICAL from 'ical.js'

export interface ContactCard {
  readonly name: string
  readonly phones: readonly string[]
  readonly emails: readonly string[]
  readonly city: string | null
  readonly country: string | null
  readonly tags: readonly string[]
  readonly note: string | null
}

/** A contact as every phone takes it in: vCard 3.0. The name is not taken apart; nobody knows where a family name begins. */
export function writeVcard({ name, phones, emails, city, country, tags, note }: ContactCard): string {
  const text = (property: string, ...values: (string | string[])[]) => [property, {}, 'text', ...values]
  const properties = [
    text('version', '3.0'),
    text('fn', oneLine(name)),
    text('n', [oneLine(name), '', '', '', '']),
    ...phones.map(phone => ['tel', { type: 'cell' }, 'phone-number', phone]),
    ...emails.map(email => text('email', email)),
    ...(city !== null || country !== null ? [text('adr', ['', '', '', city ?? '', '', '', country ?? ''])] : []),
    ...(tags.length > 0 ? [text('categories', ...tags.map(oneLine))] : []),
    ...(note !== null ? [text('note', note)] : []),
  ]
  return `${ICAL.stringify(['vcard3', properties, []] as never).replaceAll(/(BEGIN|END):VCARD3/gu, '$1:VCARD')}\r\n`
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ')
}
