import type { Locale } from '#shared/domain/locale.ts'

const LETTER = /^\p{L}/u

/** Up to two letters for a picture-less avatar: first and last name. Empty when the name has no letters (a bare number). */
export function initialsOf(name: string, locale: Locale): string {
  const words = name.split(/\s+/u).filter(word => LETTER.test(word))
  const first = words[0]
  const last = words.length > 1 ? words.at(-1) : undefined
  return [first, last]
    .map(word => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase(locale)
}
