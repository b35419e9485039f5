import type { Lead } from './lead-store.ts'
import { ALL_PERMISSIONS, type Form, found, type GraphWorld, type Person, type Question } from './world.ts'

const DAY = 86_400

export function makeApp(
  world: GraphWorld,
  { name, demandsProof = false }: { name: string; demandsProof?: boolean | undefined },
) {
  const app = { id: world.newId(), name, secret: world.newTokenValue().slice(6, 38), demandsProof }
  world.apps.set(app.id, app)
  return app
}

export function makePerson(
  world: GraphWorld,
  { name, isSystemUser = false }: { name: string; isSystemUser?: boolean | undefined },
): Person {
  const person: Person = {
    id: world.newId(),
    name,
    isSystemUser,
    pageTasks: new Map(),
    adAccounts: new Set(),
    lacksLeadAccess: new Set(),
  }
  world.people.set(person.id, person)
  return person
}

export interface TokenWishes {
  app: string
  person: string
  scopes?: string[] | undefined
  granularScopes?: { scope: string; target_ids?: string[] | undefined }[] | undefined
  /** Unix seconds, 0 = never. A user's short one lives two hours unless said otherwise. */
  expiresAt?: number | undefined
  dataAccessExpiresAt?: number | undefined
  /** A token of this page, as its person's. */
  page?: string | undefined
}

export function makeToken(world: GraphWorld, wishes: TokenWishes) {
  const person = found(world.people.get(wishes.person), 'person', wishes.person)
  const app = found(world.apps.get(wishes.app), 'app', wishes.app)
  const now = world.seconds()
  const value = world.newTokenValue()
  const isLasting = person.isSystemUser || wishes.page !== undefined
  const scopes = wishes.scopes ?? [...ALL_PERMISSIONS]
  const granular: TokenWishes['granularScopes'] = wishes.granularScopes ?? scopes.map(scope => ({ scope }))
  world.tokens.set(value, {
    value,
    type: wishes.page !== undefined ? 'PAGE' : person.isSystemUser ? 'SYSTEM_USER' : 'USER',
    appId: app.id,
    personId: person.id,
    pageId: wishes.page ?? null,
    scopes,
    granularScopes: granular.map(({ scope, target_ids }) => ({ scope, ...(target_ids && { target_ids }) })),
    issuedAt: now,
    expiresAt: wishes.expiresAt ?? (isLasting ? 0 : now + DAY / 12),
    dataAccessExpiresAt: wishes.dataAccessExpiresAt ?? (person.isSystemUser ? 0 : now + 90 * DAY),
    endedBy: null,
    parent: null,
  })
  return { token: value }
}

/** Ends a token, and the page tokens made with it. */
export function endToken(world: GraphWorld, value: string, subcode: number | null): void {
  found(world.tokens.get(value), 'token', '…')
  for (const token of world.tokens.values())
    if (token.value === value || token.parent === value) token.endedBy = subcode
}

export function submitLead(
  world: GraphWorld,
  form: Form,
  wishes: {
    answers: Record<string, string | string[]>
    ad?: string | undefined
    platform?: string | undefined
    isOrganic?: boolean | undefined
    checked?: string[] | undefined
    createdAt?: number | undefined
    id?: string | undefined
  },
): { lead: string } {
  const keys = form.disclaimer?.checkboxes.map(({ key }) => key) ?? []
  const lead: Lead = {
    id: wishes.id ?? world.newId(),
    createdAt: wishes.createdAt ?? world.seconds(),
    adId: wishes.ad ?? null,
    isOrganic: wishes.isOrganic ?? wishes.ad === undefined,
    isTest: false,
    platform: wishes.platform ?? 'ig',
    fieldData: Object.entries(wishes.answers).map(([name, value]) => ({ name, values: [value].flat() })),
    disclaimerResponses: keys.map(key => ({ checkbox_key: key, is_checked: wishes.checked?.includes(key) ? '1' : '' })),
    state: 'there',
  }
  form.leads.add(lead)
  world.events.publish({ type: 'lead', form: form.id, lead: lead.id, at: world.now() })
  return { lead: lead.id }
}

/** Many at once, each a person of its own, evenly spread over the time before now. */
export function submitMany(
  world: GraphWorld,
  form: Form,
  { count, overDays, ads }: { count: number; overDays: number; ads: string[] },
): void {
  const now = world.seconds()
  for (let index = 0; index < count; index += 1) {
    const createdAt = now - Math.floor(((count - 1 - index) * overDays * DAY) / count)
    const fieldData = form.questions.map(({ key, type, options }) => ({
      name: key,
      values: [madeUp(type, index, options)],
    }))
    form.leads.add({
      id: world.newId(),
      createdAt,
      adId: ads.length === 0 ? null : (ads[index % ads.length] ?? null),
      isOrganic: ads.length === 0,
      isTest: false,
      platform: index % 3 === 0 ? 'fb' : 'ig',
      fieldData,
      disclaimerResponses: [],
      state: 'there',
    })
  }
}

const FIRST_NAMES = ['Ayşe', 'Mehmet', 'Zeynep', 'Can', 'Elif', 'Ömer', 'Şule', 'İlker', 'Hans', 'Olga']
const LAST_NAMES = ['Yılmaz', 'Kaya', 'Demir', 'Çelik', 'Öztürk', 'Aydın', 'Müller', 'Ivanova']

function madeUp(type: string, index: number, options: Question['options']): string {
  const name = `${FIRST_NAMES[index % FIRST_NAMES.length]} ${LAST_NAMES[Math.floor(index / FIRST_NAMES.length) % LAST_NAMES.length]}`
  if (type === 'FULL_NAME') return name
  if (type === 'EMAIL') return `lead${index}@example.com`
  if (type === 'PHONE') return `+905${String(300_000_000 + index).padStart(9, '0')}`
  return options?.[index % options.length]?.key ?? 'İstanbul'
}
