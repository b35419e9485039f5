import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { test as base, expect, type Page } from '@playwright/test'
import { DEMO_PASSWORD, STAFF } from '../scripts/demo/office.ts'
import { connectToSimulator } from '../simulators/whatsapp/control-client.ts'

const script = fileURLToPath(new URL('../scripts/demo.ts', import.meta.url))

/** In the office and where its customers live: whoever is written to at night is asked about first. */
const MORNING = Date.UTC(2026, 10, 20, 8, 20)

/** The demo as a person starts it, without windows, and what it prints. */
interface Demo {
  readonly santralUrl: string
  readonly phonesUrl: string
  readonly formsUrl: string
  /** The application's process, which can be killed. */
  readonly pid: number
  /** The next line that fits, printed from now on or before and not asked for yet. */
  line(pattern: RegExp): Promise<RegExpExecArray>
  /** Ctrl+C; answers with the exit code. */
  stop(): Promise<number | null>
}

const test = base.extend<{ demoOptions: string[]; demo: Demo }>({
  demoOptions: [['--headless', '--hour', 'off'], { option: true }],

  demo: async ({ demoOptions, context }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'santral-demo-'))
    const clockFile = join(folder, 'clock-offset')
    await writeFile(clockFile, String(MORNING - Date.now()))
    await context.clock.install({ time: MORNING })
    const child = spawn(process.execPath, [script, ...demoOptions, '--folder', join(folder, 'demo')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, SANTRAL_CLOCK: clockFile },
    })
    const line = readLines(child)
    const exited = new Promise<number | null>(resolve => child.once('exit', resolve))
    async function stop() {
      if (child.exitCode === null) child.kill('SIGINT')
      return await exited
    }
    try {
      const santral = await line(/^Santral +(\S+) +\(process (\d+)\)/u)
      const phones = await line(/^Phones +(\S+)/u)
      const forms = await line(/^Forms +(\S+)/u)
      const urls = { santralUrl: santral[1]!, phonesUrl: phones[1]!, formsUrl: forms[1]! }
      await use({ ...urls, pid: Number(santral[2]), line, stop })
    } finally {
      await stop()
      await rm(folder, { recursive: true, force: true })
    }
  },
})

function readLines(child: ChildProcess): Demo['line'] {
  const unread: string[] = []
  let isEnded = false
  let wake = () => {}
  createInterface({ input: child.stdout as Readable }).on('line', text => {
    unread.push(text)
    wake()
  })
  child.once('exit', () => {
    isEnded = true
    wake()
  })
  return async pattern => {
    for (;;) {
      const next = unread.shift()
      const found = next === undefined ? null : pattern.exec(next)
      if (found) return found
      if (next !== undefined) continue
      if (isEnded) throw new Error(`The demo ended before it said ${pattern}`)
      await new Promise<void>(resolve => {
        wake = resolve
      })
    }
  }
}

async function openPhones(page: Page, { phonesUrl }: Demo): Promise<void> {
  await page.goto(phonesUrl)
  await expect(page.getByRole('heading', { name: 'Müşteriler' })).toBeVisible()
}

/** Answers with the address that stays the same. */
async function signIn(page: Page, { santralUrl }: Demo): Promise<string> {
  const [admin] = STAFF
  await page.goto(santralUrl)
  await page.getByLabel('E-posta').fill(admin.email)
  await page.getByLabel('Parola', { exact: true }).fill(DEMO_PASSWORD)
  await page.getByRole('button', { name: 'Giriş yap' }).click()
  await expect(page.getByRole('heading', { name: 'Gelen kutusu', level: 1 })).toBeVisible()
  return new URL(santralUrl).origin
}

/** The office phone scans what Santral shows. */
async function linkPhone(page: Page, phones: Page, demo: Demo): Promise<void> {
  await openPhones(phones, demo)
  const scan = phones.getByRole('button', { name: 'Ekrandaki QR’ı okut' })
  await expect(scan).toBeDisabled()
  await page.goto(`${new URL(demo.santralUrl).origin}/#/settings/numbers`)
  await page.getByRole('button', { name: 'QR kodu göster' }).click()
  await scan.click()
  await expect(page.getByText(/\+90 555 000 99 99 bağlı/u)).toBeVisible()
  await expect(phones.getByText('Santral (12)')).toBeVisible()
}

test('the demo: linked from the phone page, talked through, killed and whole again', async ({
  page,
  context,
  demo,
}) => {
  test.setTimeout(180_000)
  const origin = await signIn(page, demo)
  const phones = await context.newPage()
  await linkPhone(page, phones, demo)

  // A customer writes, and is answered from the inbox.
  await phones.getByRole('button', { name: /Jonas Lindner/u }).click()
  const write = phones.getByRole('textbox', { name: 'Mesaj', exact: true })
  await write.fill('Guten Tag, was kostet eine Haartransplantation?')
  await write.press('Enter')
  await page.goto(`${origin}/#/inbox`)
  const chat = page.getByRole('list', { name: 'Sohbetler' }).getByRole('link', { name: /Jonas Lindner/u })
  await chat.click()
  await expect(page.getByRole('log')).toContainText('was kostet eine Haartransplantation?')
  const answer = page.getByRole('textbox', { name: /Jonas Lindner kişisine mesaj/u })
  await answer.fill('Guten Tag Herr Lindner!')
  await answer.press('Enter')
  const customersPhone = phones.getByRole('region', { name: 'Jonas Lindner' })
  await expect(customersPhone.getByText('Guten Tag Herr Lindner!')).toHaveCount(1)
  await expect(customersPhone.getByRole('img', { name: 'ofis okudu' })).toBeVisible()

  // Killed in the middle of work: what is written meanwhile waits, and everything is there once.
  process.kill(demo.pid, 'SIGKILL')
  await demo.line(/^Santral was ended \(SIGKILL\)/u)
  await write.fill('Sind Sie noch da?')
  await write.press('Enter')
  const restarted = await demo.line(/^Santral +\S+ +\(process (\d+)\)/u)
  expect(Number(restarted[1])).not.toBe(demo.pid)
  const log = page.getByRole('log')
  for (const text of ['was kostet eine Haartransplantation?', 'Guten Tag Herr Lindner!', 'Sind Sie noch da?']) {
    await expect(log.getByText(text)).toHaveCount(1)
  }
  await page.reload()
  await expect(log.locator('[data-message-id]')).toHaveCount(3)
  await expect(chat).toHaveCount(1)

  // The simulator's own record agrees: nothing lost, nothing doubled.
  const record = await connectToSimulator(demo.phonesUrl).record()
  expect(record.fromOffice.map(({ text, arrivals }) => ({ text, arrivals }))).toEqual([
    { text: 'Guten Tag Herr Lindner!', arrivals: 1 },
  ])
  expect(record.fromContacts.filter(row => row.receiptedAt === null)).toEqual([])

  expect(await demo.stop()).toBe(0)
})

test('a lead form of the simulated Meta: who fills it in is in the list, and an ended token explains itself', async ({
  page,
  context,
  demo,
}) => {
  test.setTimeout(120_000)
  const origin = await signIn(page, demo)
  const forms = await context.newPage()
  await forms.goto(demo.formsUrl)
  const name = await forms.getByLabel('Ad soyad').inputValue()
  await forms.getByLabel('Aydınlatma metnini okudum.').check()
  await forms.getByRole('button', { name: 'Gönder' }).click()
  await expect(forms.getByText('alınmayı bekliyor')).toBeVisible()
  await page.goto(`${origin}/#/settings/meta`)
  await page.getByRole('button', { name: 'Şimdi senkronize et' }).click()
  await expect(forms.getByText('Santral aldı')).toBeVisible()
  await page.goto(`${origin}/#/leads`)
  await expect(page.getByRole('row', { name: new RegExp(`${name}.*Meta form reklamı`, 'u') }).first()).toBeVisible()

  await forms.getByRole('button', { name: 'Anahtarı iptal et' }).click()
  await expect(forms.getByText(/parola değişti/u)).toBeVisible()
  await page.goto(`${origin}/#/settings/meta`)
  await page.getByRole('button', { name: 'Şimdi senkronize et' }).click()
  await expect(page.getByText(/parolası değişmiş/u).first()).toBeVisible()
})

test('the phone page: typing, hidden numbers, an ad, and English', async ({ page, context, demo }) => {
  test.setTimeout(120_000)
  await page.setViewportSize({ width: 1024, height: 700 })
  await openPhones(page, demo)
  const control = connectToSimulator(demo.phonesUrl)
  const second = await context.newPage()
  await openPhones(second, demo)

  await page.getByRole('button', { name: /Emily Hart/u }).click()
  await page.getByRole('button', { name: 'Reklama tıkla' }).click()
  await expect(page.getByText(/Reklamdan geldi:/u)).toBeVisible()
  const write = page.getByRole('textbox', { name: 'Mesaj', exact: true })
  await write.fill('Hello! Can I get more info on this?')
  await write.press('Enter')
  await expect(page.getByText(/Reklamdan geldi:/u)).toBeHidden()
  await expect(page.getByRole('region', { name: 'Emily Hart' }).getByText('Can I get more info')).toBeVisible()
  // Another window of the same phones hears of it.
  await expect(second.getByRole('button', { name: /Emily Hart.*Can I get more info/u })).toBeVisible()

  await page.getByRole('button', { name: '+ Yeni müşteri' }).click()
  await page.getByLabel('Ad', { exact: true }).fill('Gizli Kişi')
  await page.getByLabel('WhatsApp kişiyi nasıl gösterir').selectOption('lid-without-phone')
  await page.getByRole('button', { name: 'Oluştur' }).click()
  await expect(page.getByRole('region', { name: 'Gizli Kişi' })).toContainText('Numarası gizli')
  expect((await control.state()).contacts.at(-1)).toMatchObject({ phoneNumber: null, addressing: 'lid-without-phone' })

  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { name: 'Customers' })).toBeVisible()
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBe(1024)
})

test.describe('the hour', () => {
  test.use({ demoOptions: ['--headless', '--hour', '0'] })

  test('thirty people write; media both ways, a number that is told, an answer that fails and is sent again', async ({
    page,
    context,
    demo,
  }) => {
    test.setTimeout(120_000)
    const hidden = (await demo.line(/^Answer +(?<name>\S+),/u)).groups?.['name'] ?? ''
    const origin = await signIn(page, demo)
    const phones = await context.newPage()
    await linkPhone(page, phones, demo)
    const control = connectToSimulator(demo.phonesUrl)
    const theirs = await control.waitFor(async () => {
      const { fromContacts } = await control.record()
      const writers = new Set(fromContacts.map(row => row.contact))
      return writers.size === 30 && fromContacts.every(row => row.receiptedAt !== null) ? fromContacts : undefined
    }, 'thirty people to have written and Santral to have it all')
    expect(new Set(theirs.map(row => row.kind)).size).toBeGreaterThan(10)
    expect(theirs.filter(row => row.refusedWith !== null)).toEqual([])

    await page.goto(`${origin}/#/inbox`)
    const search = page.getByRole('searchbox', { name: 'Ad veya numara ara' })
    const log = page.getByRole('log')
    const write = page.getByRole('textbox', { name: /kişisine mesaj/u })
    async function open(name: string, last: RegExp) {
      await search.fill(name)
      await page.getByRole('list', { name: 'Sohbetler' }).getByRole('link', { name: last }).click()
    }

    // What came is opened and shown; what leaves is opened and compared on the customer's phone.
    await open('Serkan Yavuzer', /Serkan Yavuzer/u)
    const photo = log.getByRole('button', { name: /Fotoğrafı aç/u }).locator('img')
    await expect(photo).toHaveJSProperty('naturalWidth', 960)
    await page.getByRole('button', { name: 'Dosya ekle' }).click()
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('menuitem', { name: 'Belge olarak' }).click()
    await (await choosing).setFiles(
      fileURLToPath(new URL('../simulators/phone-page/samples/consent-form.pdf', import.meta.url)),
    )
    await write.fill('Lütfen imzalayıp gönderin')
    await write.press('Enter')
    await phones.getByRole('button', { name: /Serkan Yavuzer/u }).click()
    const phone = phones.getByRole('region', { name: 'Serkan Yavuzer' })
    const received = phone.getByRole('listitem').filter({ hasText: 'Lütfen imzalayıp gönderin' })
    await expect(received.getByRole('link', { name: /consent-form\.pdf/u })).toBeVisible()
    await expect(received.getByText('çözüldü ve doğrulandı')).toBeVisible()
    // And is answered with the form.
    await expect(log.getByRole('button', { name: /Onam formu \(imzalı\)\.pdf/u })).toBeVisible()

    await open('Halil Baran', /Halil Baran/u)
    await write.fill('Perşembe uygun mu?')
    await write.press('Enter')
    await expect(log).toContainText('Karşı taraftaki şifreleme değişti')
    await log.getByRole('button', { name: 'Tekrar dene' }).click()
    await expect(log).toContainText('Tamam geldi, teşekkürler')
    await expect(log.getByRole('button', { name: 'Tekrar dene' })).toBeHidden()

    // Two records of one person become one when the number is told, and that can be undone.
    await open(hidden, /form doldurmuştum/u)
    await write.fill('Hemen bakıyorum')
    await write.press('Enter')
    await expect(log).toContainText('Kaydım bu numarayla olmalı')
    const card = page.getByRole('complementary')
    await expect(card.getByText(`“${hidden}” ile birleştirildi`)).toBeVisible()
    await expect(card.getByRole('button', { name: 'Geri al' })).toBeVisible()

    expect(await demo.stop()).toBe(0)
  })
})
