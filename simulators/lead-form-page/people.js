/** @typedef {{ name: string, phone: string, email: string, city: string, country: string }} Person */

const FIRST = ['Selin', 'Burak', 'Gülşen', 'Tolga', 'Şebnem', 'Onur', 'Katharina', 'James', 'Amina', 'Viktor']
const LAST = ['Aktaş', 'Güneş', 'Yıldırım', 'Öztürk', 'Weber', 'Taylor', 'Haddad', 'Petrov']
const CITIES = ['İzmir', 'Bursa', 'Şanlıurfa', 'Berlin', 'Leeds', 'Beyrut']
const COUNTRIES = ['TR', 'TR', 'TR', 'DE', 'GB', 'LB']

/** Nobody who exists; another one each time. @returns {Person} */
export function makeUpPerson() {
  const name = `${any(FIRST)} ${any(LAST)}`
  const place = Math.floor(Math.random() * CITIES.length)
  const ascii = name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll('ı', 'i')
    .replaceAll(/[^a-z]+/gu, '.')
  return {
    name,
    phone: `+90532${String(Math.floor(Math.random() * 10_000_000)).padStart(7, '0')}`,
    email: `${ascii}@example.com`,
    city: CITIES[place] ?? '',
    country: COUNTRIES[place] ?? 'TR',
  }
}

/** @param {readonly string[]} list */
function any(list) {
  return list[Math.floor(Math.random() * list.length)] ?? ''
}

/**
 * What a phone fills in by itself for a question of that kind; undefined: that asks for an answer of one's own.
 * @param {Person} person @param {string} type @returns {string | undefined}
 */
export function answerOf(person, type) {
  const [first = '', ...rest] = person.name.split(' ')
  switch (type) {
    case 'FULL_NAME':
      return person.name
    case 'FIRST_NAME':
      return first
    case 'LAST_NAME':
      return rest.join(' ')
    case 'PHONE':
      return person.phone
    case 'EMAIL':
      return person.email
    case 'CITY':
      return person.city
    case 'COUNTRY':
      return person.country
    default:
      return undefined
  }
}
