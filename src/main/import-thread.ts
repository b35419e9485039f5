import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { ImportId, InteractionId, LeadId } from '#shared/domain/ids.ts'
import { connect } from './db/connection.ts'
import type { Db } from './db/database.ts'
import { createAppEvents } from './events/app-events.ts'
import { createAssignmentRuleService } from './features/assignment-rules/service.ts'
import { createConsentLedger } from './features/consents/ledger.ts'
import type { ImportedConsents } from './features/imports/apply-row.ts'
import { check, type InspectInput, inspect, run, undo, type WorkInput } from './features/imports/import-tasks.ts'
import { importedPeople as people } from './features/leads/imported-people.ts'
import { recordInteraction } from './features/leads/interactions.ts'
import { leadHands } from './features/leads/lead-hands.ts'
import { createSettingsService } from './features/settings/service.ts'
import { createLogger } from './logging/logger.ts'
import { createFileBlobStore } from './ports/file-blob-store.ts'
import type { TableFile } from './spreadsheets/read-table.ts'

interface Place {
  readonly dataFolder: string
  readonly sha256: string
  readonly size: number
}

/** On a connection of its own, which is closed whatever happens. */
async function withDatabase<Result>(
  { dataFolder }: { dataFolder: string },
  work: (db: Db) => Promise<Result>,
): Promise<Result> {
  const sqlite = connect(join(dataFolder, 'santral.db'))
  try {
    return await work(drizzle({ client: sqlite }))
  } finally {
    sqlite.close()
  }
}

function fileOf({ dataFolder, sha256, size }: Place): TableFile {
  const blobs = createFileBlobStore({ folder: join(dataFolder, 'files') })
  return { size, open: () => blobs.read(sha256) }
}

const clockAt = (now: number) => ({ now: () => now, wakeAt: () => () => {}, onJump: () => () => {} })

/** The office's rules as of the import's moment; whose turn it is stands in the row of the rule, and so in the import's transactions. */
function assignAt(db: Db, now: number): (tx: Db, leadId: LeadId) => void {
  const world = { db, clock: clockAt(now), events: createAppEvents() }
  const settings = createSettingsService({ ...world, log: createLogger('settings') })
  return createAssignmentRuleService({ ...world, settings, leads: leadHands }).assignNewLead
}

/** The ledger as of the import's moment. What it announces is told once, when the import has ended. */
function consentsAt(now: number): ImportedConsents {
  let told: InteractionId[] = []
  const { record, forgetAddressesOf } = createConsentLedger({
    clock: clockAt(now),
    events: createAppEvents(),
    recordInteraction(tx, entry) {
      const row = recordInteraction(tx, entry)
      told.push(row.id)
      return row
    },
  })
  return {
    record(tx, said) {
      told = []
      record(tx, said)
      return told
    },
    forgetAddressesOf,
  }
}

/** What is done with files of people beside the program's own thread, each on a connection of its own. */
export const importTasks = {
  inspect: (input: Place & InspectInput) => withDatabase(input, db => inspect(db, fileOf(input), input)),
  check: (input: Place & WorkInput) => withDatabase(input, db => check(db, fileOf(input), input)),
  run: (input: Place & WorkInput) =>
    withDatabase(input, db =>
      run(db, fileOf(input), input, {
        people,
        consents: consentsAt(input.now),
        assign: assignAt(db, input.now),
      }),
    ),
  undo: (input: { dataFolder: string; importId: ImportId; now: number }) =>
    withDatabase(input, db => undo(db, { ...input, people, consents: consentsAt(input.now) })),
}
