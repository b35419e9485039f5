interface RegionLocale extends Intl.Locale {
  /** In Chromium since 99; TypeScript does not know it yet. */
  getTimeZones?: () => string[] | undefined
}

/**
 * The one time zone of a country, when its hour differs from ours right now. Null for countries of several hours (nobody
 * knows where the person is) and for ours.
 */
export function foreignTimeZone(countryCode: string | null, ourTimeZone: string, now: number): string | null {
  if (countryCode === null) return null
  const zones = zonesOf(countryCode)
  const [first] = zones
  if (first === undefined) return null
  const hour = hourIn(first, now)
  if (zones.some(zone => hourIn(zone, now) !== hour)) return null
  return hour === hourIn(ourTimeZone, now) ? null : first
}

function zonesOf(countryCode: string): string[] {
  try {
    const locale: RegionLocale = new Intl.Locale('und', { region: countryCode })
    return locale.getTimeZones?.() ?? []
  } catch {
    return []
  }
}

function hourIn(timeZone: string, at: number): string {
  return new Intl.DateTimeFormat('en', { timeZone, day: 'numeric', hour: 'numeric', minute: 'numeric' }).format(at)
}
