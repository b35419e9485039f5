import { foldText } from './fold-text.ts'

/** A part of a text: from `start` up to, and not including, `end`. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

const WORD = /[\p{L}\p{N}]+/gu
/** More words than this narrow nothing down. */
const MOST_WORDS = 12

/** What is searched for when a person types this: its words in the form that search compares. */
export function searchWords(query: string): string[] {
  return [...new Set(foldText(query).match(WORD))].slice(0, MOST_WORDS)
}

/** Where the text has words that begin with one of those, in the order of the text; nothing unless it has all of them. */
export function findWords(text: string, words: readonly string[]): TextRange[] {
  if (words.length === 0) return []
  const { folded, places } = foldWithPlaces(text)
  const met = new Set<string>()
  const ranges: TextRange[] = []
  for (const { 0: found, index } of folded.matchAll(WORD)) {
    const begun = words.filter(word => found.startsWith(word))
    for (const word of begun) met.add(word)
    const longest = Math.max(0, ...begun.map(word => word.length))
    const start = places[index]
    if (longest > 0 && start !== undefined) ranges.push({ start, end: places[index + longest] ?? text.length })
  }
  return met.size === words.length ? ranges : []
}

/** Whether the text has, for each of the words, one that begins with it: what `findWords` finds, without the places. */
export function holdsWords(text: string, words: readonly string[]): boolean {
  const folded = foldText(text)
  return words.every(word => holdsBeginning(folded, word))
}

const ENDS_IN_WORD = /[\p{L}\p{N}]$/u

function holdsBeginning(folded: string, word: string): boolean {
  for (let place = folded.indexOf(word); place !== -1; place = folded.indexOf(word, place + 1)) {
    // Two units, so that a letter that takes both is seen whole.
    if (!ENDS_IN_WORD.test(folded.slice(Math.max(0, place - 2), place))) return true
  }
  return false
}

/** The folded text, and for each of its characters where it stands in the text itself. */
function foldWithPlaces(text: string): { folded: string; places: number[] } {
  const places: number[] = []
  let folded = ''
  let place = 0
  for (const character of text) {
    const form = foldText(character)
    for (let index = 0; index < form.length; index++) places.push(place)
    folded += form
    place += character.length
  }
  return { folded, places }
}

export interface Excerpt {
  text: string
  marks: TextRange[]
}

const BEFORE_FIRST = 40
const LONGEST_EXCERPT = 180

/** One line of a text around the first thing that was found in it. */
export function excerptOf(text: string, found: readonly TextRange[]): Excerpt {
  const first = found[0]?.start ?? 0
  const start = first <= BEFORE_FIRST ? 0 : beginningOfWord(text, first - BEFORE_FIRST, first)
  const end = withoutHalfCharacter(text, start + LONGEST_EXCERPT)
  const before = start === 0 ? '' : '…'
  const shift = before.length - start
  return {
    text: `${before}${text.slice(start, end).replace(/\s/gu, ' ')}${end < text.length ? '…' : ''}`,
    marks: found
      .filter(range => range.start >= start && range.end <= end)
      .map(range => ({ start: range.start + shift, end: range.end + shift })),
  }
}

function beginningOfWord(text: string, from: number, until: number): number {
  const space = text.slice(from, until).search(/\s/u)
  return space === -1 ? withoutHalfCharacter(text, from) : from + space + 1
}

/** The place itself, or the one before where it would cut a character in two. */
function withoutHalfCharacter(text: string, place: number): number {
  const code = text.charCodeAt(place)
  return code >= 0xdc00 && code <= 0xdfff ? place - 1 : place
}
