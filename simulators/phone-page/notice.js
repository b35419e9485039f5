import { h } from './dom.js'

const SHOWN_FOR_MS = 5_000
const box = h('div', { class: 'notice', role: 'status', hidden: true })
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer

export const noticeBox = box

/** @param {string} text */
export function tell(text) {
  box.textContent = text
  box.hidden = false
  clearTimeout(timer)
  timer = setTimeout(() => {
    box.hidden = true
  }, SHOWN_FOR_MS)
}

/**
 * Runs something that may be refused, and says why when it is.
 * @param {() => Promise<unknown>} work
 */
export async function attempt(work) {
  try {
    await work()
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error))
  }
}
