import type { Random } from '../demo/random.ts'

const line = (x: number, y: number, text: string, size = 26, more = '') =>
  `<text x="${x}" y="${y}" font-size="${size}" ${more}>${text}</text>`
const wood = (width: number, height: number, color: string) =>
  `<rect width="${width}" height="${height}" fill="${color}"/><g stroke="#000" opacity=".07" stroke-width="3">${Array.from({ length: Math.ceil(height / 86) }, (_, i) => `<path d="M0 ${i * 86 + 40} Q${width / 2} ${i * 86 + (i % 2 ? 58 : 22)} ${width} ${i * 86 + 44}" fill="none"/>`).join('')}</g>`

/** Squares as on a code that a machine reads; they say nothing. */
function squares(random: Random, x: number, y: number, size: number, count: number): string {
  const step = size / count
  const eye = (column: number, row: number) =>
    `<path d="M${x + column * step} ${y + row * step}h${7 * step}v${7 * step}h${-7 * step}Zm${step} ${step}v${5 * step}h${5 * step}v${-5 * step}Zm${step} ${step}h${3 * step}v${3 * step}h${-3 * step}Z" fill-rule="evenodd"/>`
  let path = ''
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      const isEye = (row < 8 && (column < 8 || column > count - 9)) || (row > count - 9 && column < 8)
      if (!isEye && random.chance(0.48)) path += `M${x + column * step} ${y + row * step}h${step}v${step}h${-step}Z`
    }
  }
  return `<path d="${path}"/>${eye(0, 0)}${eye(count - 7, 0)}${eye(0, count - 7)}`
}

export function passport(random: Random): string {
  const waves = Array.from(
    { length: 22 },
    (_, i) => `<path d="M110 ${140 + i * 26} q120 ${random.whole(-30, 30)} 240 0 t240 0 t240 0 t240 0"/>`,
  ).join('')
  return `${wood(1200, 860, '#8a6a4d')}
    <g transform="rotate(-2.4 600 430)"><rect x="92" y="92" width="1016" height="690" rx="22" fill="#000" opacity=".22"/><rect x="80" y="76" width="1016" height="690" rx="22" fill="#e9eef3"/>
    <g fill="none" stroke="#c3d3e2" stroke-width="3">${waves}</g>
    <rect x="130" y="200" width="250" height="320" fill="#cdd8e2"/><circle cx="255" cy="318" r="62" fill="#9fb0c0"/><path d="M150 520 q10 -120 105 -120 t105 120Z" fill="#9fb0c0"/>
    <g fill="#24384b">${line(130, 152, 'PASAPORT · PASSPORT', 34, 'font-weight="700"')}${line(430, 236, 'Soyadı / Surname', 20, 'opacity=".7"')}${line(430, 272, 'ÖRNEK', 34, 'font-weight="600"')}
    ${line(430, 326, 'Adı / Given names', 20, 'opacity=".7"')}${line(430, 362, 'KİMSE', 34, 'font-weight="600"')}${line(430, 416, 'Doğum tarihi / Date of birth', 20, 'opacity=".7"')}${line(430, 452, '01.01.1990', 34, 'font-weight="600"')}
    ${line(760, 416, 'Geçerlilik / Date of expiry', 20, 'opacity=".7"')}${line(760, 452, '31.12.2031', 34, 'font-weight="600"')}</g>
    <g font-family="monospace" fill="#24384b">${line(120, 650, 'P&lt;XXXORNEK&lt;&lt;KIMSE&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;', 36)}${line(120, 706, 'X00000000&lt;0XXX9001011X3112312&lt;&lt;&lt;&lt;&lt;&lt;&lt;00', 36)}</g>
    <g transform="rotate(-18 700 430)" fill="#b3372f" opacity=".75">${line(470, 470, 'ÖRNEK · SPECIMEN', 74, 'font-weight="800"')}</g></g>`
}

export function boardingPass(random: Random): string {
  return `<rect width="720" height="1280" fill="#f2f4f7"/><rect width="720" height="70" fill="#1d2b4f"/>
    <g fill="#fff">${line(40, 48, '9:41', 26)}${line(610, 48, '87 %', 26)}</g>
    <rect x="40" y="120" width="640" height="1080" rx="34" fill="#1d2b4f"/>
    <g fill="#fff">${line(80, 200, 'Umay Air', 42, 'font-weight="700"')}${line(80, 300, 'Berlin', 28, 'opacity=".75"')}${line(80, 376, 'BER', 84, 'font-weight="700"')}
    ${line(470, 300, 'İstanbul', 28, 'opacity=".75"')}${line(470, 376, 'IST', 84, 'font-weight="700"')}<path d="M290 348 H440 M420 330 L442 348 L420 366" stroke="#fff" stroke-width="6" fill="none"/>
    ${line(80, 470, 'Uçuş', 24, 'opacity=".7"')}${line(80, 510, 'UM 1723', 36)}${line(300, 470, 'Kapı', 24, 'opacity=".7"')}${line(300, 510, 'B14', 36)}${line(470, 470, 'Koltuk', 24, 'opacity=".7"')}${line(470, 510, '17C', 36)}
    ${line(80, 590, 'Kalkış', 24, 'opacity=".7"')}${line(80, 630, '10:35', 36)}${line(300, 590, 'Varış', 24, 'opacity=".7"')}${line(300, 630, '15:20', 36)}${line(470, 590, 'Yolcu', 24, 'opacity=".7"')}${line(470, 630, 'ÖRNEK/K', 36)}</g>
    <rect x="150" y="720" width="420" height="420" rx="18" fill="#fff"/><g fill="#14203c">${squares(random, 180, 750, 360, 29)}</g>`
}

export function bankTransfer(): string {
  const rows = [
    ['Tutar', '300,00 EUR'],
    ['Alıcı', 'Umut Sağlık Turizmi'],
    ['Açıklama', 'Kapora'],
    ['Tarih', '20.11.2026 10:12'],
    ['Referans', 'ORNEK-000000'],
  ]
  return `<rect width="720" height="1280" fill="#fff"/><rect width="720" height="300" fill="#0f766e"/>
    <g fill="#fff">${line(40, 48, '10:12', 26)}${line(610, 48, '64 %', 26)}${line(40, 190, 'Örnek Bank', 44, 'font-weight="700"')}${line(40, 240, 'Havale dekontu · Transfer receipt', 26, 'opacity=".85"')}</g>
    <circle cx="360" cy="420" r="66" fill="#d7f0e6"/><path d="M330 422 L352 444 L394 398" stroke="#0f766e" stroke-width="14" fill="none" stroke-linecap="round" stroke-linejoin="round"/>
    <g text-anchor="middle" fill="#16302d">${line(360, 550, 'Gönderildi', 40, 'font-weight="700"')}</g>
    ${rows.map(([name = '', value = ''], index) => `<g fill="#5c6b69">${line(56, 660 + index * 96, name, 26)}</g><g fill="#16302d" text-anchor="end">${line(664, 660 + index * 96, value, 30, 'font-weight="600"')}</g><path d="M56 ${696 + index * 96} H664" stroke="#e3e9e8" stroke-width="2"/>`).join('')}
    <g fill="#9aa7a5" text-anchor="middle">${line(360, 1220, 'Örnek belge · değeri yoktur', 24)}</g>`
}

export function clinicQuote(random: Random): string {
  const rows = [
    ['Zirkon kron × 8', '2.240 €'],
    ['İmplant × 2', '1.300 €'],
    ['Röntgen, muayene', '90 €'],
    ['Otel, 5 gece', '420 €'],
    ['Transfer', '80 €'],
  ]
  const scribble = Array.from(
    { length: 9 },
    (_, i) => `q${random.whole(12, 34)} ${random.whole(-46, 46)} ${20 + i} 0`,
  ).join(' ')
  return `${wood(960, 1280, '#6f5b49')}
    <g transform="rotate(3 480 640)"><rect x="120" y="98" width="740" height="1090" fill="#000" opacity=".25"/><rect x="106" y="84" width="740" height="1090" fill="#fbfaf6"/>
    <g fill="#2b3440">${line(160, 176, 'Mavi Gülüş Diş Kliniği', 42, 'font-weight="700"')}${line(160, 222, 'İzmir · teklif no. 0000', 24, 'opacity=".7"')}
    ${rows.map(([what = '', price = ''], index) => `${line(160, 350 + index * 92, what, 32)}<g text-anchor="end">${line(790, 350 + index * 92, price, 32)}</g><path d="M160 ${372 + index * 92} H790" stroke="#d8d4ca" stroke-width="2"/>`).join('')}
    ${line(160, 870, 'Toplam', 40, 'font-weight="700"')}<g text-anchor="end">${line(790, 870, '4.130 €', 44, 'font-weight="700"')}</g>${line(160, 1000, 'Geçerlilik: 30 gün', 24, 'opacity=".7"')}</g>
    <path d="M560 1060 ${scribble}" fill="none" stroke="#2b48a8" stroke-width="6"/>
    <ellipse cx="716" cy="856" rx="128" ry="56" fill="none" stroke="#b3372f" stroke-width="7"/></g>`
}

export function medicine(): string {
  return `${wood(1200, 860, '#b99f7f')}
    <g transform="rotate(-6 600 430)"><path d="M230 250 L880 250 L970 190 L320 190Z" fill="#dfe7ea"/><path d="M880 250 L970 190 V500 L880 580Z" fill="#b9c7cd"/><rect x="230" y="250" width="650" height="330" fill="#f7fafb"/><rect x="230" y="250" width="150" height="330" fill="#1f6f8b"/>
    <g fill="#1d3b47">${line(420, 360, 'Metoprolol', 68, 'font-weight="700"')}${line(420, 420, '50 mg', 48)}${line(420, 500, '20 tablet · örnek ilaç', 30, 'opacity=".7"')}</g></g>
    <g transform="rotate(9 700 690)"><rect x="480" y="610" width="470" height="160" rx="18" fill="#cfd6d9"/>${Array.from({ length: 10 }, (_, i) => `<ellipse cx="${534 + (i % 5) * 90}" cy="${654 + Math.floor(i / 5) * 74}" rx="30" ry="26" fill="${i < 3 ? '#aeb8bc' : '#f3f6f7'}" stroke="#98a4a9" stroke-width="3"/>`).join('')}</g>`
}
