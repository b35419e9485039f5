import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import type { LeadId } from '#shared/domain/ids.ts'
import { databaseFile } from '../../src/main/app.ts'
import { loadCookieKey } from '../../src/main/browser/cookie-key.ts'
import { lockDataFolder } from '../../src/main/db/data-folder-lock.ts'
import { type OpenedDatabase, openDatabase } from '../../src/main/db/open-database.ts'
import { conversations } from '../../src/main/features/conversations/schema.ts'
import { leadIdentities, leads } from '../../src/main/features/leads/schema.ts'
import { createTokenStore } from '../../src/main/features/meta/tokens.ts'
import { createSecretBox } from '../../src/main/features/secrets/secret-box.ts'
import { createSecrets } from '../../src/main/features/secrets/secrets.ts'
import { createPasswords } from '../../src/main/features/staff/passwords.ts'
import { staff } from '../../src/main/features/staff/schema.ts'
import { createLogger } from '../../src/main/logging/logger.ts'
import type { Clock } from '../../src/main/ports/clock.ts'
import { createFileSecretStore } from '../../src/main/ports/file-secret-store.ts'
import { connectMeta, type MetaOffice } from './meta-office.ts'
import { DEMO_PASSWORD } from './office.ts'
import type { Providers } from './providers.ts'
import { writeReminders } from './reminder-rows.ts'
import { writeReportRows } from './report-rows.ts'
import { writeYear } from './write-year.ts'

/** Somebody of the year's data who can write again. */
export interface KnownCustomer {
  readonly id: LeadId
  readonly name: string
  readonly phoneNumber: string
  readonly lid: string | null
}

/** Somebody who left a number on the website and has never written. */
export interface ExpectedCustomer {
  readonly name: string
  readonly phoneNumber: string
}

export interface PreparedFolder {
  readonly isKept: boolean
  readonly leads: number
  readonly messages: number
  /** Opens the application's pages without its one-time address. */
  readonly cookieKey: string
  readonly knownCustomer: KnownCustomer | null
  readonly expectedCustomer: ExpectedCustomer | null
}

/**
 * Makes the application's data folder ready before the application starts: a fresh year, or what is there already. Throws
 * DataFolderInUse while an application runs on it.
 */
export async function prepareDataFolder(options: {
  folder: string
  programFolder: string
  clock: Clock
  keep: boolean
  meta: MetaOffice
  providers?: Pick<Providers, 'connect'>
}): Promise<PreparedFolder> {
  const { folder, programFolder, clock } = options
  lockDataFolder({ folder, now: clock.now() }).release()
  if (!options.keep) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = lockDataFolder({ folder, now: clock.now() })
  const database = openDatabase({
    file: databaseFile(folder),
    migrationsFolder: join(programFolder, 'drizzle'),
    backupsFolder: join(folder, 'backups'),
    clock,
    log: createLogger('demo'),
  })
  try {
    const isKept = database.db.select({ id: staff.id }).from(staff).limit(1).get() !== undefined
    if (!isKept) {
      const passwordHash = await createPasswords().hash(DEMO_PASSWORD)
      writeYear(database, { now: clock.now(), passwordHash })
      writeReminders(database.db, findKnownCustomer(database), clock.now())
    }
    const box = createSecretBox({ folder, secretStore: createFileSecretStore({ file: join(folder, 'secret-key') }) })
    const secrets = createSecrets({ box, clock })
    const tokens = createTokenStore({ secrets, secretBox: box })
    connectMeta(database.db, tokens, options.meta, clock.now())
    options.providers?.connect(database.db, secrets, clock.now())
    writeReportRows(database.db, clock.now())
    return {
      isKept,
      ...countRows(database),
      cookieKey: loadCookieKey({ db: database.db, box, clock }),
      knownCustomer: findKnownCustomer(database),
      expectedCustomer: findExpectedCustomer(database),
    }
  } finally {
    database.close()
    lock.release()
  }
}

function countRows({ sqlite }: OpenedDatabase): { leads: number; messages: number } {
  const count = (table: string) => sqlite.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0
  return { leads: count('leads'), messages: count('messages') }
}

/** Whoever of Turkey said something last, with a name that the office wrote down. */
function findKnownCustomer({ db }: OpenedDatabase): KnownCustomer | null {
  const person = db
    .select({ id: leads.id, name: leads.name })
    .from(leads)
    .innerJoin(conversations, eq(conversations.leadId, leads.id))
    .innerJoin(leadIdentities, and(eq(leadIdentities.leadId, leads.id), eq(leadIdentities.kind, 'phone')))
    .where(and(eq(leads.countryCode, 'TR'), eq(leads.nameOrigin, 'person'), isNotNull(leads.lastInboundAt)))
    .orderBy(desc(conversations.lastMessageAt))
    .limit(1)
    .get()
  if (!person) return null
  const identities = db.select().from(leadIdentities).where(eq(leadIdentities.leadId, person.id)).all()
  const valueOf = (kind: string) => identities.find(identity => identity.kind === kind)?.value ?? null
  const phoneNumber = valueOf('phone')
  return phoneNumber === null ? null : { ...person, phoneNumber, lid: valueOf('whatsapp_lid') }
}

function findExpectedCustomer({ db }: OpenedDatabase): ExpectedCustomer | null {
  const person = db
    .select({ name: leads.name, phoneNumber: leadIdentities.value })
    .from(leads)
    .innerJoin(leadIdentities, and(eq(leadIdentities.leadId, leads.id), eq(leadIdentities.kind, 'phone')))
    .leftJoin(conversations, eq(conversations.leadId, leads.id))
    .where(
      and(
        eq(leads.countryCode, 'TR'),
        eq(leads.nameOrigin, 'person'),
        eq(leads.source, 'website'),
        isNull(conversations.id),
      ),
    )
    .orderBy(desc(leads.createdAt), desc(leads.id))
    .limit(1)
    .get()
  return person ?? null
}
