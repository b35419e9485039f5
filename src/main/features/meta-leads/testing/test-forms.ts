import { type BrandId, type LeadId, type MetaConnectionId, type MetaFormId, newId } from '#shared/domain/ids.ts'
import type { FormQuestion } from '#shared/domain/lead-form.ts'
import type { Db } from '../../../db/database.ts'
import { transact } from '../../../db/database.ts'
import { createLogger } from '../../../logging/logger.ts'
import { brands } from '../../brands/schema.ts'
import { createDuplicatePairs } from '../../duplicates/pairs.ts'
import { createFormPeople } from '../../leads/form-people.ts'
import { openTestOffice } from '../../setup/testing/test-office.ts'
import { type FormRow, getForm } from '../form-queries.ts'
import { readPlaceWords } from '../place-words.ts'
import { metaForms } from '../schema.ts'
import { type EntryWorld, type FormConsent, type FormLead, storeEntries } from '../store-entries.ts'
import { insertConnection } from './bare-sync.ts'

export const QUESTIONS: FormQuestion[] = [
  { key: 'full_name', label: 'Ad soyad', type: 'FULL_NAME', options: [] },
  { key: 'phone_number', label: 'Telefon', type: 'PHONE', options: [] },
  { key: 'email', label: 'E-posta', type: 'EMAIL', options: [] },
  {
    key: 'butce',
    label: 'Bütçeniz?',
    type: 'CUSTOM',
    options: [{ key: '5_10', value: '5–10 bin TL' }],
  },
]

export const MARKETING = 'WhatsApp ve e-posta ile tanıtım almayı kabul ediyorum.'

interface EntryWishes {
  id?: string
  at?: number
  answers: Record<string, string>
  ad?: { id: string; name: string }
  ticked?: string[]
}

let entries = 555_000

/** An office with a brand and one form, and everything that stores what comes. */
export async function openTestForms() {
  const office = await openTestOffice()
  const { db, clock, settings } = office
  const now = clock.now()
  const connectionId = insertConnection(db, { pageId: '1098', now })
  const brandId = db.select().from(brands).get()?.id as BrandId
  const pairs = createDuplicatePairs({ clock })
  const consents: FormConsent[] = []
  const told: FormLead[] = []
  const world: EntryWorld = {
    clock,
    log: createLogger('test'),
    people: createFormPeople({ clock, settings }),
    suggestPair: pairs.suggest,
    recordConsent: (_tx, consent) => void consents.push(consent),
    onNewLead: (_tx, lead) => void told.push(lead),
  }
  const form = insertForm(db, { connectionId, brandId, now })

  return {
    ...office,
    connectionId,
    brandId,
    form,
    world,
    consents,
    told,
    pairs,
    /** As Meta tells it. */
    entry({ id, at, answers, ad, ticked = [] }: EntryWishes): Record<string, unknown> {
      entries += 1
      return {
        id: id ?? String(entries),
        created_time: new Date(at ?? clock.now())
          .toISOString()
          .replace('.000Z', '+0000')
          .replace(/\.\d+Z$/u, '+0000'),
        form_id: form.formId,
        ...(ad && {
          ad_id: ad.id,
          ad_name: ad.name,
          adset_id: '1201',
          campaign_id: '1200',
          campaign_name: 'Lead – Kasım',
        }),
        is_organic: ad === undefined,
        platform: 'ig',
        field_data: Object.entries(answers).map(([name, value]) => ({ name, values: [value] })),
        custom_disclaimer_responses: form.disclaimers.map(({ key }) => ({
          checkbox_key: key,
          is_checked: ticked.includes(key) ? '1' : '',
        })),
      }
    },
    store(raws: readonly unknown[], testIds: readonly string[] = []) {
      const current = getForm(db, form.id)
      const place = readPlaceWords(db, brandId, settings.current())
      return transact(db, tx => storeEntries(tx, world, current, raws, { place, testIds: new Set(testIds) }))
    },
  }
}
export type TestForms = Awaited<ReturnType<typeof openTestForms>>

function insertForm(
  db: Db,
  { connectionId, brandId, now }: { connectionId: MetaConnectionId; brandId: BrandId; now: number },
): FormRow {
  const id = newId<MetaFormId>()
  db.insert(metaForms)
    .values({
      id,
      connectionId,
      brandId,
      pageId: '1098',
      formId: '9001',
      name: 'Kasım formu',
      status: 'ACTIVE',
      locale: 'tr_TR',
      questions: QUESTIONS,
      disclaimers: [{ key: 'pazarlama', text: MARKETING }],
      createdAt: now,
      updatedAt: now,
    })
    .run()
  return getForm(db, id)
}

export function onlyLead(leadIds: readonly LeadId[]): LeadId {
  const [leadId] = leadIds
  if (leadId === undefined || leadIds.length !== 1) throw new Error(`there are ${leadIds.length} leads and not one`)
  return leadId
}
