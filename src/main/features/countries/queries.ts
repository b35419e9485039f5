import { asc, notInArray, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
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
    const differing = current.filter(country => {
      const row = stored.get(country.id)
      return (
        row === undefined ||
        (Object.keys(country) as (keyof typeof country)[]).some(field => row[field] !== country[field])
      )
    })
    // One statement for all of them: 250 statements were half of a first start's work.
    if (differing.length > 0) {
      const { alpha2, alpha3, nameTr, nameEn, diallingCode, flag, version, updatedAt } = countries
      tx.insert(countries)
        .values(
          differing.map(country => ({
            ...country,
            version: (stored.get(country.id)?.version ?? 0) + 1,
            createdAt: now,
            updatedAt: now,
          })),
        )
        .onConflictDoUpdate({
          target: countries.id,
          set: fromNewRow({ alpha2, alpha3, nameTr, nameEn, diallingCode, flag, version, updatedAt }),
        })
        .run()
    }
    const ids = current.map(({ id }) => id)
    const { changes } = tx.delete(countries).where(notInArray(countries.id, ids)).run()
    return { changed: differing.length + changes }
  })
}

/** What an upsert of many rows sets: each column as the row that was to be inserted has it. */
function fromNewRow(columns: Record<string, SQLiteColumn>): Record<string, SQL> {
  return Object.fromEntries(
    Object.entries(columns).map(([key, { name }]) => [key, sql`excluded.${sql.identifier(name)}`]),
  )
}
