/** Letters that are not made of a letter and a mark, as people type them who do not have them. */
const PLAIN: Readonly<Record<string, string>> = {
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
}
const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'gu')

/**
 * The form of a text that search compares: without marks, in lower case, and with ı as i, so that "IŞIK", "ışık" and "isik" are one.
 * Both what is indexed and what is asked pass it. Not for sorting, and never for showing.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(SPECIAL, letter => PLAIN[letter] ?? letter)
}
