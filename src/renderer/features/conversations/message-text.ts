export type TextPart = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string }

const CANDIDATE = /https:\/\/[^\s<>"'`{}|\\^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/giu
const TRAILING = /[.,;:!?…)\]]$/u

/**
 * Splits a message into text and links. Only https addresses become links, and never one that carries a user name
 * (`https://bank.example@evil.example` opens the second host while the first is what people read).
 */
export function parseMessageText(body: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of body.matchAll(CANDIDATE)) {
    const text = withoutTrailingPunctuation(match[0])
    const href = safeAddress(text)
    if (href === null) continue
    if (match.index > end) parts.push({ kind: 'text', text: body.slice(end, match.index) })
    parts.push({ kind: 'link', text, href })
    end = match.index + text.length
  }
  if (end < body.length) parts.push({ kind: 'text', text: body.slice(end) })
  return parts
}

/** A sentence's own punctuation is not part of the address; a closing bracket is when the address opened it. */
function withoutTrailingPunctuation(candidate: string): string {
  let text = candidate
  while (TRAILING.test(text)) {
    const last = text.at(-1)
    if (last === ')' && count(text, '(') >= count(text, ')')) break
    if (last === ']' && count(text, '[') >= count(text, ']')) break
    text = text.slice(0, -1)
  }
  return text
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}

/** The address to open, or null when it is not a plain https address. Other alphabets become punycode, which shows a look-alike. */
export function safeAddress(text: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.hostname === '') return null
  return url.href
}
