import { createHmac, randomBytes } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { type AddressKind, CHANNELS_OF, type ConsentChannel } from '#shared/domain/consent.ts'
import { newId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { prepareOnce } from '../../db/prepare-once.ts'
import { consents, suppressionPepper, suppressions } from './schema.ts'

// What stays of an address that is forgotten. Features that learn addresses ask here, as they join a table: whoever is written
// down again, by whatever way, stays refused.

export interface Address {
  readonly kind: AddressKind
  readonly value: string
}

const storedPepper = prepareOnce(db =>
  db.select({ pepper: suppressionPepper.pepper }).from(suppressionPepper).prepare(),
)

/** The pepper is made with the first suppression: an office that has none has nothing to look up either. */
function pepperOf(tx: Db): string {
  const stored = storedPepper(tx).get()
  if (stored) return stored.pepper
  const pepper = randomBytes(32).toString('base64url')
  tx.insert(suppressionPepper).values({ id: 1, pepper }).run()
  return pepper
}

function hashOf({ kind, value }: Address, pepper: string): string {
  return createHmac('sha256', pepper).update(`${kind}:${value}`).digest('base64url')
}

/** Keeps that this address must not be written to, and nothing else of it. Null for every channel. Answers with the hash. */
export function suppress(
  tx: Db,
  address: Address,
  { channel, reason, now }: { channel: ConsentChannel | null; reason: 'forgotten' | 'refused'; now: number },
): string {
  const hash = hashOf(address, pepperOf(tx))
  tx.insert(suppressions).values({ id: newId(), hash, channel, reason, createdAt: now }).onConflictDoNothing().run()
  return hash
}

/** The channels on which this address is suppressed, and since when. */
export function suppressedChannels(db: Db, address: Address): Map<ConsentChannel, number> {
  const stored = storedPepper(db).get()
  if (!stored) return new Map()
  const rows = db
    .select({ channel: suppressions.channel, at: suppressions.createdAt })
    .from(suppressions)
    .where(eq(suppressions.hash, hashOf(address, stored.pepper)))
    .all()
  const pairs = rows.flatMap(({ channel, at }) =>
    (channel === null ? CHANNELS_OF[address.kind] : [channel]).map(each => [each, at] as const),
  )
  return new Map(pairs.sort((one, other) => one[1] - other[1]))
}

/** A person gave consent anew: from now on the row says so, not the hash. What was kept for all channels stays for the others. */
export function liftSuppression(tx: Db, address: Address, channel: ConsentChannel): void {
  const stored = storedPepper(tx).get()
  if (!stored) return
  const hash = hashOf(address, stored.pepper)
  const ofAll = and(eq(suppressions.hash, hash), isNull(suppressions.channel))
  const whole = tx.select().from(suppressions).where(ofAll).get()
  if (whole) {
    tx.delete(suppressions).where(ofAll).run()
    for (const other of CHANNELS_OF[address.kind]) {
      if (other !== channel) suppress(tx, address, { channel: other, reason: whole.reason, now: whole.createdAt })
    }
  }
  tx.delete(suppressions)
    .where(and(eq(suppressions.hash, hash), eq(suppressions.channel, channel)))
    .run()
}

/** An address is written down, by a person, a form or a list: where it was suppressed, it is refused from the start. */
export function refuseIfSuppressed(tx: Db, address: Address, now: number): void {
  for (const [channel, at] of suppressedChannels(tx, address)) {
    const { kind: addressKind, value } = address
    tx.insert(consents)
      .values({
        id: newId(),
        addressKind,
        address: value,
        channel,
        brandId: null,
        state: 'refused',
        source: 'suppression',
        changedAt: at,
        createdAt: now,
        updatedAt: now,
      })
      .onConflictDoNothing()
      .run()
  }
}
