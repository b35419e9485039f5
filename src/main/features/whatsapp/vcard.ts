const E164 = /^\+\d{7,15}$/u

/**
 * A person as phones exchange them (vCard 3.0). Whatever stands in the name stays in its line: a name cannot smuggle in another number.
 */
export function buildVcard({ name, phones }: { name: string; phones: readonly string[] }): string {
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:;${escapeValue(name)};;;`,
    `FN:${escapeValue(name)}`,
    ...phones.map(phoneLine),
    'END:VCARD',
  ].join('\n')
}

/** Phones offer to write to a number that is named as WhatsApp's. */
function phoneLine(phone: string): string {
  const waid = E164.test(phone) ? `;waid=${phone.slice(1)}` : ''
  return `TEL;type=CELL;type=VOICE${waid}:${escapeValue(phone)}`
}

function escapeValue(value: string): string {
  // Every kind of line end, also those that only some programs know.
  const line = value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
  return line.replace(/[\\;,]/gu, character => `\\${character}`)
}

/** The value of a vCard's line as people read it. */
export function unescapeValue(value: string): string {
  return value.replace(/\\(?:(?<line>[nN])|(?<other>.))/gu, (_match, line: string | undefined, other: string) =>
    line === undefined ? other : '\n',
  )
}
