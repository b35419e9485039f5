import { eq } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import { word } from '../../i18n/words.ts'
import type { Notifier } from '../../ports/notifier.ts'
import type { Viewer } from '../../rpc/context.ts'
import { brands } from '../brands/schema.ts'
import type { SettingsService } from '../settings/service.ts'
import type { MetaConnectionRow } from './queries.ts'

/** Tells whoever sits at this PC of a connection that needs them; what is to be done stands in the page. */
export function createMetaNotices({
  db,
  notifier,
  settings,
  listViewersAtDesk,
}: {
  db: Db
  notifier: Notifier
  settings: Pick<SettingsService, 'current'>
  listViewersAtDesk: () => readonly Viewer[]
}) {
  function tell(key: string, { brandId }: MetaConnectionRow, values: Record<string, number> = {}): void {
    const locale = listViewersAtDesk()[0]?.locale ?? settings.current().locale
    const name = db.select({ name: brands.name }).from(brands).where(eq(brands.id, brandId)).get()?.name ?? ''
    const title = word(locale, `meta.${key}.title`, { name })
    notifier.show({ title, body: word(locale, `meta.${key}.body`, values), about: 'meta', staysOpen: true })
  }

  return {
    tellLoginNeeded: (connection: MetaConnectionRow): void => tell('loginNeeded', connection),
    tellEndComing: (connection: MetaConnectionRow, days: number): void =>
      tell('endComing', connection, { count: days }),
    /** Nothing waits for anybody any more. */
    withdraw: (): void => notifier.withdraw('meta'),
  }
}
export type MetaNotices = ReturnType<typeof createMetaNotices>
