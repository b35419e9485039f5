import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { meetCustomer } from './fixtures/customer.ts'
import { linkNumber } from './fixtures/linked-number.ts'
import { drawPicture, makeSound, PDF } from './fixtures/media.ts'
import { expect, test } from './fixtures/office.ts'

test.use({
  hasWhatsApp: true,
  permissions: ['microphone', 'clipboard-read', 'clipboard-write'],
  // A microphone that beeps, and is allowed.
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      args: [...(launchOptions.args ?? []), '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
    }),
})

const messages = (page: Page) => page.getByRole('log')
const widthOf = async (element: Locator) => Math.round((await element.boundingBox())?.width ?? 0)

test('every kind of message has its own look, and what does not come says why', async ({ page, office, whatsApp }) => {
  const token = await office.setUp()
  await linkNumber(await office.connect(token), whatsApp)
  await office.openAs(page, token)
  const { id: contact } = await meetCustomer(whatsApp, { name: 'Zeynep Işık', phoneNumber: '+905321112233' })
  const picture = await drawPicture(page)
  const send = (media: Parameters<typeof whatsApp.call<'sendMedia'>>[1]) => whatsApp.call('sendMedia', media)
  await send({
    ...{ contact, kind: 'image', bytes: picture, mime: 'image/jpeg', caption: 'Röntgenim bu', width: 640, height: 400 },
  })
  await page
    .getByRole('list', { name: 'Sohbetler' })
    .getByRole('link', { name: /Zeynep/u })
    .click()
  const photo = messages(page).getByRole('button', { name: /Fotoğrafı aç/u })
  await expect(photo.locator('img')).toHaveJSProperty('naturalWidth', 640)
  await expect(messages(page)).toContainText('Röntgenim bu')

  await send({
    contact,
    kind: 'document',
    bytes: PDF.toString('base64'),
    mime: 'application/pdf',
    fileName: 'Rapor.pdf',
  })
  const waveform = Array.from({ length: 64 }, (_, index) => Math.round(50 + 45 * Math.sin(index / 3)))
  const sound = makeSound(3).toString('base64')
  await send({ contact, kind: 'voice', bytes: sound, mime: 'audio/wav', seconds: 3, waveform })
  await whatsApp.call('sendMessage', {
    contact,
    message: { locationMessage: { degreesLatitude: 41.01, degreesLongitude: 28.97, name: 'Otelimiz' } },
  })
  const vcard = 'BEGIN:VCARD\nVERSION:3.0\nFN:Can Işık\nTEL;waid=905320001122:+90 532 000 11 22\nEND:VCARD'
  await whatsApp.call('sendMessage', { contact, message: { contactMessage: { displayName: 'Can Işık', vcard } } })
  const options = [{ optionName: 'Salı' }, { optionName: 'Cuma' }]
  await whatsApp.call('sendMessage', { contact, message: { pollCreationMessage: { name: 'Hangi gün?', options } } })
  const forwarded = await whatsApp.call('sendMessage', {
    contact,
    message: { extendedTextMessage: { text: 'Arkadaşım böyle yaptırdı', contextInfo: { isForwarded: true } } },
  })
  await whatsApp.call('react', { contact, id: forwarded.id, emoji: '❤️' })
  await expect(messages(page).getByRole('button', { name: /Rapor\.pdf/u })).toBeEnabled()
  await expect(messages(page).getByRole('img', { name: '❤️, Zeynep Işık' })).toBeVisible()
  for (const words of ['Otelimiz', 'Haritada göster', '+90 532 000 11 22', 'Hangi gün?', 'Yönlendirilmiş'])
    await expect(messages(page)).toContainText(words)

  const play = messages(page).getByRole('button', { name: 'Oynat' })
  await expect(play).toBeEnabled()
  await messages(page).getByRole('button', { name: 'Hız: 1×' }).click()
  await expect(messages(page).getByRole('button', { name: 'Hız: 1.5×' })).toBeVisible()

  // The server has it no more, and neither has the phone: words, and the way out.
  await whatsApp.call('losePhonesMedia', { isLost: true })
  await whatsApp.call('failMedia', { fault: '410', count: 1 })
  await send({ contact, kind: 'image', bytes: picture, mime: 'image/jpeg', width: 640, height: 400 })
  await expect(messages(page)).toContainText("WhatsApp'ın sunucusunda artık yok")
  await page.screenshot({ path: test.info().outputPath('every-kind.png') })
  await messages(page).getByRole('button', { name: 'Telefondan iste' }).click()
  await expect(photo).toHaveCount(2)
  await expect(photo.last().locator('img')).toHaveJSProperty('naturalWidth', 640)

  await photo.first().click()
  const preview = page.getByRole('dialog')
  await expect(preview.locator('img')).toHaveJSProperty('naturalWidth', 640)
  const fitting = await widthOf(preview.locator('img'))
  await page.keyboard.press('+')
  await expect.poll(() => widthOf(preview.locator('img'))).toBeGreaterThan(fitting * 1.4)
  await page.keyboard.press('0')
  await expect.poll(() => widthOf(preview.locator('img'))).toBe(fitting)
  await expect(preview.getByRole('button', { name: 'Önceki' })).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('ArrowRight')
  await expect(preview.getByRole('button', { name: 'Sonraki' })).toHaveAttribute('aria-disabled', 'true')
  await expect(preview.locator('img')).toHaveJSProperty('naturalWidth', 640)
  await page.keyboard.press('Escape')
  await expect(preview).toBeHidden()

  // A PDF is shown by the browser's own viewer, in a frame of the page.
  const refusals: string[] = []
  page.on('console', line => line.type() === 'error' && refusals.push(line.text()))
  const answering = page.waitForResponse(answer => answer.url().includes('/files/'))
  await messages(page)
    .getByRole('button', { name: /Rapor\.pdf/u })
    .click()
  const answer = await answering
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf'])
  expect(answer.headers()['content-disposition']).toMatch(/^inline/u)
  await expect(preview.locator('iframe')).toHaveAttribute('src', /^\/files\//u)
  const viewer = () => page.frames().filter(frame => frame.url().startsWith('chrome-extension://')).length
  await expect.poll(viewer).toBe(1)
  await page.screenshot({ path: test.info().outputPath('pdf.png') })
  expect(refusals).toEqual([])
  await page.keyboard.press('Escape')
  await expect(preview).toBeHidden()

  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  }
})

test('files are chosen, pasted and sent with words, and the customer opens them', async ({
  page,
  office,
  whatsApp,
}) => {
  const token = await office.setUp()
  await linkNumber(await office.connect(token), whatsApp)
  await office.openAs(page, token)
  const customer = await meetCustomer(whatsApp, { name: 'Zeynep Işık', phoneNumber: '+905321112233' })
  await customer.writes('Teklifinizi bekliyorum')
  await page
    .getByRole('list', { name: 'Sohbetler' })
    .getByRole('link', { name: /Zeynep/u })
    .click()
  const picture = Buffer.from(await drawPicture(page), 'base64')

  const mayGoUp = Promise.withResolvers<void>()
  await page.route('**/files/**', async route => {
    if (route.request().method() === 'PUT') await mayGoUp.promise
    await route.continue()
  })
  await page.getByRole('button', { name: 'Dosya ekle' }).click()
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('menuitem', { name: 'Fotoğraf, video veya ses' }).click()
  await (await choosing).setFiles({ name: 'klinik.jpg', mimeType: 'image/jpeg', buffer: picture })
  await page.getByRole('button', { name: 'Dosya ekle' }).click()
  const choosingPdf = page.waitForEvent('filechooser')
  await page.getByRole('menuitem', { name: 'Belge olarak' }).click()
  await (await choosingPdf).setFiles({ name: 'Teklif.pdf', mimeType: 'application/pdf', buffer: PDF })
  const tray = page.getByRole('list', { name: 'Eklenen dosyalar' })
  await expect(tray.getByRole('listitem')).toHaveCount(2)
  await expect(tray).toContainText('Teklif.pdf')
  await page.getByRole('textbox', { name: /mesaj/u }).fill('Teklifimiz ve kliniğimiz')
  await page.screenshot({ path: test.info().outputPath('tray.png') })
  // Sent before the files are up: it goes as soon as they are.
  await page.getByRole('textbox', { name: /mesaj/u }).press('Enter')
  await expect(page.getByRole('button', { name: 'Gönder', exact: true })).toHaveAttribute('data-loading', 'true')
  mayGoUp.resolve()
  await expect(tray).toBeHidden()
  await customer.hasReceived('Teklifimiz ve kliniğimiz')
  await expect(messages(page).getByRole('img', { name: /Okundu|İletildi/u })).toHaveCount(2)
  await expect(
    messages(page)
      .getByRole('button', { name: /Fotoğrafı aç/u })
      .locator('img'),
  ).toHaveJSProperty('naturalWidth', 640)
  const lines = (await whatsApp.chat(customer.id)).filter(line => line.from === 'office')
  expect(lines.map(line => line.kind)).toEqual(['imageMessage', 'documentMessage'])
  const opened = await Promise.all(lines.map(({ id }) => whatsApp.call('openMedia', { contact: customer.id, id })))
  expect(opened.map(({ bytes }) => bytes)).toEqual([picture.toString('base64'), PDF.toString('base64')])
  expect(opened[1]).toMatchObject({ fileName: 'Teklif.pdf', mime: 'application/pdf' })

  // A pasted picture and dropped files join the tray.
  const field = page.getByRole('textbox', { name: /mesaj/u })
  await field.evaluate((target, base64) => {
    const carry = (files: readonly File[]) => {
      const carried = new DataTransfer()
      for (const file of files) carried.items.add(file)
      return carried
    }
    const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
    const pasted = carry([new File([bytes], 'image.jpg', { type: 'image/jpeg' })])
    const dropped = carry([new File(['bir'], 'bir.txt'), new File(['iki'], 'iki.txt')])
    const options = { bubbles: true, cancelable: true }
    target.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: pasted }))
    target.dispatchEvent(new DragEvent('drop', { ...options, dataTransfer: dropped }))
  }, picture.toString('base64'))
  await expect(tray.getByRole('listitem')).toHaveCount(3)
  await expect(tray).toContainText('3 bayt')
  for (const name of ['bir.txt', 'iki.txt']) await page.getByRole('button', { name: `Çıkar: ${name}` }).click()

  // Taken back while it waits, the picture and its words are in the composer again, and go out once.
  await whatsApp.call('refuseConnections', { mode: 'tcp' })
  await whatsApp.call('dropConnections', {})
  await expect(page.getByText(/Mesajınız bekler/u)).toBeVisible()
  await field.fill('Bu da salonumuz')
  await field.press('Enter')
  await messages(page).getByRole('article').last().hover()
  await messages(page).getByRole('button', { name: 'Geri al' }).click()
  await expect(field).toHaveValue('Bu da salonumuz')
  await expect(tray.getByRole('listitem')).toHaveCount(1)
  await whatsApp.call('refuseConnections', { mode: 'none' })
  await office.moveClock(600_000)
  await page.getByRole('button', { name: 'Gönder', exact: true }).click()
  await customer.hasReceived('Bu da salonumuz')
  expect((await customer.received()).filter(text => text === 'Bu da salonumuz')).toHaveLength(1)

  await page.evaluate(() => navigator.clipboard.writeText('eski'))
  await messages(page).getByRole('article').last().hover()
  await messages(page).getByRole('button', { name: 'Kopyala' }).last().click()
  await expect(messages(page).getByRole('button', { name: 'Kopyalandı' })).toBeVisible()
  expect(
    await page.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => types).toSorted()),
  ).toEqual(['image/png', 'text/plain'])

  await messages(page).getByRole('article').first().hover()
  await messages(page).getByRole('button', { name: 'Tepki ver' }).first().click()
  await page.getByRole('menuitem', { name: '🙏' }).click()
  await expect(messages(page).getByRole('img', { name: '🙏, Ayşe Yılmaz' })).toBeVisible()
  await customer.hasReceived('🙏')
  await messages(page).getByRole('button', { name: 'Tepki ver' }).first().click()
  await page.getByRole('menuitem', { name: 'Başka emoji' }).click()
  await expect(page.getByRole('textbox', { name: 'Emoji ara' })).toBeFocused()
  await page.keyboard.type('dis')
  await page.getByRole('gridcell', { name: 'Diş', exact: true }).click()
  await expect(messages(page).getByRole('img', { name: '🦷, Ayşe Yılmaz' })).toBeVisible()

  // By keyboard into a message, where the caret is; found without the letters that the keyboard lacks, and remembered.
  await field.fill('Tamam!')
  await field.press('ArrowLeft')
  await field.press('Control+e')
  const search = page.getByRole('textbox', { name: 'Emoji ara' })
  await expect(search).toBeFocused()
  await expect(
    page.getByRole('region', { name: 'Son kullanılanlar' }).getByRole('button', { name: '🦷' }),
  ).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('emoji.png') })
  const picker = await new AxeBuilder({ page }).analyze()
  expect(picker.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  await page.keyboard.type('GULUMSEYEN')
  await expect(page.getByRole('gridcell', { selected: true })).toHaveText('😊')
  await page.screenshot({ path: test.info().outputPath('emoji-found.png') })
  await page.keyboard.press('Enter')
  await expect(field).toBeFocused()
  await expect(field).toHaveValue('Tamam😊!')
  await page.keyboard.type(' gibi')
  await expect(field).toHaveValue('Tamam😊 gibi!')
  await page.keyboard.press('Control+e')
  await expect(search).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(field).toBeFocused()
  await page.screenshot({ path: test.info().outputPath('sent.png') })
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
})

test('what a server does to a content has words, and comes by itself where it can', async ({
  page,
  office,
  whatsApp,
}) => {
  const token = await office.setUp()
  await linkNumber(await office.connect(token), whatsApp)
  await office.openAs(page, token)
  const { id: contact } = await meetCustomer(whatsApp, { name: 'Zeynep Işık', phoneNumber: '+905321112233' })
  const bytes = Buffer.alloc(400_000, 'a').toString('base64')
  const send = (fileName: string) =>
    whatsApp.call('sendMedia', { contact, kind: 'document', bytes, mime: 'application/pdf', fileName })
  await send('iyi.pdf')
  const row = page.getByRole('list', { name: 'Sohbetler' }).getByRole('link', { name: /Zeynep/u })
  await expect(row).toContainText('iyi.pdf')
  await row.click()
  const bubble = (name: string) => messages(page).getByRole('article').filter({ hasText: name })
  const faults = [
    ['wrong-bytes', 'Gelen içerik gönderilenle aynı değil'],
    ['half', 'bağlantıda sorun var'],
    ['too-large', 'Dosya çok büyük'],
  ] as const
  for (const [fault, words] of faults) {
    await whatsApp.call('failMedia', { fault })
    await send(`${fault}.pdf`)
    await expect(bubble(`${fault}.pdf`)).toContainText(words)
  }

  // Somebody made this message up: the address leads into the office's own network, and is never asked.
  const made = { mimetype: 'application/pdf', fileName: 'tuzak.pdf', mediaKey: Buffer.alloc(32).toString('base64') }
  const documentMessage = { ...made, url: 'http://192.168.1.1/v/x.enc', fileLength: 10 }
  await whatsApp.call('sendMessage', { contact, message: { documentMessage } })
  await expect(bubble('tuzak.pdf')).toContainText('güvenlik için indirilmedi')

  // It came half way and then nothing: shown as it comes, given up after half a minute, asked again.
  await whatsApp.call('failMedia', { fault: 'stalls' })
  await send('stalls.pdf')
  await expect(bubble('stalls.pdf')).toContainText('İndiriliyor')
  await office.moveClock(31_000)
  await expect(bubble('stalls.pdf')).toContainText('sunucusu yarıda sustu')
  await page.screenshot({ path: test.info().outputPath('faults.png') })
  await office.moveClock(11_000)
  for (const name of ['wrong-bytes', 'half', 'stalls'])
    await expect(bubble(`${name}.pdf`).getByRole('button', { name: /\.pdf/u })).toBeEnabled()
  await expect(bubble('too-large.pdf')).toContainText('Dosya çok büyük')
})

test('a voice message is recorded, heard, sent and played by the customer', async ({ page, office, whatsApp }) => {
  const token = await office.setUp()
  const client = await office.connect(token)
  const { rpc } = client
  await linkNumber(client, whatsApp)
  await office.openAs(page, token)
  const customer = await meetCustomer(whatsApp, { name: 'Zeynep Işık', phoneNumber: '+905321112233' })
  await customer.writes('Sesli anlatır mısınız?')
  await page
    .getByRole('list', { name: 'Sohbetler' })
    .getByRole('link', { name: /Zeynep/u })
    .click()
  const record = page.getByRole('button', { name: 'Sesli mesaj kaydet' })
  const strip = page.getByRole('group', { name: 'Sesli mesaj kaydı' })

  // Without a microphone a plain sentence says what to do.
  await page.evaluate(() => {
    const { mediaDevices } = navigator
    const real = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = () => {
      mediaDevices.getUserMedia = real
      return Promise.reject(new DOMException('Requested device not found', 'NotFoundError'))
    }
  })
  await record.click()
  await expect(page.getByText('Mikrofon bulunamadı. Bir mikrofon takıp yeniden deneyin.')).toBeVisible()

  // Begun and given up: nothing is left of it.
  await record.click()
  await expect(strip.getByRole('timer')).toHaveText('0:01')
  await page.keyboard.press('Escape')
  await expect(strip).toBeHidden()
  await expect(page.getByRole('textbox', { name: /mesaj/u })).toBeFocused()

  // Somebody looks at something else in between: what was said waits in the tray.
  await record.click()
  await expect(strip.getByRole('timer')).toHaveText('0:02')
  await page.keyboard.press('Control+2')
  await page.keyboard.press('Control+1')
  await page
    .getByRole('list', { name: 'Sohbetler' })
    .getByRole('link', { name: /Zeynep/u })
    .click()
  await page.getByRole('button', { name: 'Çıkar: Sesli mesaj.ogg' }).click()

  await record.click()
  await expect(strip.getByRole('timer')).toHaveText('0:01')
  await page.screenshot({ path: test.info().outputPath('recording.png') })
  await strip.getByRole('button', { name: 'Kaydı duraklat' }).click()
  await strip.getByRole('button', { name: 'Kayda devam et' }).click()
  await strip.getByRole('button', { name: 'Durdur ve dinle' }).click()
  await strip.getByRole('button', { name: 'Oynat' }).click()
  await page.screenshot({ path: test.info().outputPath('listening.png') })
  const { violations } = await new AxeBuilder({ page }).include('[aria-label^="Zeynep"]').analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  await strip.getByRole('button', { name: 'Gönder' }).click()
  await expect(strip).toBeHidden()
  await expect(messages(page).getByRole('img', { name: /Okundu|İletildi/u })).toBeVisible()

  // What arrives is a voice message as phones make them: Opus in Ogg, with its length and its shape.
  const [line] = (await whatsApp.chat(customer.id)).filter(({ from }) => from === 'office')
  const arrived = await whatsApp.call('openMedia', { contact: customer.id, id: line!.id })
  expect(arrived).toMatchObject({ kind: 'voice', mime: 'audio/ogg; codecs=opus' })
  const bytes = Buffer.from(arrived.bytes, 'base64')
  expect(bytes.subarray(0, 4).toString()).toBe('OggS')
  expect(bytes.subarray(28, 36).toString()).toBe('OpusHead')
  const conversation = (await rpc.conversations.list({})).items[0]!
  const { items } = await rpc.messages.list({ conversationId: conversation.id })
  expect(items[0]?.attachment).toMatchObject({ kind: 'voice', mime: 'audio/ogg' })
  expect(items[0]?.attachment?.seconds).toBeGreaterThan(0.9)
  expect(Math.max(...(items[0]?.attachment?.waveform ?? [0]))).toBe(100)
  await expect(messages(page).getByRole('button', { name: 'Oynat' })).toBeEnabled()
})
