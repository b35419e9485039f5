import type { Page } from '@playwright/test'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import { admin, expect, test } from './fixtures/office.ts'

const MINUTE = 60_000

async function signIn(page: Page, password: string): Promise<void> {
  await page.getByLabel('E-posta').fill(admin.email)
  await page.getByLabel('Parola', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Giriş yap' }).click()
}

test('a person signs in, is still signed in after a reload, and signs out', async ({ page, office }) => {
  await office.setUp()
  await office.open(page)
  await expect(page.getByText('Ege Sağlık Turizmi')).toBeVisible()
  await signIn(page, admin.password)
  await expect(page.getByRole('heading', { name: 'Gelen kutusu', level: 1 })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Gelen kutusu', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: `${admin.name}: kişisel menü` }).click()
  await page.getByRole('button', { name: 'Oturumu kapat' }).click()
  await expect(page.getByRole('heading', { name: 'Giriş yap' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Giriş yap' })).toBeVisible()
})

test('five wrong passwords slow down with a countdown, and time opens the door again', async ({ page, office }) => {
  await office.setUp()
  await office.open(page)
  for (const left of [4, 3, 2, 1]) {
    await signIn(page, 'yanlış parola')
    await expect(page.getByText(`${left} deneme hakkınız kaldı`)).toBeVisible()
  }
  await signIn(page, 'yanlış parola')
  const alert = page.getByRole('alert')
  await expect(alert).toContainText(/\d+:\d\d sonra tekrar deneyebilirsiniz/u)
  await expect(page.getByRole('button', { name: 'Giriş yap' })).toBeDisabled()

  await office.moveClock(60 * MINUTE)
  await page.reload()
  await signIn(page, admin.password)
  await expect(page.getByRole('heading', { name: 'Gelen kutusu', level: 1 })).toBeVisible()
})

test('the lock covers everything, and what was open is still there after it', async ({ page, office }) => {
  await office.openAs(page, await office.setUp(), '/settings/staff')
  await page.getByRole('button', { name: 'Çalışan ekle' }).click()
  await page.getByLabel('Ad soyad').fill('Yarım Kalan')
  await page.keyboard.press('Control+Shift+L')
  await expect(page.getByRole('heading', { name: 'Pencere kilitli' })).toBeVisible()
  await expect(page.getByText('Yarım Kalan')).toBeHidden()
  await expect(page.getByRole('navigation', { name: 'Bölümler' })).toBeHidden()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Pencere kilitli' })).toBeVisible()
  await page.getByLabel('Parola', { exact: true }).fill('yanlış')
  await page.getByRole('button', { name: 'Kilidi aç' }).click()
  await expect(page.getByRole('alert')).toContainText('Parola yanlış')
  await page.getByLabel('Parola', { exact: true }).fill(admin.password)
  await page.getByRole('button', { name: 'Kilidi aç' }).click()
  await expect(page.getByRole('heading', { name: 'Çalışanlar' })).toBeVisible()
})

test('the window locks itself after the idle time of the office', async ({ page, office }) => {
  const token = await office.setUp()
  const { rpc } = await office.connect(token)
  await rpc.settings.update({ lockAfterMinutes: 5 })
  await page.clock.install()
  // On the page that shows it: from then on the window is watched.
  await office.openAs(page, token, '/settings/office')
  const wait = page.getByRole('combobox', { name: 'Boşta kalınca kilitle' })
  await expect(wait).toHaveValue('5 dakika sonra')
  await page.clock.fastForward('04:00')
  await page.mouse.move(200, 200)
  await page.clock.fastForward('04:00')
  await expect(wait).toBeVisible()
  await page.clock.fastForward('02:00')
  await expect(page.getByRole('heading', { name: 'Pencere kilitli' })).toBeVisible()
})

test('somebody who is deactivated is signed out at once', async ({ page, office }) => {
  const { rpc } = await office.connect(await office.setUp())
  const id = newId<StaffId>()
  const details = { name: 'Can Demir', phone: null, role: 'consultant', locale: 'tr' } as const
  const created = await rpc.staff.create({ id, ...details, email: 'can@example.com', password: 'bir başka parola' })
  const opened = await (await office.connect(null)).rpc.session.signIn({
    email: 'can@example.com',
    password: 'bir başka parola',
  })
  await office.openAs(page, opened.token)
  await expect(page.getByRole('heading', { name: 'Gelen kutusu', level: 1 })).toBeVisible()
  await rpc.staff.setActive({ id, version: created.version, isActive: false })
  await expect(page.getByRole('heading', { name: 'Giriş yap' })).toBeVisible()
})

test('language and theme change at once; the language follows the person, the theme stays on this PC', async ({
  page,
  office,
}) => {
  await office.openAs(page, await office.setUp())
  await page.getByRole('button', { name: `${admin.name}: kişisel menü` }).click()
  await page.getByText('English', { exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible()
  await page.getByText('Dark', { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
})

test('the core may die and come back: the page stays readable, says so, and is up to date again', async ({
  page,
  office,
}) => {
  const token = await office.setUp()
  await office.openAs(page, token, '/settings/pipeline')
  await expect(page.getByText('Görüşülüyor', { exact: true }).first()).toBeVisible()
  await office.kill()
  await expect(page.getByText(/Santral'a ulaşılamıyor\. \d\d:\d\d itibarıyla/u)).toBeVisible()
  await expect(page.getByText('Görüşülüyor', { exact: true }).first()).toBeVisible()
  await office.start()
  await expect(page.getByText(/Santral'a ulaşılamıyor/u)).toBeHidden()
  const { rpc } = await office.connect(token)
  const [first] = await rpc.stages.list()
  if (first === undefined) throw new Error('An office has stages')
  await rpc.stages.update({ ...first, name: 'İlk temas' })
  await expect(page.getByText('İlk temas', { exact: true })).toBeVisible()
})
