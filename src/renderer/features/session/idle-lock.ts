const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const
const CHECK_MS = 5_000

/**
 * Calls back once nobody touched this window for so long. Clock times are compared, not timers awaited: after the PC slept,
 * the first movement of the mouse must lock the window, not count as presence.
 */
export function watchForIdle(idleMs: number, onIdle: () => void): () => void {
  let lastInputAt = Date.now()

  function check(): boolean {
    const isIdle = Date.now() - lastInputAt >= idleMs
    if (isIdle) onIdle()
    return isIdle
  }

  function noteInput(): void {
    if (!check()) lastInputAt = Date.now()
  }

  const timer = setInterval(check, CHECK_MS)
  for (const input of inputs) window.addEventListener(input, noteInput, { capture: true, passive: true })
  return () => {
    clearInterval(timer)
    for (const input of inputs) window.removeEventListener(input, noteInput, { capture: true })
  }
}
