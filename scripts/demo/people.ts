import { ARABIC_SCRIPT, type Culture, NAMES, type NameList } from './names.ts'
import type { Random } from './random.ts'

/** The languages that this office speaks. */
export type Language = 'tr' | 'en' | 'de' | 'ar' | 'ru'

export interface Person {
  readonly country: string
  readonly language: Language
  readonly isWoman: boolean
  readonly firstName: string
  readonly surname: string
  /** What the person calls themselves on WhatsApp; null for those who do not say. */
  readonly pushName: string | null
  readonly city: string
  readonly email: string
}

interface Origin {
  readonly country: string
  readonly culture: Culture
  readonly language: Language
  readonly cities: readonly string[]
}

const origin = (country: string, culture: Culture, language: Language, ...cities: string[]): Origin => ({
  country,
  culture,
  language,
  cities,
})

const ORIGINS: readonly (readonly [origin: Origin, weight: number])[] = [
  [
    origin('TR', 'turkish', 'tr', 'İstanbul', 'Ankara', 'İzmir', 'Bursa', 'Antalya', 'Konya', 'Kayseri', 'Gaziantep'),
    34,
  ],
  [origin('DE', 'german', 'de', 'Berlin', 'Hamburg', 'München', 'Köln', 'Frankfurt', 'Stuttgart', 'Dortmund'), 12],
  [origin('DE', 'turkish', 'tr', 'Berlin', 'Köln', 'Duisburg', 'Mannheim', 'Stuttgart'), 6],
  [origin('GB', 'english', 'en', 'London', 'Manchester', 'Birmingham', 'Leeds', 'Glasgow', 'Liverpool'), 11],
  [origin('US', 'english', 'en', 'New York', 'Houston', 'Miami', 'Chicago', 'Boston'), 3],
  [origin('CA', 'english', 'en', 'Toronto', 'Montréal', 'Vancouver'), 1],
  [origin('AT', 'german', 'de', 'Wien', 'Graz', 'Linz'), 2],
  [origin('CH', 'german', 'de', 'Zürich', 'Basel', 'Bern'), 2],
  [origin('NL', 'dutch', 'en', 'Amsterdam', 'Rotterdam', 'Utrecht', 'Eindhoven'), 4],
  [origin('NL', 'turkish', 'tr', 'Rotterdam', 'Den Haag'), 1],
  [origin('BE', 'dutch', 'en', 'Antwerpen', 'Gent', 'Brussel'), 1],
  [origin('FR', 'french', 'en', 'Paris', 'Lyon', 'Marseille', 'Strasbourg'), 3],
  [origin('IT', 'italian', 'en', 'Milano', 'Roma', 'Torino'), 2],
  [origin('ES', 'spanish', 'en', 'Madrid', 'Barcelona', 'Valencia'), 1],
  [origin('PL', 'polish', 'en', 'Warszawa', 'Kraków', 'Gdańsk'), 1],
  [origin('RO', 'balkan', 'en', 'București', 'Cluj-Napoca'), 1],
  [origin('BG', 'balkan', 'en', 'Sofia', 'Plovdiv'), 1],
  [origin('SA', 'arabic', 'ar', 'Riyadh', 'Jeddah', 'Dammam'), 4],
  [origin('AE', 'arabic', 'ar', 'Dubai', 'Abu Dhabi', 'Sharjah'), 2],
  [origin('KW', 'arabic', 'ar', 'Kuwait City'), 2],
  [origin('QA', 'arabic', 'ar', 'Doha'), 1],
  [origin('IQ', 'arabic', 'ar', 'Baghdad', 'Erbil', 'Basra'), 3],
  [origin('DZ', 'arabic', 'ar', 'Algiers', 'Oran'), 1],
  [origin('MA', 'arabic', 'ar', 'Casablanca', 'Rabat'), 1],
  [origin('RU', 'russian', 'ru', 'Москва', 'Санкт-Петербург', 'Казань', 'Екатеринбург'), 4],
  [origin('KZ', 'russian', 'ru', 'Алматы', 'Астана'), 2],
  [origin('AZ', 'azerbaijani', 'tr', 'Bakı', 'Gəncə'), 2],
]

const FLOURISHES = ['🌸', '✨', '🦋', '☀️', '🌙', '⚽', '🙏', '💙']

export function createPerson(random: Random, shareOfWomen: number): Person {
  const { country, culture, language, cities } = random.weighted(ORIGINS)
  const names: NameList = NAMES[culture]
  const isWoman = random.chance(shareOfWomen)
  const firstName = random.pick(isWoman ? names.women : names.men)
  const plainSurname = random.pick(names.surnames)
  const surname = isWoman ? (names.surnameOfWoman?.(plainSurname) ?? plainSurname) : plainSurname
  return {
    country,
    language,
    isWoman,
    firstName,
    surname,
    pushName: pushNameOf(random, firstName, surname),
    city: random.pick(cities),
    email: emailOf(random, firstName, surname),
  }
}

function pushNameOf(random: Random, firstName: string, surname: string): string | null {
  return random.weighted([
    [`${firstName} ${surname}`, 46],
    [ARABIC_SCRIPT[firstName] ?? firstName, 22],
    [`${firstName} ${[...surname][0] ?? ''}.`, 8],
    [firstName.toLocaleLowerCase('tr'), 5],
    [`${firstName} ${random.pick(FLOURISHES)}`, 5],
    [null, 14],
  ])
}

const CYRILLIC = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'
const LATIN = 'a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh sch  y  e yu ya'.split(' ')

/** `example.com` and its sisters belong to nobody, by RFC 2606. */
function emailOf(random: Random, firstName: string, surname: string): string {
  const name = [firstName, surname].map(toAscii).join(random.pick(['.', '', '_']))
  const number = random.chance(0.5) ? String(random.whole(1, 99)) : ''
  return `${name}${number}@${random.pick(['example.com', 'example.net', 'example.org'])}`
}

function toAscii(name: string): string {
  const latin = [...name.toLowerCase()].map(letter => LATIN[CYRILLIC.indexOf(letter)] ?? letter).join('')
  return latin
    .replaceAll('ı', 'i')
    .replaceAll('ə', 'e')
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/[^a-z]/gu, '')
}
