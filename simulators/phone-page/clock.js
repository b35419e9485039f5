import { language } from './words.js'

/** @param {number} at */
export function clock(at) {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(at)
}
