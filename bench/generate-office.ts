import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import { connectByPort, openBenchOffice } from './bench-office.ts'
import { fillOffice, sizeOf } from './fill-office.ts'

const root = join(import.meta.dirname, '..')

/** Everything that decides what a generated database holds. */
function hashOfDesign(): string {
  const files = [
    ...globSync('drizzle/*.sql', { cwd: root }).toSorted(),
    'src/main/db/full-text.ts',
    'bench/fill-office.ts',
    'bench/words.ts',
  ]
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(join(root, file)))
  return hash.digest('hex').slice(0, 12)
}

/** The folder of an office with that many messages; made when it is not there from an earlier run of the same design. */
export async function generateOffice(messages: number, cache = join(root, '.cache', 'bench')): Promise<string> {
  const ready = join(cache, `${hashOfDesign()}-${messages}`)
  if (existsSync(ready)) return ready
  const folder = `${ready}.partial`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const office = openBenchOffice(folder)
  try {
    const connection = connectByPort(office.app.rpc)
    await connection.client.system.hello({ contract: CONTRACT_VERSION, sessionToken: null })
    await connection.client.setup.createOffice({
      locale: 'tr',
      officeName: 'Hız',
      timeZone: 'Europe/Istanbul',
      defaultCountry: 'TR',
      admin: { name: 'Deniz Aydın', email: 'deniz@example.com', password: 'a long enough password' },
    })
    await connection.close()
    fillOffice(office.database.sqlite, sizeOf(messages))
  } finally {
    await office.close()
  }
  renameSync(folder, ready)
  return ready
}
