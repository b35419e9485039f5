import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { countryListFile } from './country-list.ts'
import { listCountries, refreshCountries } from './queries.ts'
import { countries } from './schema.ts'

describe('countries', () => {
  let database: TestDatabase

  beforeEach(() => {
    database = openTestDatabase()
  })
  afterEach(() => database.close())

  it('are the same in the table and in the JSON file', () => {
    refreshCountries(database.db, database.clock.now())
    const file = readFileSync(join(import.meta.dirname, '../../../../resources/countries.json'), 'utf8')
    expect(file).toBe(countryListFile())
    const listed = JSON.parse(file) as { id: string }[]
    expect(listed.map(({ id: _id, ...country }) => country)).toEqual(listCountries(database.db))
  })

  it('have both names, both abbreviations, a dialling code and a flag', () => {
    refreshCountries(database.db, database.clock.now())
    const list = listCountries(database.db)
    expect(list.length).toBeGreaterThan(240)
    expect(list.find(country => country.alpha2 === 'DE')).toEqual({
      alpha2: 'DE',
      alpha3: 'DEU',
      nameTr: 'Almanya',
      nameEn: 'Germany',
      diallingCode: '+49',
      flag: 'de.svg',
    })
  })

  it('are written once, and mended when they differ', () => {
    const { db, clock } = database
    expect(refreshCountries(db, clock.now()).changed).toBe(listCountries(db).length)
    expect(refreshCountries(db, clock.now()).changed).toBe(0)
    db.update(countries).set({ nameTr: 'Türkei' }).where(eq(countries.alpha2, 'TR')).run()
    db.insert(countries)
      .values({ ...someCountry(), version: 1, createdAt: 0, updatedAt: 0 })
      .run()
    expect(refreshCountries(db, clock.now()).changed).toBe(2)
    expect(db.select().from(countries).where(eq(countries.alpha2, 'TR')).get()).toMatchObject({
      nameTr: 'Türkiye',
      version: 2,
    })
    expect(listCountries(db).map(country => country.alpha2)).not.toContain('ZZ')
  })
})

function someCountry() {
  return { id: '999', alpha2: 'ZZ', alpha3: 'ZZZ', nameTr: 'Yok', nameEn: 'None', diallingCode: null, flag: 'zz.svg' }
}
