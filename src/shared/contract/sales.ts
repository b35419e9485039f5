import { z } from 'zod'
import { LeadId, SaleId, StaffId, TreatmentId } from '../domain/ids.ts'
import { Amount, Currency } from '../domain/money.ts'
import { admins, managers, ownLeads, signedIn } from './procedure.ts'

/** Won counts; cancelled before anything was paid, refunded after. */
export const SaleStatus = z.enum(['won', 'cancelled', 'refunded'])
export type SaleStatus = z.infer<typeof SaleStatus>

const Day = z.iso.date()

export const Sale = z.object({
  id: SaleId,
  version: z.number(),
  leadId: LeadId,
  amount: Amount,
  currency: Currency,
  treatment: z.string(),
  soldOn: Day,
  note: z.string(),
  status: SaleStatus,
  /** When it was cancelled or paid back. */
  endedOn: Day.nullable(),
  staffId: StaffId.nullable(),
})
export type Sale = z.infer<typeof Sale>

const Total = z.object({ currency: Currency, amount: z.number().int(), count: z.number().int() })

/** Everything a person bought: the sums of what still counts, one for each currency. */
export const SalesOfLead = z.object({
  items: z.array(Sale),
  totals: z.array(Total),
  /** When they first became a customer, and the day of the newest sale that counts. */
  customerSince: z.number().nullable(),
  lastSoldOn: Day.nullable(),
  treatments: z.array(z.string()),
})
export type SalesOfLead = z.infer<typeof SalesOfLead>

/** The same sums in one currency, by the stored rate of each sale's day or the newest before it. */
export const ConvertedTotal = z.object({
  currency: Currency,
  amount: z.number().int(),
  /** What it was worked out with. */
  rates: z.array(z.object({ currency: Currency, onDay: Day, rate: z.number() })),
  /** Currencies without a rate for their day: these sales are not in it. */
  missing: z.array(Currency),
})
export type ConvertedTotal = z.infer<typeof ConvertedTotal>

export const Treatment = z.object({ id: TreatmentId, version: z.number(), name: z.string() })
export type Treatment = z.infer<typeof Treatment>

export const ExchangeRate = z.object({
  onDay: Day,
  currency: Currency,
  into: Currency,
  /** Millionths of `into` for one `currency`. */
  rate: z.number().int(),
})
export type ExchangeRate = z.infer<typeof ExchangeRate>

const details = {
  amount: Amount,
  currency: Currency,
  treatment: z.string().trim().max(120),
  soldOn: Day,
  note: z.string().trim().max(2_000),
}
const TreatmentName = z.string().trim().min(1).max(120)

export const sales = {
  ofLead: ownLeads.input(z.object({ leadId: LeadId })).output(SalesOfLead),
  /** Only asked for by somebody who wants it in one currency, and knows then by which rates. */
  convertedTotal: ownLeads.input(z.object({ leadId: LeadId, into: Currency })).output(ConvertedTotal),
  add: ownLeads.input(z.object({ id: SaleId, leadId: LeadId, ...details })).output(Sale),
  update: ownLeads.input(z.object({ id: SaleId, version: z.number(), ...details })).output(Sale),
  /** Cancelled or paid back on a day; `won` takes that back. */
  setStatus: ownLeads
    .input(z.object({ id: SaleId, version: z.number(), status: SaleStatus, on: Day.nullable() }))
    .output(Sale),
  /** Written down by mistake: it is as if it had never been. */
  remove: managers.input(z.object({ id: SaleId, version: z.number() })).output(z.void()),
  treatments: {
    list: signedIn.output(z.array(Treatment)),
    add: admins.input(z.object({ id: TreatmentId, name: TreatmentName })).output(z.array(Treatment)),
    rename: admins
      .input(z.object({ id: TreatmentId, version: z.number(), name: TreatmentName }))
      .output(z.array(Treatment)),
    reorder: admins.input(z.object({ ids: z.array(TreatmentId).max(500) })).output(z.array(Treatment)),
    /** Sales keep their words. */
    remove: admins.input(z.object({ id: TreatmentId })).output(z.array(Treatment)),
  },
  rates: {
    /** The newest day first. */
    list: managers.output(z.array(ExchangeRate)),
    /** One for each day and pair: another one takes its place. */
    save: managers
      .input(
        z.object({
          onDay: Day,
          currency: Currency,
          into: Currency,
          rate: z.number().int().min(1).max(1_000_000_000_000_000),
        }),
      )
      .output(z.array(ExchangeRate)),
    remove: managers.input(z.object({ onDay: Day, currency: Currency, into: Currency })).output(z.array(ExchangeRate)),
  },
}
