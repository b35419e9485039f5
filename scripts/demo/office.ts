import type { Locale } from '#shared/domain/locale.ts'
import type { StaffRole } from '#shared/domain/staff-role.ts'
import type { Language } from './people.ts'

/** The office of the demo. Nobody and nothing of this exists. */
export const OFFICE = {
  officeName: 'Umut Sağlık Turizmi',
  locale: 'tr',
  timeZone: 'Europe/Istanbul',
  defaultCountry: 'TR',
} as const satisfies { officeName: string; locale: Locale; timeZone: string; defaultCountry: string }

/** Everybody's, in the demo only. */
export const DEMO_PASSWORD = 'santral-demo'

export interface DemoStaff {
  readonly name: string
  readonly email: string
  readonly role: StaffRole
  readonly locale: Locale
  /** Whose customers they get. */
  readonly languages: readonly Language[]
  /** How much of the work is theirs. */
  readonly share: number
}

export const STAFF = [
  { name: 'Deniz Aksoy', email: 'deniz@example.com', role: 'admin', locale: 'tr', languages: [], share: 0 },
  { name: 'Nermin Taşkın', email: 'nermin@example.com', role: 'manager', locale: 'tr', languages: [], share: 0 },
  {
    name: 'Ece Karaman',
    email: 'ece@example.com',
    role: 'consultant',
    locale: 'tr',
    languages: ['tr', 'en'],
    share: 5,
  },
  {
    name: 'Kerem Uslu',
    email: 'kerem@example.com',
    role: 'consultant',
    locale: 'tr',
    languages: ['tr', 'de'],
    share: 5,
  },
  {
    name: 'Rania Haddad',
    email: 'rania@example.com',
    role: 'consultant',
    locale: 'en',
    languages: ['ar', 'en'],
    share: 4,
  },
  {
    name: 'Alina Orlova',
    email: 'alina@example.com',
    role: 'consultant',
    locale: 'en',
    languages: ['ru', 'en', 'de'],
    share: 4,
  },
] as const satisfies readonly DemoStaff[]

/** The number that the simulated office phone has; the demo links it. */
export const OFFICE_NUMBER = '+905550009999'
export const ACCOUNT_NAME = 'Ofis hattı'

export interface DemoAd {
  readonly id: string
  readonly title: string
  readonly treatment: Treatment
  readonly sourceUrl: string
}

export type Treatment = 'hair' | 'dental' | 'nose' | 'checkup'

const ad = (id: string, treatment: Treatment, title: string): DemoAd => ({
  id,
  title,
  treatment,
  sourceUrl: `https://example.com/ads/${id}`,
})

export const ADS: readonly DemoAd[] = [
  ad('120210000000000001', 'hair', 'Saç ekimi: otel ve transfer dahil'),
  ad('120210000000000002', 'hair', 'Haartransplantation in Istanbul'),
  ad('120210000000000003', 'dental', 'Hollywood smile in 5 days'),
  ad('120210000000000004', 'dental', 'Gülüş tasarımında yaz fırsatı'),
  ad('120210000000000005', 'nose', 'Burun estetiği: ücretsiz ön görüşme'),
  ad('120210000000000006', 'checkup', 'Check-up in one day'),
]
