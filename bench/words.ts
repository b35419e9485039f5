// Names and sentences for an office that never was: always the same for the same number.

const FIRST_NAMES =
  'Ayşe Fatma Emine Zeynep Elif Şule Gülşen İpek Özge Çiğdem Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim Ömer Uğur Çağrı Yiğit Işıl Şirin Gökçe Umut Deniz Oğuz Bülent Ülkü Tuğba'.split(
    ' ',
  )
const LAST_NAMES =
  'Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek Polat Korkmaz Çakır Erdoğan Güneş Aksoy Işık Bulut Tekin Ünal'.split(
    ' ',
  )
const WORDS =
  'fiyat bilgi ameliyat randevu saç ekimi diş implant tedavi kontrol otel transfer havalimanı uçak bilet pasaport doktor klinik sonuç fotoğraf gönderdim teşekkürler yarın bugün akşam sabah öğleden sonra pazartesi salı çarşamba perşembe cuma ödeme kapora euro lira taksit indirim ne zaman nasıl kaç gün kalacağım eşim annem oğlum kızım için lütfen acil ağrı ilaç reçete tahlil röntgen İstanbul Ankara İzmir Antalya Iğdır Diyarbakır Şanlıurfa Muğla ışık gördüm aldım geldim gelemedim bekliyorum aradım ulaşamadım tamam olur hayır evet peki güzel çok iyi'.split(
    ' ',
  )

/** Spreads neighbouring numbers over the whole range. */
function scatter(number: number, salt: number): number {
  let hash = Math.imul(number ^ (salt * 0x9e3779b9), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function pick(words: readonly string[], number: number, salt: number): string {
  return words[scatter(number, salt) % words.length] ?? ''
}

export function nameOf(number: number): string {
  return `${pick(FIRST_NAMES, number, 1)} ${pick(LAST_NAMES, number, 2)}`
}

export function phoneOf(number: number): string {
  return `+90${5_320_000_000 + number}`
}

/** Every second sentence greets, and one word in it stands in few others. */
export function sentenceOf(number: number): string {
  const length = 4 + (scatter(number, 3) % 11)
  const words = Array.from({ length }, (_, place) => pick(WORDS, number, 10 + place))
  return `${number % 2 === 0 ? 'Merhaba ' : ''}${words.join(' ')} ${rareWordOf(number)}`
}

export function rareWordOf(number: number): string {
  return `dosya${number % 5_000}`
}
