import { asc, sql } from 'drizzle-orm'
import type { LeadOrigins } from '#shared/contract/lead-filter.ts'
import type { Db } from '../../db/database.ts'
import { brands } from '../brands/schema.ts'
import { metaForms } from '../meta-leads/schema.ts'

// SQLite-only SQL of this feature: the different values of an index, each found by one step and not by reading all of it.

const MOST = 500

/** Where the leads that are there came from. A campaign is called as it was when the newest of its leads came, a form as it is now. */
export function listOrigins(db: Db): LeadOrigins {
  const formNames = listFormNames(db)
  return {
    brands: db.select({ id: brands.id, name: brands.name }).from(brands).orderBy(asc(brands.position)).all(),
    campaigns: valuesOf(db, 'first_campaign_id').map(({ id, leadId }) => ({
      id,
      name: campaignNameOf(db, id, leadId),
    })),
    forms: valuesOf(db, 'first_form_id').map(({ id }) => ({ id, name: formNames.get(id) ?? id })),
  }
}

/** An office has some dozens of forms. */
function listFormNames(db: Db): ReadonlyMap<string, string> {
  const rows = db.select({ id: metaForms.formId, name: metaForms.name }).from(metaForms).all()
  return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])))
}

function valuesOf(db: Db, column: 'first_campaign_id' | 'first_form_id'): { id: string; leadId: string }[] {
  const name = sql.identifier(column)
  return db.all(sql`with recursive each_value (id) as (
      select min(${name}) from leads where ${name} is not null
      union all
      select (select min(${name}) from leads where ${name} > each_value.id) from each_value where id is not null limit ${MOST}
    )
    select id, (select leads.id from leads where ${name} = each_value.id order by created_at desc, seq desc limit 1) as "leadId"
    from each_value where id is not null`)
}

function campaignNameOf(db: Db, id: string, leadId: string): string {
  const touch = db.get<{ name: string } | undefined>(sql`select campaign_name as name from lead_touches
    where lead_id = ${leadId} and campaign_id = ${id} and campaign_name is not null limit 1`)
  return touch?.name ?? id
}

/** The places of one country that leads are known to live in, each by one step. */
export function listCities(db: Db, countryCode: string): string[] {
  const inCountry = sql`country_code = ${countryCode} and city is not null`
  const rows = db.all<{ city: string }>(sql`with recursive each_value (id) as (
      select min(city) from leads where ${inCountry}
      union all
      select (select min(city) from leads where ${inCountry} and city > each_value.id) from each_value
        where id is not null limit ${MOST}
    )
    select id as city from each_value where id is not null`)
  return rows.map(({ city }) => city)
}
