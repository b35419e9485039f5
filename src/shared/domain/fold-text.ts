/**
 * The form of a text that search compares: without marks, in lower case, and with ı as i, so that "IŞIK", "ışık" and "isik" are one.
 * Both what is indexed and what is asked pass it. Not for sorting, and never for showing.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ı', 'i')
}
