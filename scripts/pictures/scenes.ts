import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { SimulatorControl } from '../../simulators/whatsapp/control-client.ts'
import { OFFICE_NUMBER } from '../demo/office.ts'

interface Studio {
  readonly page: Page
  readonly phones: Page
  readonly control: SimulatorControl
  readonly origin: string
  /** Whose hidden number the office learns. */
  readonly hidden: string
  readonly pictures: string
}

interface Words {
  readonly look: string
  readonly search: string
  readonly chats: string
  readonly write: RegExp
  readonly files: RegExp
  readonly more: string
  readonly openPage: string
}

/** Whose chat the pictures show: a photo, papers and a voice. */
const HERO = 'Nazlı Erdoğmuş'

const TURKISH: Words = {
  look: 'tr',
  search: 'Ad veya numara ara',
  chats: 'Sohbetler',
  write: /kişisine mesaj/u,
  files: /^Dosyalar/u,
  more: 'Daha fazla',
  openPage: 'Sayfasını aç',
}
const ENGLISH_DARK: Words = {
  look: 'en-dark',
  search: 'Search name or number',
  chats: 'Chats',
  write: /^Message to/u,
  files: /^Files/u,
  more: 'More',
  openPage: 'Open its page',
}

/** A morning in the inbox, photographed in Turkish by day and in English at night. */
export async function takePictures(studio: Studio): Promise<void> {
  await linkAndWait(studio)
  await talk(studio)
  await takeAll(studio, TURKISH)
  await switchToEnglishDark(studio)
  await takeAll(studio, ENGLISH_DARK)
}

async function linkAndWait({ page, control, origin }: Studio): Promise<void> {
  await page.goto(`${origin}/#/settings/numbers`)
  await page.getByRole('button', { name: 'QR kodu göster' }).click()
  await control.waitFor(async () => ((await control.state()).hasQrOnScreen ? true : undefined), 'a QR code')
  await control.call('scanScreen', { phone: OFFICE_NUMBER })
  await control.waitFor(async () => {
    const { fromContacts } = await control.record()
    const writers = new Set(fromContacts.map(row => row.contact))
    return writers.size === 30 && fromContacts.every(row => row.receiptedAt !== null) ? true : undefined
  }, 'thirty people to have written')
}

/** The office has answered some. */
async function talk(studio: Studio): Promise<void> {
  const { page, control } = studio
  const answers = [
    ['Serkan Yavuzer', 'Merhaba Serkan Bey, fotoğrafınıza göre 2.800–3.200 greft uygun görünüyor'],
    [studio.hidden, 'Merhaba, hemen kaydınıza bakıyorum'],
    [HERO, 'Nazlı Hanım, doktorumuz baktı: 108 sınırda bir değer, implanta engel değil'],
  ] as const
  for (const [name, words] of answers) {
    const answered = (await control.record()).fromOffice.length
    await openChat(studio, TURKISH, name)
    const write = page.getByRole('textbox', { name: TURKISH.write })
    await write.fill(words)
    await write.press('Enter')
    await control.waitFor(
      async () => ((await control.record()).fromOffice.length > answered ? true : undefined),
      `${name} to have an answer`,
    )
  }
  const log = page.getByRole('log')
  await log.getByText('içim rahatladı').waitFor()
  await page.getByRole('button', { name: 'Dosya ekle' }).click()
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('menuitem', { name: 'Belge olarak' }).click()
  await (await choosing).setFiles({ ...(await readOffer()), name: 'Tedavi planı.pdf', mimeType: 'application/pdf' })
  await page.getByRole('textbox', { name: TURKISH.write }).fill('Tedavi planınız ve teklifimiz ektedir')
  await page.getByRole('button', { name: 'Gönder', exact: true }).click()
  await log.getByRole('img', { name: /^❤️/u }).waitFor()
}

async function takeAll(studio: Studio, words: Words): Promise<void> {
  const { page, phones, origin } = studio
  await openChat(studio, words, HERO)
  await page.getByRole('searchbox', { name: words.search }).fill('')
  await page.getByRole('textbox', { name: words.write }).focus()
  await take(studio, page, `inbox-${words.look}`)
  const write = page.getByRole('textbox', { name: words.write })
  await write.fill('/')
  await page.getByRole('listbox').waitFor()
  await take(studio, page, `quick-replies-${words.look}`)
  await write.fill('')

  await openLeadPage(page, words)
  await page.getByRole('tab', { name: words.files }).click()
  await take(studio, page, `files-${words.look}`)
  await openChat(studio, words, studio.hidden)
  await openLeadPage(page, words)
  await take(studio, page, `lead-${words.look}`)
  await page.goto(`${origin}/#/leads`)
  await take(studio, page, `leads-${words.look}`)
  await page.goto(`${origin}/#/calendar`)
  // The one that was booked over another: its panel says why.
  await page.locator('button:has([data-is-clash])').first().click()
  await page.getByRole('complementary').first().waitFor()
  await take(studio, page, `calendar-${words.look}`)
  await page.goto(`${origin}/#/reports`)
  await page.locator('iframe').waitFor()
  await take(studio, page, `reports-${words.look}`)
  await page.goto(`${origin}/#/settings/notifications`)
  await take(studio, page, `notifications-${words.look}`)
  await page.goto(`${origin}/#/settings/numbers`)
  await take(studio, page, `number-health-${words.look}`)
  await phones.getByRole('button', { name: HERO }).click()
  await take(studio, phones, `phones-${words.look}`)
}

async function openChat({ page, origin }: Studio, words: Words, name: string): Promise<void> {
  if (!page.url().includes('#/inbox')) await page.goto(`${origin}/#/inbox`)
  await page.getByRole('searchbox', { name: words.search }).fill(name)
  const chats = page.getByRole('list', { name: words.chats })
  await chats.getByRole('link', { name }).first().click()
  await page.getByRole('textbox', { name: words.write }).waitFor()
}

async function openLeadPage(page: Page, words: Words): Promise<void> {
  const card = page.getByRole('complementary')
  await card.getByRole('button', { name: words.more, exact: true }).click()
  await page.getByRole('menuitem', { name: words.openPage }).click()
  await page.getByRole('tab', { name: words.files }).waitFor()
}

/** Any paper will do as what the office sends. */
async function readOffer(): Promise<{ buffer: Buffer }> {
  const samples = join(import.meta.dirname, '..', '..', 'simulators', 'phone-page', 'samples')
  return { buffer: await readFile(join(samples, 'consent-form.pdf')) }
}

async function switchToEnglishDark({ page, phones, origin }: Studio): Promise<void> {
  await page.goto(`${origin}/#/inbox`)
  await page.getByRole('button', { name: /Deniz Aksoy/u }).click()
  await page.getByText('English', { exact: true }).click()
  await page.getByText('Dark', { exact: true }).click()
  await page.keyboard.press('Escape')
  await phones.emulateMedia({ colorScheme: 'dark' })
  await phones.getByRole('button', { name: 'English' }).click()
}

/** Once everything that is on its way has come to rest. */
async function take({ pictures }: Studio, page: Page, name: string): Promise<void> {
  await page.bringToFront()
  await page.mouse.move(0, 0)
  // What was announced a while ago is not the picture's matter.
  const toasts = page.locator(
    '.mantine-Notifications-root button[class*=closeButton], .mantine-Notification-closeButton',
  )
  for (let left = await toasts.count(); left > 0; left = await toasts.count()) await toasts.first().click()
  await page.evaluate(async () => {
    await document.fonts.ready
    // What is hidden and lazy never comes.
    const seen = [...document.images].filter(image => image.checkVisibility())
    await Promise.all(seen.map(image => image.decode().catch(() => {})))
  })
  await page.waitForTimeout(SETTLES_WITHIN_MS)
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
}

const SETTLES_WITHIN_MS = 900
