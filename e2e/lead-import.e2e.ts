import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import { type BrandId, newId, type TagId } from '#shared/domain/ids.ts'
import { expect, test } from './fixtures/office.ts'

const ROWS = 400

/** As an office keeps it: semicolons, a Turkish Windows' letters, days with dots, and some lines that went wrong. */
function officeFile(): Buffer {
  const letters: Record<string, number> = {
    İ: 0xdd,
    ı: 0xfd,
    ğ: 0xf0,
    ş: 0xfe,
    Ş: 0xde,
    Ü: 0xdc,
    ü: 0xfc,
    ö: 0xf6,
    ç: 0xe7,
    Ç: 0xc7,
    Ö: 0xd6,
  }
  const people = Array.from(
    { length: ROWS },
    (_, index) =>
      `Kişi ${index};0555 ${String(1_000_000 + index)};${index % 2 === 0 ? 'İzmir' : 'Muğla'};15.01.2025;implant`,
  )
  const lines = [
    'Ad Soyad;Telefon;Şehir;Tarih;Tedavi',
    'Ayşe Güneş;0532 111 22 33;İzmir;03.02.2025;diş',
    ...people,
    ';;;;kimsesiz',
    'Ali;12;Çeşme;;',
  ]
  return Buffer.from([...lines.join('\r\n')].map(letter => letters[letter] ?? letter.charCodeAt(0)))
}

test('brings the old spreadsheet in: recognised, checked, imported while the inbox goes on, its troubles saved, and taken back', async ({
  page,
  office,
}) => {
  test.slow()
  const token = await office.setUp()
  const { rpc } = await office.connect(token)
  await rpc.brands.create({ id: newId<BrandId>(), name: 'Umut Diş' })
  await rpc.tags.create({ id: newId<TagId>(), name: 'Eski liste', color: 'teal' })
  await office.openAs(page, token, '/leads')
  await page.getByRole('link', { name: 'İçe aktar' }).click()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'hastalar.csv', mimeType: 'text/csv', buffer: officeFile() })

  await expect(page.getByText('Metin dosyası (CSV)')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Harf kodlaması' })).toHaveValue('Windows Türkçe (1254)')
  await expect(page.getByRole('cell', { name: 'Ayşe Güneş', exact: true })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Telefon sütununun karşılığı' })).toHaveValue('Telefon')
  await expect(page.getByRole('combobox', { name: 'Tedavi sütununun karşılığı' })).toHaveValue(
    'Ek bilgi (soru ve cevap)',
  )
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await page.getByRole('button', { name: 'Devam' }).click()
  await page.getByRole('combobox', { name: 'Kaynak' }).click()
  await page.getByRole('option', { name: 'Tavsiye' }).click()
  await page.getByRole('combobox', { name: 'Marka' }).click()
  await page.getByRole('option', { name: 'Umut Diş' }).click()
  await page.getByRole('combobox', { name: 'Etiketler' }).click()
  await page.getByRole('option', { name: 'Eski liste' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Denetle' }).click()

  const count = (of: string) => page.locator('dl > div', { hasText: of }).locator('dd')
  await expect(count('Yeni lead')).toHaveText(String(ROWS + 2))
  await expect(count('Alınamayan')).toHaveText('1')
  await expect(page.getByText('Ad, telefon ve e-posta boş: kimin olduğu bilinmiyor')).toBeVisible()
  await page.getByRole('button', { name: 'Aktar', exact: true }).click()
  await page.getByRole('link', { name: 'Gelen Kutusu' }).click()
  await page.goBack()
  await expect(page.getByText('Aktarıldı')).toBeVisible()
  await expect(count('Yeni lead')).toHaveText(String(ROWS + 2))

  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV olarak indir' }).click()
  const saved = await readFile(await (await saving).path(), 'utf8')
  expect(saved).toContain('Ali;12;Çeşme;;;Telefon numarası anlaşılamadı: 12')

  await page.getByRole('link', { name: 'Lead listesi' }).click()
  await page.getByRole('searchbox').fill('0532 111')
  await expect(page.getByRole('grid').getByRole('row', { name: /Ayşe Güneş.*Eski liste/u })).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: 'Aktarımı geri al' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Aktarımı geri al' }).click()
  await expect(page.getByText(`${ROWS + 2} lead silindi, 0 kişiden bu dosyanın ekledikleri alındı.`)).toBeVisible()
})
