import { newId, type StaffId } from '#shared/domain/ids.ts'
import { linkByQr } from './fixtures/linking.ts'
import { expect, test } from './fixtures/office.ts'

test('every field of the office is saved by itself, with a quiet tick', async ({ page, office }) => {
  await office.openAs(page, await office.setUp(), '/settings/office')
  await page.getByLabel('Ofisin adı').fill('Akdeniz Sağlık')
  await page.getByLabel('Ofisin adı').press('Enter')
  await expect(page.getByLabel('Kaydedildi')).toBeVisible()
  await expect(page).toHaveTitle('Santral · Akdeniz Sağlık')
  await page.getByRole('switch', { name: 'Okundu bilgisi gönder' }).click()
  await page.reload()
  await expect(page.getByLabel('Ofisin adı')).toHaveValue('Akdeniz Sağlık')
  await expect(page.getByRole('switch', { name: 'Okundu bilgisi gönder' })).not.toBeChecked()
})

test('staff are added, edited and deactivated; the last admin stays', async ({ page, office }) => {
  await office.openAs(page, await office.setUp(), '/settings/staff')
  await page.getByRole('button', { name: 'Çalışan ekle' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Ad soyad').fill('Can Demir')
  await form.getByLabel('E-posta').fill('ayse@example.com')
  await form.getByLabel('İlk parola').fill('bir başka parola')
  await form.getByRole('button', { name: 'Ekle' }).click()
  await expect(form.getByText('Bu e-posta adresi başka bir çalışanda kayıtlı')).toBeVisible()
  await form.getByLabel('E-posta').fill('can@example.com')
  await form.getByRole('button', { name: 'Ekle' }).click()
  await expect(form).toBeHidden()
  await expect(page.getByRole('button', { name: 'Çalışan ekle' })).toBeFocused()
  const row = page.getByRole('row', { name: /Can Demir/u })
  await expect(row).toContainText('Danışman')

  await page.getByRole('button', { name: 'Can Demir için işlemler' }).click()
  await page.getByRole('menuitem', { name: 'Düzenle' }).click()
  await form.getByRole('combobox', { name: 'Yetki' }).click()
  await page.getByRole('option', { name: 'Müdür' }).click()
  await form.getByRole('button', { name: 'Kaydet' }).click()
  await expect(row).toContainText('Müdür')

  await page.getByRole('button', { name: 'Can Demir için işlemler' }).click()
  await page.getByRole('menuitem', { name: 'Pasifleştir' }).click()
  await expect(row).toContainText('Pasif')

  await page.getByRole('button', { name: 'Ayşe Yılmaz için işlemler' }).click()
  await page.getByRole('menuitem', { name: 'Pasifleştir' }).click()
  await expect(page.getByText('Ofiste en az bir etkin yönetici kalmalı')).toBeVisible()
})

test('stages are added, renamed, moved by keyboard and removed; the starting one stays', async ({ page, office }) => {
  await office.openAs(page, await office.setUp(), '/settings/pipeline')
  await page.getByRole('button', { name: 'Aşama ekle' }).click()
  await page.getByRole('button', { name: 'Aşamanın adı: Yeni aşama' }).click()
  await page.getByRole('textbox', { name: 'Aşamanın adı' }).fill('Teklif verildi')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Aşamanın adı: Teklif verildi' })).toBeFocused()
  const handle = page.getByRole('button', { name: /“Teklif verildi” sırasını değiştir, 6 \/ 6/u })
  await handle.focus()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('button', { name: /“Teklif verildi” sırasını değiştir, 5 \/ 6/u })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('listitem').nth(3)).toContainText('Teklif verildi')
  await page.reload()
  await expect(page.getByRole('listitem').nth(3)).toContainText('Teklif verildi')

  await page
    .getByRole('button', { name: /“Teklif verildi” sırasını değiştir/u })
    .dragTo(page.getByRole('listitem').first())
  await expect(page.getByRole('listitem').first()).toContainText('Teklif verildi')

  await page.getByRole('button', { name: '“Teklif verildi” için işlemler' }).click()
  await page.getByRole('menuitem', { name: 'Sil' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sil' }).click()
  await expect(page.getByText('Teklif verildi', { exact: true })).toBeHidden()
  // Its row is gone, the focus is not.
  await expect(
    page
      .getByRole('listitem')
      .first()
      .getByRole('button', { name: /için işlemler/u }),
  ).toBeFocused()

  await page.getByRole('button', { name: '“Yeni” için işlemler' }).click()
  await expect(page.getByRole('menuitem', { name: 'Başlangıç aşaması silinemez' })).toBeDisabled()
})

test('a consultant sees only what is theirs, and every refusal has its reason', async ({ page, office }) => {
  const { rpc } = await office.connect(await office.setUp())
  await rpc.staff.create({
    id: newId<StaffId>(),
    name: 'Can Demir',
    email: 'can@example.com',
    phone: null,
    role: 'consultant',
    locale: 'tr',
    password: 'bir başka parola',
  })
  const opened = await (await office.connect(null)).rpc.session.signIn({
    email: 'can@example.com',
    password: 'bir başka parola',
  })
  await office.openAs(page, opened.token, '/settings/numbers')
  const index = page.getByRole('navigation', { name: 'Ayar bölümleri' })
  await expect(index.getByRole('link')).toHaveText([
    'Hesabım',
    'Bildirimler',
    'WhatsApp numaraları',
    'Şablonlar',
    'Hakkında',
  ])
  await expect(page.getByRole('button', { name: 'Numara ekle' })).toBeDisabled()
  await page.getByRole('note', { name: /yalnızca yöneticiler/u }).focus()
  await expect(page.getByRole('tooltip')).toContainText('yalnızca yöneticiler')
})

test('diagnostics run a schedule now; the audit log tells who did what', async ({ page, office }) => {
  await office.openAs(page, await office.setUp(), '/settings/diagnostics')
  await page.getByRole('button', { name: 'Veritabanını denetle' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Veritabanı sağlam.' })).toBeVisible()
  await page.getByLabel('Telefon').fill('0532 111 22 33')
  await page.getByRole('button', { name: 'Mesajları listele' }).click()
  await expect(page.getByText('Bu numarayla bir mesaj yok.')).toBeVisible()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Raporu kopyala' }).click()
  await expect(page.getByRole('button', { name: 'Kopyalandı' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^Santral .*\nDatabase: \d+ bytes/u)
  await expect(page.getByText('Zamanlayıcı', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Şimdi çalıştır' }).first().click()
  await expect(page.getByRole('button', { name: 'Raporu kopyala' })).toBeEnabled()
  await page.getByRole('link', { name: 'Denetim kaydı' }).click()
  await expect(page.getByRole('row', { name: /Ayşe Yılmaz.*Ofisi kurdu/u })).toBeVisible()
})

test('About names the licence and shows the notices of what it is built with', async ({ page, office }) => {
  await office.openAs(page, await office.setUp(), '/settings/about')
  await expect(page.getByText('GPL-3.0-or-later')).toBeVisible()
  await page.getByRole('button', { name: 'Üçüncü taraf bildirimleri' }).click()
  await expect(page.getByRole('dialog')).toContainText('libsignal')
})

test.describe('linking a number', () => {
  test.use({ hasWhatsApp: true })

  test('by QR; when the phone drops it, the frame says since when and what to do', async ({
    page,
    office,
    whatsApp,
  }) => {
    await whatsApp.call('createPhone', { phoneNumber: '905321112233', name: 'Ege Sağlık' })
    await office.openAs(page, await office.setUp(), '/settings/numbers')
    await page.getByRole('button', { name: 'Numara ekle' }).click()
    await expect(page.getByText('WhatsApp numarayı kısıtlayabilir ya da kapatabilir')).toBeVisible()
    await page.getByRole('button', { name: 'QR kodu göster' }).click()
    await linkByQr(office, page, whatsApp, '905321112233')
    await expect(page.getByText(/\+90 532 111 22 33 bağlı/u)).toBeVisible()

    await whatsApp.call('unlinkDevice', { phone: '905321112233' })
    const banner = page.getByRole('status').filter({ hasText: 'Bağlantı telefondan kaldırılmış' })
    await expect(banner).toContainText(/WhatsApp \d\d:\d\d'[dt][ae]n beri bağlı değil/u)
    await page.goto(`${office.origin}/#/inbox`)
    await banner.getByRole('link', { name: "QR'ı tekrar okut" }).click()
    await expect(page.getByRole('heading', { name: 'WhatsApp numaraları' })).toBeVisible()
  })

  test('by code, in eight letters', async ({ page, office, whatsApp }) => {
    await whatsApp.call('createPhone', { phoneNumber: '905321112233', name: 'Ege Sağlık' })
    await office.openAs(page, await office.setUp(), '/settings/numbers')
    await page.getByRole('button', { name: 'Numara ekle' }).click()
    await page.getByRole('button', { name: 'Kod ile bağla' }).click()
    await page.getByLabel('Bağlanacak telefonun numarası').fill('123')
    await page.getByRole('button', { name: 'Kod al' }).click()
    await expect(page.getByText('Telefon numarası geçerli değil')).toBeVisible()
    await page.getByLabel('Bağlanacak telefonun numarası').fill('0532 111 22 33')
    await page.getByRole('button', { name: 'Kod al' }).click()
    const code = page.getByLabel(/^Bağlama kodu:/u)
    await expect(code).toHaveText(/^[A-Z0-9]{4}–[A-Z0-9]{4}$/u)
    const letters = (await code.textContent())?.replace('–', '') ?? ''
    await whatsApp.call('enterPairingCode', { phone: '905321112233', code: letters })
    await expect(page.getByText(/\+90 532 111 22 33 bağlı/u)).toBeVisible()
  })

  test('that demands a passkey is explained in words, with a way on', async ({ page, office, whatsApp }) => {
    await whatsApp.call('createPhone', { phoneNumber: '905321112233', name: 'Ege Sağlık' })
    await whatsApp.call('demandPasskey', { phone: '905321112233' })
    await office.openAs(page, await office.setUp(), '/settings/numbers')
    await page.getByRole('button', { name: 'Numara ekle' }).click()
    await page.getByRole('button', { name: 'QR kodu göster' }).click()
    await linkByQr(office, page, whatsApp, '905321112233')
    await expect(page.getByRole('alert')).toContainText('geçiş anahtarı (passkey)')
    await expect(page.getByRole('button', { name: 'Tekrar dene' })).toBeVisible()
  })
})
