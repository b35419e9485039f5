import { z } from 'zod'
import { FeedAddress, UpdateState } from '../domain/update.ts'
import { admins, signedIn } from './procedure.ts'

export const Updates = z.object({
  /** Whether this program can bring itself up to date: an installed desktop can. */
  isSupported: z.boolean(),
  /** Null until an admin names one: then nobody is ever asked. */
  feed: z.string().nullable(),
  state: UpdateState,
})
export type Updates = z.infer<typeof Updates>

export const updates = {
  get: signedIn.output(Updates),
  setFeed: admins.input(z.object({ feed: FeedAddress.nullable() })).output(Updates),
  /** Asks the feed now. Nothing is fetched but its list of versions. */
  check: signedIn.output(Updates).errors({ NO_FEED: {} }),
  /** Fetches what was found; answers at once. */
  download: admins.output(Updates).errors({ NO_UPDATE: {} }),
  cancelDownload: admins.output(Updates),
  /** Ends the program and begins the new one. */
  install: admins.output(z.void()).errors({ NO_UPDATE: {} }),
}
