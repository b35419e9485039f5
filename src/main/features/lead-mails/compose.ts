import type { LeadMailDetail } from '#shared/contract/settings.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { formatPhone } from '#shared/domain/phone-number.ts'
import { word } from '../../i18n/words.ts'
import type { ToldLead } from './queries.ts'

export interface ToldEntry {
  readonly lead: ToldLead
  readonly cameAt: number
}

interface Letter {
  readonly locale: Locale
  readonly timeZone: string
  readonly officeName: string
  /** How much of a person a mail may say: it lies in mailboxes that this program does not reach. */
  readonly shows: LeadMailDetail
  readonly entries: readonly ToldEntry[]
}

/** A mail that somebody reads on a telephone: who comes after these is counted. */
const MOST_NAMED = 30

/** The subject names nobody: it stands on locked screens. */
export function composeLeadMail(letter: Letter): { subject: string; body: string; html: string } {
  const { locale, officeName, entries } = letter
  const say = (key: string, values: Record<string, string | number> = {}) => word(locale, `leadMail.${key}`, values)
  const [first] = entries
  const source = first ? word(locale, `newLead.source.${first.lead.source}`) : ''
  const subject = entries.length === 1 ? say('subjectOne', { source }) : say('subjectMany', { count: entries.length })
  const named = entries.slice(0, MOST_NAMED).map(entry => ({ lines: linesOf(letter, entry), link: linkOf(entry) }))
  const rest = entries.length - named.length
  const closing = [...(rest > 0 ? [say('andMore', { count: rest })] : []), say('why', { office: officeName })]
  const body = [...named.map(({ lines, link }) => [...lines, link].join('\n')), ...closing].join('\n\n')
  const html = [
    ...named.map(({ lines, link }) => {
      const [head = '', ...others] = lines.map(escapeHtml)
      const opens = `<a href="${escapeHtml(link)}">${escapeHtml(say('open'))}</a>`
      return `<p><strong>${head}</strong><br>${[...others, opens].join('<br>')}</p>`
    }),
    ...closing.map(line => `<p style="color:#666">${escapeHtml(line)}</p>`),
  ].join('\n')
  return { subject, body, html }
}

function linesOf({ locale, timeZone, shows }: Letter, { lead, cameAt }: ToldEntry): string[] {
  const at = new Intl.DateTimeFormat(locale === 'tr' ? 'tr-TR' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  }).format(cameAt)
  const came = `${word(locale, `newLead.source.${lead.source}`)} · ${at}`
  if (shows === 'nothing') return [came]
  const country = lead.countryCode === null ? null : nameOfCountry(locale, lead.countryCode)
  const name = country === null ? lead.name : `${lead.name} (${country})`
  if (shows === 'name') return [name, came]
  const contact = [lead.phone === null ? null : formatPhone(lead.phone), lead.email, lead.campaignName]
  return [name, came, ...contact.filter(line => line !== null)]
}

function nameOfCountry(locale: Locale, code: string): string {
  return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code
}

const linkOf = ({ lead }: ToldEntry) => `santral://lead/${lead.id}`

/** What people call themselves is text, whatever it looks like. */
function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/gu, letter => entities[letter] ?? letter)
}
