import { type ConsentChannel, type ConsentState, strictest } from '#shared/domain/consent.ts'
import { type LeadId, newId } from '#shared/domain/ids.ts'
import { transact } from '../../../db/database.ts'
import type { Viewer } from '../../../rpc/context.ts'
import { addIdentity } from '../../leads/identities.ts'
import { recordInteraction } from '../../leads/interactions.ts'
import { leads } from '../../leads/schema.ts'
import { findStartingStage } from '../../leads/stage-moves.ts'
import { openTestOffice } from '../../setup/testing/test-office.ts'
import { type ConsentSaid, createConsentLedger } from '../ledger.ts'
import { createConsentService } from '../service.ts'
import { createConsentTextService } from '../text-service.ts'

export const PHONE = '+905321112233'
export const EMAIL = 'ayse@example.com'

/** An office with a ledger of consents, and people with addresses to ask. */
export async function openTestLedger() {
  const office = await openTestOffice()
  const { db, clock, events } = office
  const ledger = createConsentLedger({ clock, events, recordInteraction })
  const service = createConsentService({ db, clock, ledger })
  return {
    ...office,
    ledger,
    service,
    texts: createConsentTextService({ db, clock, events }),
    person(addresses: { phone?: string; email?: string; lid?: string } = { phone: PHONE, email: EMAIL }): LeadId {
      const id = newId<LeadId>()
      return transact(db, tx => {
        const at = { createdAt: clock.now(), updatedAt: clock.now() }
        const row = {
          id,
          name: 'Ayşe Kaya',
          nameOrigin: 'person',
          stageId: findStartingStage(tx),
          source: 'manual',
        } as const
        tx.insert(leads)
          .values({ ...row, ...at })
          .run()
        if (addresses.phone) addIdentity(tx, id, 'phone', addresses.phone, clock.now())
        if (addresses.email) addIdentity(tx, id, 'email', addresses.email, clock.now())
        if (addresses.lid) addIdentity(tx, id, 'whatsapp_lid', addresses.lid, clock.now())
        return id
      })
    },
    say(said: Partial<ConsentSaid> = {}): boolean {
      return transact(db, tx =>
        ledger.record(tx, {
          address: { kind: 'phone', value: PHONE },
          channel: 'whatsapp',
          brandId: null,
          action: 'granted',
          source: 'form',
          at: clock.now(),
          staffId: null,
          ...said,
        }),
      )
    },
    /** How a person stands on a channel, over all their addresses. */
    async stateOf(viewer: Viewer, leadId: LeadId, channel: ConsentChannel): Promise<ConsentState> {
      const addresses = await service.ofLead(viewer, leadId)
      const ofChannel = addresses.flatMap(({ consents }) => consents).filter(consent => consent.channel === channel)
      return strictest(ofChannel.map(({ state }) => state))
    },
  }
}
export type TestLedger = Awaited<ReturnType<typeof openTestLedger>>
