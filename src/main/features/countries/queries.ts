import { asc, notInArray } from 'drizzle-orm'
import type { Country } from '#shared/contract/system.ts'
import { type Db, transact } from '../../db/database.ts'
import { buildCountryList } from './country-list.ts'
import { countries } from './schema.ts'

export function listCountries(db: Db): Country[] {
  const { alpha2, alpha3, nameTr, nameEn, diallingCode, flag } = countries
  return db.select({ alpha2, alpha3, nameTr, nameEn, diallingCode, flag }).from(countries).orderBy(asc(alpha2)).all()
}

/** Brings the table to what the packages say. Writes only what differs, so that an ordinary start writes nothing. */
export function refreshCountries(db: Db, now: number): { changed: number } {
  return transact(db, tx => {
    const stored = new Map(
      tx
        .select()
        .from(countries)
        .all()
        .map(row => [row.id, row]),
    )
    const current = buildCountryList()
    let changed = 0
    for (const country of current) {
      const row = stored.get(country.id)
      if (row && (Object.keys(country) as (keyof typeof country)[]).every(field => row[field] === country[field]))
        continue
      const change = { ...country, version: (row?.version ?? 0) + 1, updatedAt: now }
      tx.insert(countries)
        .values({ ...change, createdAt: now })
        .onConflictDoUpdate({ target: countries.id, set: change })
        .run()
      changed += 1
    }
    const ids = current.map(({ id }) => id)
    changed += tx.delete(countries).where(notInArray(countries.id, ids)).run().changes
    return { changed }
  })
}
