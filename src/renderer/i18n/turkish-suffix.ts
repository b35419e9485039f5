const afterUnit = ['dan', 'den', 'den', 'ten', 'ten', 'ten', 'dan', 'den', 'den', 'dan'] as const
/** On, yirmi, otuz, kırk, elli, altmış, yetmiş, seksen, doksan. */
const afterTen = ['dan', 'dan', 'den', 'dan', 'tan', 'den', 'tan', 'ten', 'den', 'dan'] as const

/** "15:02" → "15:02'den": the suffix follows the number as it is spoken, and a full hour is spoken without its zeros. */
export function fromClockTime(time: string): string {
  const [hours = '0', minutes = '0'] = time.split(':')
  const spoken = Number(minutes) === 0 ? Number(hours) : Number(minutes)
  const suffix = spoken % 10 === 0 ? afterTen[Math.trunc(spoken / 10) % 10] : afterUnit[spoken % 10]
  return `${time}'${suffix}`
}
