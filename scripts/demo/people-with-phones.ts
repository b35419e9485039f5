import type { SimulatorControl } from '../../simulators/whatsapp/control-client.ts'
import type { KnownCustomer } from './data-folder.ts'
import { OFFICE, OFFICE_NUMBER } from './office.ts'
import { REPORT_READERS } from './report-rows.ts'

/** A phone answers a little later than a machine. */
const behaviour = { receipts: 'read', receiptDelayMs: 900 } as const

/**
 * The office's phone and some customers, one for each way in which WhatsApp shows people: by number, by LID with the number told, by LID
 * alone, somebody of an ad, and somebody whom the office knows already.
 */
export async function givePhones(control: SimulatorControl, knownCustomer: KnownCustomer | null): Promise<void> {
  await control.call('createPhone', { phoneNumber: OFFICE_NUMBER, name: OFFICE.officeName })
  if (knownCustomer) {
    const { name, phoneNumber, lid } = knownCustomer
    await control.call('createContact', { name, phoneNumber, lid: lid ?? undefined, behaviour })
  }
  await control.call('createContact', { name: 'Gülşen Akman', phoneNumber: '+905550009001', behaviour })
  const german = { name: 'Jonas Lindner', phoneNumber: '+493023125901', addressing: 'lid' } as const
  await control.call('createContact', { ...german, behaviour })
  await control.call('createContact', { name: 'Sofia', addressing: 'lid-without-phone', behaviour })
  await control.call('createContact', { name: 'Emily Hart', phoneNumber: '+447700900901', behaviour })
  for (const reader of REPORT_READERS) await control.call('createContact', { ...reader, behaviour })
}
