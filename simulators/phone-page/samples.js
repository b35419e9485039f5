import { language } from './words.js'

/**
 * Something ready to send; made by scripts/make-samples.ts.
 * @typedef {object} Sample
 * @property {string} id
 * @property {{ tr: string, en: string }} name
 * @property {'image' | 'video' | 'voice' | 'sticker' | 'document'} kind
 * @property {string} file
 * @property {string} mime
 * @property {string} [fileName]
 * @property {number} [width]
 * @property {number} [height]
 * @property {number} [seconds]
 * @property {number[]} [waveform]
 * @property {string} [thumbnail]
 */

/** @type {Promise<Sample[]> | undefined} */
let known

/** @returns {Promise<Sample[]>} */
export function readSamples() {
  known ??= fetch('samples/samples.json').then(response => response.json())
  return known
}

/** @param {Sample} sample */
export const addressOf = sample => `samples/${sample.file}`

/** @param {Sample} sample */
export const nameOf = sample => sample.name[language]

/** A sample as the message that carries it. @param {Sample} sample */
export async function messageOfSample({ id: _, name: __, file, ...facts }) {
  const blob = await (await fetch(`samples/${file}`)).blob()
  return { ...facts, bytes: await toBase64(blob) }
}

/** @param {Blob} blob @returns {Promise<string>} */
export function toBase64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () =>
      resolve(typeof reader.result === 'string' ? (reader.result.split(',')[1] ?? '') : ''),
    )
    reader.addEventListener('error', () => reject(reader.error))
    reader.readAsDataURL(blob)
  })
}
