import type { Country } from '#shared/contract/system.ts'
import type { Db } from '../../db/database.ts'
import { listCountries } from './queries.ts'

/** Read from the table once: countries change with a release of the program only. */
export function createCountryService({ db }: { db: Db }) {
  let countries: Country[] | undefined
  return {
    async list(): Promise<Country[]> {
      countries ??= listCountries(db)
      return countries
    },
  }
}
export type CountryService = ReturnType<typeof createCountryService>
