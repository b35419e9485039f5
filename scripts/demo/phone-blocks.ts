import type { Random } from './random.ts'

/**
 * Where made-up people get their numbers. Countries that keep numbers free for films are taken at their word (Ofcom's 07700 900,
 * the Bundesnetzagentur's drama numbers, 555-01, ARCEP's 06 39 98); elsewhere one block whose subscriber part begins
 * with zeros, which no operator hands out first. `digits` stand behind the prefix.
 */
interface PhoneBlock {
  readonly prefix: string
  readonly digits: number
}

const BLOCKS: Readonly<Record<string, readonly PhoneBlock[]>> = {
  TR: [{ prefix: '+90555000', digits: 4 }],
  DE: [
    { prefix: '+493023125', digits: 3 },
    { prefix: '+494066969', digits: 3 },
    { prefix: '+4917139200', digits: 2 },
    { prefix: '+49176040690', digits: 2 },
  ],
  GB: [{ prefix: '+447700900', digits: 3 }],
  US: ['212', '305', '310', '312', '415', '617', '713'].map(area => ({ prefix: `+1${area}55501`, digits: 2 })),
  CA: ['416', '514', '604'].map(area => ({ prefix: `+1${area}55501`, digits: 2 })),
  FR: [{ prefix: '+3363998', digits: 4 }],
  NL: [{ prefix: '+3161000', digits: 4 }],
  BE: [{ prefix: '+3247000', digits: 4 }],
  AT: [{ prefix: '+43660000', digits: 4 }],
  CH: [{ prefix: '+4176000', digits: 4 }],
  IT: [{ prefix: '+39320000', digits: 4 }],
  ES: [{ prefix: '+3460000', digits: 4 }],
  PL: [{ prefix: '+4850000', digits: 4 }],
  RO: [{ prefix: '+4070000', digits: 4 }],
  BG: [{ prefix: '+35988000', digits: 4 }],
  RU: [{ prefix: '+7900000', digits: 4 }],
  KZ: [{ prefix: '+7701000', digits: 4 }],
  AZ: [{ prefix: '+99450000', digits: 4 }],
  AE: [{ prefix: '+97150000', digits: 4 }],
  SA: [{ prefix: '+96650000', digits: 4 }],
  KW: [{ prefix: '+9655000', digits: 4 }],
  QA: [{ prefix: '+9745500', digits: 4 }],
  IQ: [{ prefix: '+964770000', digits: 4 }],
  DZ: [{ prefix: '+21355000', digits: 4 }],
  MA: [{ prefix: '+21260000', digits: 4 }],
}

/** The last tenth of each block stays free for the simulated phones. */
const SHARE_USED = 0.9

/** Gives out fictitious numbers, none twice. */
export function createPhoneBook(random: Random): { numberIn(country: string): string } {
  const taken = new Set<string>()
  return {
    numberIn(country) {
      const blocks = BLOCKS[country]
      if (!blocks) throw new Error(`There is no block of fictitious numbers for ${country}`)
      for (let tries = 0; tries < 10_000; tries += 1) {
        const { prefix, digits } = random.pick(blocks)
        const subscriber = random.whole(0, Math.floor(10 ** digits * SHARE_USED) - 1)
        const number = `${prefix}${String(subscriber).padStart(digits, '0')}`
        if (taken.has(number)) continue
        taken.add(number)
        return number
      }
      throw new Error(`The fictitious numbers of ${country} are used up`)
    },
  }
}
