/** Meta's own pages. Every one is opened by the guarded opener, outside this window. */
export const META_LINKS = {
  business: 'https://business.facebook.com/settings',
  apps: 'https://developers.facebook.com/apps',
  forms: 'https://business.facebook.com/latest/instant_forms',
  systemUsers: 'https://business.facebook.com/settings/system-users',
  leadAccess: 'https://business.facebook.com/settings/leads-accesses',
  explorer: 'https://developers.facebook.com/tools/explorer',
  aboutLeadAds: 'https://www.facebook.com/business/help/1462876307360828',
  aboutTokens: 'https://developers.facebook.com/docs/facebook-login/guides/access-tokens',
  aboutLeadAccess: 'https://www.facebook.com/business/help/1440176552713521',
} as const
