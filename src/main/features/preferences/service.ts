import { eq } from 'drizzle-orm'
import { Preferences } from '#shared/contract/preferences.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { preferences } from './schema.ts'

/** How everybody begins. */
export const DEFAULT_PREFERENCES: Preferences = {
  showsToasts: true,
  playsSound: true,
  showsDesktopNotices: true,
  quietHours: null,
  onlyOwnLeads: false,
  leadColumns: null,
  adsColumns: null,
}

export function createPreferenceService({ db, clock, events }: { db: Db; clock: Clock; events: AppEvents }) {
  /** Each value is parsed by itself: one that another version of the program wrote must not take the others with it. */
  function of(staffId: StaffId): Preferences {
    const stored = db.select().from(preferences).where(eq(preferences.staffId, staffId)).all()
    const values = new Map(stored.map(({ name, value }) => [name, value]))
    const read = Object.entries(Preferences.shape).flatMap(([name, schema]) => {
      const parsed = values.has(name) ? schema.safeParse(values.get(name)) : { success: false as const }
      return parsed.success ? [[name, parsed.data]] : []
    })
    return { ...DEFAULT_PREFERENCES, ...(Object.fromEntries(read) as Partial<Preferences>) }
  }

  return {
    /** A person's preferences as of the last commit. */
    of,

    async get(staffId: StaffId): Promise<Preferences> {
      return of(staffId)
    },

    /** Saves the given fields only. */
    async update(staffId: StaffId, given: Partial<Preferences>): Promise<Preferences> {
      transact(db, tx => {
        const updatedAt = clock.now()
        for (const [name, value] of Object.entries(given)) {
          tx.insert(preferences)
            .values({ staffId, name, value, updatedAt })
            .onConflictDoUpdate({ target: [preferences.staffId, preferences.name], set: { value, updatedAt } })
            .run()
        }
        afterCommit(tx, () => events.publish({ type: 'preferences.changed', staffId }))
      })
      return of(staffId)
    },
  }
}
export type PreferenceService = ReturnType<typeof createPreferenceService>
