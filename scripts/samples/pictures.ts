import { createRandom, type Random } from '../demo/random.ts'
import { bankTransfer, boardingPass, clinicQuote, medicine, passport } from './papers.ts'

/** A drawing of something that patients send: nobody is shown on any of them, and nothing of it exists. */
export interface Drawing {
  readonly id: string
  readonly name: { readonly tr: string; readonly en: string }
  readonly width: number
  readonly height: number
  readonly svg: string
}

const svg = (width: number, height: number, content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Noto Sans, sans-serif">${content}</svg>`

export function drawPictures(): Drawing[] {
  const random = createRandom(7)
  const picture = (id: string, tr: string, en: string, width: number, height: number, content: string): Drawing => ({
    ...{ id, name: { tr, en }, width, height },
    svg: svg(width, height, content),
  })
  return [
    picture('panorama', 'Panoramik röntgen', 'Panoramic X-ray', 1280, 640, panorama(random)),
    picture('crown', 'Saç, tepeden', 'Hair from above', 960, 1200, crown(random)),
    picture('smile', 'Dişler', 'Teeth', 1200, 800, smile()),
    picture('profile', 'Yandan çizim', 'Profile drawing', 900, 1100, profile()),
    picture('strait', 'Otelden manzara', 'View from the hotel', 1200, 900, strait(random)),
    picture('passport', 'Pasaport (örnek)', 'Passport (specimen)', 1200, 860, passport(random)),
    picture('boarding-pass', 'Biniş kartı', 'Boarding pass', 720, 1280, boardingPass(random)),
    picture('transfer', 'Havale dekontu', 'Transfer receipt', 720, 1280, bankTransfer()),
    picture('clinic-quote', 'Başka kliniğin teklifi', 'Another clinic’s offer', 960, 1280, clinicQuote(random)),
    picture('medicine', 'İlaç kutusu', 'Box of medicine', 1200, 860, medicine()),
  ]
}

/** What a thankful patient sends; drawn on nothing. */
export const STICKER = svg(
  512,
  512,
  `<path d="M256 452 C60 318 36 214 84 148 C132 84 216 96 256 168 C296 96 380 84 428 148 C476 214 452 318 256 452Z" fill="#fff" stroke="#fff" stroke-width="44" stroke-linejoin="round"/>
  <path d="M256 452 C60 318 36 214 84 148 C132 84 216 96 256 168 C296 96 380 84 428 148 C476 214 452 318 256 452Z" fill="#e4572e"/>
  <path d="M112 176 C124 148 148 138 170 142" stroke="#fff" stroke-opacity=".65" stroke-width="18" stroke-linecap="round" fill="none"/>
  <text x="256" y="292" text-anchor="middle" font-size="62" font-weight="800" fill="#fff">Teşekkürler</text>`,
)

function panorama(random: Random): string {
  const row = (isUpper: boolean) =>
    Array.from({ length: 16 }, (_, index) => {
      const place = (index - 7.5) / 7.5
      const x = 640 + place * 420
      const y = (isUpper ? 292 : 352) + place * place * (isUpper ? 62 : 34)
      const isMolar = Math.abs(place) > 0.55
      const width = isMolar ? 54 : 38
      const root = (isUpper ? -1 : 1) * random.whole(96, 124)
      const light = random.whole(188, 222)
      if (isUpper && index === 11) return ''
      const filling =
        isMolar && random.chance(0.4)
          ? `<rect x="${x - 12}" y="${y - 8}" width="24" height="18" rx="6" fill="#fff"/>`
          : ''
      return `<g transform="rotate(${place * (isUpper ? 14 : -16)} ${x} ${y})">
        <path d="M${x - width / 2} ${y} q0 ${-root / 8} ${width / 8} ${root / 4} L${x - 5} ${y + root} q5 ${root / 12} 10 0 L${x + width / 2.6} ${y + root / 4} Q${x + width / 2} ${y + root / 10} ${x + width / 2} ${y} Q${x} ${y - root / 5} ${x - width / 2} ${y}Z"
          fill="rgb(${light},${light},${light})" opacity=".88"/>
        <path d="M${x} ${y + root * 0.12} L${x} ${y + root * 0.86}" stroke="#555" stroke-width="5" opacity=".7"/>${filling}</g>`
    }).join('')
  return `<defs><radialGradient id="d" cx=".5" cy=".48" r=".62"><stop offset="0" stop-color="#8b8f92"/><stop offset=".55" stop-color="#4c5053"/><stop offset="1" stop-color="#0c0d0e"/></radialGradient>
    <filter id="b"><feGaussianBlur stdDeviation="1.6"/></filter><filter id="w"><feGaussianBlur stdDeviation="14"/></filter></defs>
    <rect width="1280" height="640" fill="url(#d)"/>
    <g filter="url(#w)" fill="none" stroke-linecap="round">
      <path d="M120 120 Q150 520 640 540 Q1130 520 1160 120" stroke="#b9bec1" stroke-width="58" opacity=".5"/>
      <path d="M320 190 Q640 96 960 190" stroke="#b5babd" stroke-width="44" opacity=".5"/>
      <ellipse cx="640" cy="150" rx="70" ry="86" stroke="#1b1c1d" stroke-width="30" opacity=".6"/>
      <path d="M250 300 Q640 380 1030 300" stroke="#17181a" stroke-width="16" opacity=".55"/></g>
    <g filter="url(#b)">${row(true)}${row(false)}</g>
    <g fill="#e9eef0" font-size="24" opacity=".8"><text x="36" y="52">R</text><text x="1226" y="52">L</text><text x="36" y="612" font-size="18">OPG 72 kV 8 mA</text></g>`
}

function crown(random: Random): string {
  const hairs = Array.from({ length: 2_600 }, () => {
    const angle = random.fraction() * Math.PI * 2
    const distance = Math.sqrt(random.fraction())
    const [x, y] = [480 + Math.cos(angle) * distance * 318, 600 + Math.sin(angle) * distance * 436]
    const isThin = Math.hypot((x - 480) / 150, (y - 470) / 190) < 1
    const isFront = y < 360 && Math.abs(x - 480) < 230
    if ((isThin && random.chance(0.86)) || (isFront && random.chance(0.72))) return ''
    const turn = angle + Math.PI / 2
    const length = random.whole(14, 30)
    return `M${x.toFixed(0)} ${y.toFixed(0)}l${(Math.cos(turn) * length).toFixed(0)} ${(Math.sin(turn) * length).toFixed(0)}`
  }).join('')
  return `<defs><linearGradient id="t" y2="1"><stop stop-color="#e9e3da"/><stop offset="1" stop-color="#cfc6b8"/></linearGradient>
    <radialGradient id="s"><stop stop-color="#eec7a4"/><stop offset="1" stop-color="#d2a079"/></radialGradient></defs>
    <rect width="960" height="1200" fill="url(#t)"/>
    <ellipse cx="480" cy="1130" rx="420" ry="150" fill="#3d5a66"/>
    <ellipse cx="142" cy="640" rx="34" ry="76" fill="#d2a079"/><ellipse cx="818" cy="640" rx="34" ry="76" fill="#d2a079"/>
    <ellipse cx="480" cy="600" rx="334" ry="452" fill="url(#s)"/>
    <path d="${hairs}" stroke="#3a2a20" stroke-width="4.6" stroke-linecap="round" fill="none" opacity=".86"/>
    <g fill="none" stroke="#3d3fb0" stroke-width="6" stroke-dasharray="18 12" stroke-linecap="round">
      <path d="M240 330 Q480 150 720 330"/><ellipse cx="480" cy="470" rx="164" ry="204"/></g>
    <g fill="#3d3fb0" font-size="40" font-weight="600"><text x="462" y="262">1</text><text x="466" y="486">2</text></g>`
}

function smile(): string {
  const upper = [-4, -3, -2, -1, 0, 1, 2, 3].map(place => {
    const x = 600 + (place + 0.5) * 92
    const bend = (place + 0.5) ** 2 * 5
    const height = [128, 146, 138, 164, 164, 138, 146, 128][place + 4] ?? 130
    const fill = place === 1 ? '#d9cba0' : place === -3 ? '#e6dcbf' : '#f3ecd9'
    return `<path d="M${x - 43} ${318 - bend} h86 l-4 ${height - 22} q-2 24 -26 24 h-26 q-24 0 -26 -24Z" fill="${fill}" stroke="#c9bd9d" stroke-width="3"/>`
  })
  const lower = [-3, -2, -1, 0, 1, 2].map(
    place =>
      `<rect x="${600 + place * 74 + 3}" y="${506 - (place + 0.5) ** 2 * 4}" width="68" height="96" rx="18" fill="#ebe2cb" stroke="#c9bd9d" stroke-width="3"/>`,
  )
  return `<defs><radialGradient id="k" r=".75"><stop stop-color="#edc3a3"/><stop offset="1" stop-color="#c9916b"/></radialGradient></defs>
    <rect width="1200" height="800" fill="url(#k)"/>
    <path d="M150 400 Q380 150 560 216 Q600 236 640 216 Q820 150 1050 400 Q820 716 600 716 Q380 716 150 400Z" fill="#b4574f"/>
    <path d="M212 400 Q420 262 600 274 Q780 262 988 400 Q800 640 600 640 Q400 640 212 400Z" fill="#47191b"/>
    <clipPath id="m"><path d="M212 400 Q420 262 600 274 Q780 262 988 400 Q800 640 600 640 Q400 640 212 400Z"/></clipPath>
    <g clip-path="url(#m)"><rect x="200" y="250" width="800" height="74" fill="#c9736f"/>${upper.join('')}${lower.join('')}</g>
    <path d="M330 590 Q600 700 870 590" stroke="#d98a7f" stroke-width="22" stroke-linecap="round" fill="none" opacity=".7"/>
    <circle cx="738" cy="388" r="78" fill="none" stroke="#fff" stroke-width="7" stroke-dasharray="20 14"/>`
}

function profile(): string {
  return `<rect width="900" height="1100" fill="#f4f1ea"/>
    <g stroke="#d9d3c4" stroke-width="2">${Array.from({ length: 17 }, (_, i) => `<path d="M${50 + i * 50} 0V1100M0 ${i * 68}H900"/>`).join('')}</g>
    <path d="M700 60 Q520 70 470 210 Q452 270 462 330 Q440 372 426 400 Q372 470 322 566 Q306 600 344 622 Q372 634 402 634 Q396 664 378 690 Q404 706 410 724 Q390 744 396 768 Q428 792 420 850 Q424 930 520 934 Q600 936 640 1000 L660 1100"
      fill="none" stroke="#2f3b44" stroke-width="9" stroke-linecap="round" stroke-linejoin="round"/>
    <path d="M426 400 Q398 440 386 476 Q348 530 322 566" fill="none" stroke="#b3372f" stroke-width="7" stroke-dasharray="16 12"/>
    <g stroke="#0b7a75" stroke-width="5" fill="none"><path d="M466 320 L250 690"/><path d="M402 634 L220 600"/><path d="M300 604 A110 110 0 0 1 322 560"/></g>
    <g font-size="36" fill="#0b7a75"><text x="196" y="572">104°</text><text x="520" y="390" fill="#b3372f">− 3 mm</text></g>
    <text x="60" y="1050" font-size="30" fill="#6b6f73">Planlama taslağı · Planning sketch</text>`
}

export function strait(random: Random, boatAt = 0.44): string {
  const windows = Array.from({ length: 90 }, () => {
    const [x, y] = [random.whole(0, 119) * 10, random.whole(52, 60) * 10]
    return `<rect x="${x}" y="${y}" width="4" height="6" fill="#ffd98a" opacity="${(random.fraction() * 0.8).toFixed(2)}"/>`
  }).join('')
  const boat = 1200 * boatAt
  return `<defs><linearGradient id="y" y2="1"><stop stop-color="#2d4a7a"/><stop offset=".55" stop-color="#e58f65"/><stop offset="1" stop-color="#f7d08a"/></linearGradient>
    <linearGradient id="z" y2="1"><stop stop-color="#c98463"/><stop offset="1" stop-color="#1f3a54"/></linearGradient></defs>
    <rect width="1200" height="640" fill="url(#y)"/><circle cx="830" cy="470" r="64" fill="#ffe7b0"/>
    <path d="M0 560 L90 520 L180 540 L260 500 L420 548 L600 508 L760 552 L900 512 L1080 548 L1200 516 V640 H0Z" fill="#4a4660"/>
    <g fill="#3a3751"><path d="M250 540 a70 62 0 0 1 140 0Z"/><path d="M222 400 h10 l4 150 h-18Z M408 400 h10 l4 150 h-18Z"/><path d="M216 402 l11 -34 11 34Z M402 402 l11 -34 11 34Z"/><circle cx="320" cy="474" r="6"/></g>${windows}
    <g stroke="#2b2a3f" fill="none"><path d="M560 620 V440 M1030 620 V440" stroke-width="12"/><path d="M400 560 Q480 540 560 446 Q795 640 1030 446 Q1110 540 1200 560" stroke-width="5"/><path d="M380 592 H1200" stroke-width="8"/>
      ${Array.from({ length: 13 }, (_, i) => `<path d="M${600 + i * 32} 592 V${Math.round(474 + 100 * (1 - ((i - 6) / 7) ** 2))}" stroke-width="2"/>`).join('')}</g>
    <rect y="640" width="1200" height="260" fill="url(#z)"/>
    <g stroke="#ffe0a8" stroke-linecap="round" opacity=".6">${Array.from({ length: 26 }, (_, i) => `<path d="M${random.whole(700, 930)} ${650 + i * 9} h${random.whole(14, 70)}" stroke-width="3"/>`).join('')}</g>
    <g transform="translate(${boat} 700)"><path d="M-90 0 H90 L66 30 H-70Z" fill="#f4f1ea"/><path d="M-54 -26 H40 V0 H-54Z" fill="#e8e2d4"/><path d="M-10 -52 h18 v26 h-18Z" fill="#b3372f"/></g>
    <path d="M0 836 H1200 V900 H0Z" fill="#1a2231"/><g stroke="#1a2231" stroke-width="9">${Array.from({ length: 31 }, (_, i) => `<path d="M${i * 40} 760 V850"/>`).join('')}<path d="M0 760 H1200" stroke-width="14"/></g>`
}
