import { z } from 'zod'

/** What a template is for. Quick replies are offered first in a chat; the others belong to an appointment, and to campaigns later. */
export const TemplateCategory = z.enum(['quick_reply', 'appointment', 'campaign'])
export type TemplateCategory = z.infer<typeof TemplateCategory>

export const TemplateChannel = z.enum(['whatsapp', 'sms', 'email'])
export type TemplateChannel = z.infer<typeof TemplateChannel>

/** What a provider says of a template that it has to approve before it may be used. */
export const ProviderStatus = z.enum(['pending', 'approved', 'rejected', 'paused'])
export type ProviderStatus = z.infer<typeof ProviderStatus>

/** What goes along with a template: what every phone shows in the chat. */
export const TEMPLATE_FILE_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'application/pdf']
export const MOST_TEMPLATE_FILES = 5
export const LARGEST_TEMPLATE_FILE = 16_000_000

/** What the text of a template may leave open; each is filled for the person, and the appointment, that it goes to. */
export const TEMPLATE_VARIABLES = [
  'name',
  'first_name',
  'office',
  'consultant',
  'appointment_date',
  'appointment_time',
  'appointment_type',
  'appointment_with',
  'appointment_place',
  'video_link',
] as const
export type TemplateVariable = (typeof TEMPLATE_VARIABLES)[number]

/** Null where there is nothing to put in. */
export type TemplateValues = Readonly<Record<TemplateVariable, string | null>>

/** Providers number what is left open. The first three mean the same in every template; whoever sends gives the others. */
const NUMBERED: Readonly<Record<string, TemplateVariable>> = {
  '1': 'name',
  '2': 'appointment_date',
  '3': 'appointment_time',
}
const FIRST_CUSTOM = Object.keys(NUMBERED).length + 1

/** As it stands in a text: `{{first_name}}`, also with blanks. Anything of that form that we do not know stays open too. */
const PLACEHOLDER = /\{\{\s*([\p{L}\p{N}_]+)\s*\}\}/gu

export function placeholderOf(variable: TemplateVariable): string {
  return `{{${variable}}}`
}

/**
 * The text with every known value in it; `custom` are those of `{{4}}`, `{{5}}` … in their order. What has none keeps its placeholder:
 * it is never dropped silently.
 */
export function fillTemplate(content: string, values: TemplateValues, custom: readonly string[] = []): string {
  return content.replace(PLACEHOLDER, (placeholder, name: string) => {
    const variable = variableOf(name)
    const value = variable === null ? custom[Number(name) - FIRST_CUSTOM] : values[variable]
    return value === undefined || value === null || value.trim() === '' ? placeholder : value
  })
}

/** What a provider fills its approved template with, by the names in it. What has no value is left out. */
export function providerVariables(
  content: string,
  values: TemplateValues,
  custom: readonly string[] = [],
): Record<string, string> {
  const filled = findPlaceholders(content).map(placeholder => [placeholder, fillTemplate(placeholder, values, custom)])
  return Object.fromEntries(
    filled.flatMap(([placeholder = '', value = '']) =>
      value === placeholder ? [] : [[placeholder.replace(/[{}\s]/gu, ''), value]],
    ),
  )
}

/** The placeholders that still stand in a text, each once, in their order. */
export function findPlaceholders(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(PLACEHOLDER), ([placeholder]) => placeholder))]
}

/** Those of them that nothing can ever fill: a slip of the pen, most likely. */
export function findUnknownPlaceholders(text: string): string[] {
  return findPlaceholders(text).filter(placeholder => variableOf(placeholder.replace(/[{}\s]/gu, '')) === null)
}

/** "Ayşe Nur Yılmaz" is greeted as "Ayşe": the first word, unless that is a title or a mere initial. */
export function firstNameOf(name: string): string | null {
  const words = name.trim().split(/\s+/u)
  const first = words.find(word => !word.endsWith('.') && [...word].length > 1)
  return first !== undefined && /\p{L}/u.test(first) ? first : null
}

function variableOf(name: string): TemplateVariable | null {
  const known = (TEMPLATE_VARIABLES as readonly string[]).includes(name)
  return known ? (name as TemplateVariable) : (NUMBERED[name] ?? null)
}

interface Reader {
  /** Two letters, as a person wrote it down. */
  readonly language: string | null
  readonly countryCode: string | null
  /** What the office itself speaks. */
  readonly officeLanguage: string
}

/** The words in the reader's language, else in that of their country, else in English, else in the office's own, else the first there are. */
export function chooseVariant<Variant extends { readonly language: string }>(
  variants: readonly Variant[],
  { language, countryCode, officeLanguage }: Reader,
): Variant | undefined {
  const wishes = [language, countryCode === null ? null : languageOfCountry(countryCode)]
  // Nobody knows where they are from: then they wrote to this office, in its country.
  const isKnown = wishes.some(wish => wish !== null)
  const rest = isKnown ? ['en', officeLanguage] : [officeLanguage, 'en']
  for (const wish of [...wishes, ...rest]) {
    const found = variants.find(variant => variant.language === wish)
    if (found) return found
  }
  return variants[0]
}

/** What most people of a country read, as CLDR has it. */
export function languageOfCountry(countryCode: string): string | null {
  try {
    const { language } = new Intl.Locale('und', { region: countryCode }).maximize()
    return language === 'und' ? null : language
  } catch {
    return null
  }
}
