const tr = {
  title: 'Telefonlar',
  subtitle: 'Santral demosu · WhatsApp simülatörü',
  lost: 'Simülatör çalışmıyor. Demo yeniden başlatılınca sayfayı yenileyin.',
  language: 'English',
  officePhone: 'Ofis telefonu',
  linkedDevices: 'Bağlı cihazlar',
  noDevices: 'Bağlı cihaz yok.',
  device: 'Santral ({id})',
  online: 'çevrim içi',
  offline: 'çevrim dışı',
  waitingMessages: '{count} mesaj bekliyor',
  unlink: 'Çıkış yap',
  scanScreen: 'Ekrandaki QR’ı okut',
  scanReady: 'Santral bir QR kodu gösteriyor.',
  scanWaiting: 'Santral’da Ayarlar → WhatsApp numaraları → “QR kodu göster”. Kod görününce bu düğme etkinleşir.',
  otherWays: 'Başka yollarla bağla',
  qrText: 'QR metni',
  scanText: 'Metni okut',
  pairingCode: 'Eşleştirme kodu',
  enterCode: 'Kodu gir',
  codeAwaited: 'Santral bu telefonda kod girilmesini bekliyor.',
  demandPasskey: 'Bağlarken geçiş anahtarı iste',
  passkeyDemanded: 'WhatsApp geçiş anahtarı istedi; cihaz bağlanmadı.',
  linkedNow: 'Cihaz bağlandı.',
  writeFromPhone: 'Telefondan yaz',
  writeFromPhoneTo: '{name} kişisine ofis telefonundan',
  send: 'Gönder',
  faults: 'Arızalar',
  dropLine: 'Hattı kopar',
  lineDropped: 'Hat koparıldı; Santral yeniden bağlanır.',
  noInternet: 'İnternet yok',
  frozenLine: 'Hat donuk (ne gelir ne gider)',
  customers: 'Müşteriler',
  newCustomer: 'Yeni müşteri',
  search: 'Ara',
  byNumber: 'Numarası görünür',
  byLid: 'LID ile yazar, numarası bilinir',
  hidden: 'Numarası gizli',
  typing: 'yazıyor…',
  noMessages: 'Henüz mesaj yok. Aşağıya yazın; Santral’da görünür.',
  message: 'Mesaj',
  clickAd: 'Reklama tıkla',
  adWaiting: 'Reklamdan geldi: {title}. Sonraki mesajla birlikte gider.',
  cancel: 'Vazgeç',
  reply: 'Yanıtla',
  replyingTo: 'Yanıtlanan: {text}',
  photo: 'Fotoğraf',
  voice: 'Sesli mesaj',
  location: 'Konum',
  office: 'Ofis',
  fromPhone: 'telefondan',
  arrivedTimes: '{count} kez geldi',
  name: 'Ad',
  number: 'Telefon numarası',
  numberHint: 'Örnek: +90 555 000 90 02',
  howShown: 'WhatsApp kişiyi nasıl gösterir',
  create: 'Oluştur',
  sentTick: 'gönderildi',
  deliveredTick: 'ofise ulaştı',
  readTick: 'ofis okudu',
  refused: 'ofis reddetti',
}

/** @type {typeof tr} */
const en = {
  title: 'Phones',
  subtitle: 'Santral demo · WhatsApp simulator',
  lost: 'The simulator is not running. Reload this page once the demo has been started again.',
  language: 'Türkçe',
  officePhone: 'Office phone',
  linkedDevices: 'Linked devices',
  noDevices: 'No linked device.',
  device: 'Santral ({id})',
  online: 'online',
  offline: 'offline',
  waitingMessages: '{count} messages waiting',
  unlink: 'Log out',
  scanScreen: 'Scan the QR on the screen',
  scanReady: 'Santral is showing a QR code.',
  scanWaiting: 'In Santral: Settings → WhatsApp numbers → “Show QR code”. This button wakes up when it appears.',
  otherWays: 'Link in another way',
  qrText: 'Text of the QR',
  scanText: 'Scan the text',
  pairingCode: 'Pairing code',
  enterCode: 'Enter the code',
  codeAwaited: 'Santral waits for a code to be entered on this phone.',
  demandPasskey: 'Demand a passkey when linking',
  passkeyDemanded: 'WhatsApp demanded a passkey; the device was not linked.',
  linkedNow: 'The device is linked.',
  writeFromPhone: 'Write from the phone',
  writeFromPhoneTo: 'To {name}, from the office phone',
  send: 'Send',
  faults: 'Faults',
  dropLine: 'Drop the line',
  lineDropped: 'The line was dropped; Santral reconnects.',
  noInternet: 'No internet',
  frozenLine: 'Frozen line (nothing in, nothing out)',
  customers: 'Customers',
  newCustomer: 'New customer',
  search: 'Search',
  byNumber: 'Number visible',
  byLid: 'Writes by LID, number known',
  hidden: 'Number hidden',
  typing: 'typing…',
  noMessages: 'No messages yet. Write below; it appears in Santral.',
  message: 'Message',
  clickAd: 'Click an ad',
  adWaiting: 'Came from the ad: {title}. It goes with the next message.',
  cancel: 'Cancel',
  reply: 'Reply',
  replyingTo: 'Replying to: {text}',
  photo: 'Photo',
  voice: 'Voice message',
  location: 'Location',
  office: 'Office',
  fromPhone: 'from the phone',
  arrivedTimes: 'arrived {count} times',
  name: 'Name',
  number: 'Phone number',
  numberHint: 'For example +90 555 000 90 02',
  howShown: 'How WhatsApp shows the person',
  create: 'Create',
  sentTick: 'sent',
  deliveredTick: 'reached the office',
  readTick: 'read by the office',
  refused: 'refused by the office',
}

/** @typedef {keyof typeof tr} Word */

const KEPT_AS = 'language'
const languages = { tr, en }

/** @type {keyof typeof languages} */
export let language = firstLanguage()

function firstLanguage() {
  const kept = localStorage.getItem(KEPT_AS) ?? navigator.language.slice(0, 2)
  return kept === 'tr' ? 'tr' : 'en'
}

export function switchLanguage() {
  language = language === 'tr' ? 'en' : 'tr'
  localStorage.setItem(KEPT_AS, language)
}

/**
 * @param {Word} word
 * @param {Record<string, string | number>} [values]
 */
export function say(word, values = {}) {
  return languages[language][word].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))
}
