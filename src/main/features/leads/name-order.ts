/** The letters that Turkish has beside the Latin ones, each right after the one it follows in the alphabet. */
const AFTER: Readonly<Record<string, string>> = { ç: 'c~', ğ: 'g~', ı: 'h~', ö: 'o~', ş: 's~', ü: 'u~' }

/**
 * A name in a form whose bytes stand in the order of the Turkish alphabet: SQLite knows no language, and a list that is read page
 * by page must be sorted where it is stored. Other marks count for nothing, as in a dictionary.
 */
export function nameOrderOf(name: string): string {
  return name
    .normalize('NFC')
    .toLocaleLowerCase('tr')
    .replace(/[çğıöşü]/gu, letter => AFTER[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .slice(0, 120)
}
