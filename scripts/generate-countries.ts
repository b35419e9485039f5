import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { countryListFile } from '../src/main/features/countries/country-list.ts'

// Run after the packages that know the countries were raised; a test holds the file and the table equal.
writeFileSync(join(import.meta.dirname, '..', 'resources', 'countries.json'), countryListFile())
