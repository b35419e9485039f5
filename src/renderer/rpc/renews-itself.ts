/** Mark (`meta`) of a query whose page hears the events itself and asks again for less than all of it; here it only becomes stale. */
export const RENEWS_ITSELF = 'renewsItself'
