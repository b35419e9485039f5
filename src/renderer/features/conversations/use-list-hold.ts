import { useWindowEvent } from '@mantine/hooks'
import { useCallback, useEffect, useState } from 'react'

/** How long stepping by keyboard keeps the list still after the last step. */
const STEPPING_MS = 4_000

/**
 * Whether somebody is reading the list, so that its rows must stand still: the pointer is on it, it is scrolled down, or
 * they step through it by keyboard. Typing elsewhere lets go of a pointer that merely rests there.
 */
export function useListHold() {
  const [isPointedAt, setIsPointedAt] = useState(false)
  const [isScrolled, setIsScrolled] = useState(false)
  const [steps, setSteps] = useState(0)

  useEffect(() => {
    if (steps === 0) return
    const timer = setTimeout(() => setSteps(0), STEPPING_MS)
    return () => clearTimeout(timer)
  }, [steps])

  useWindowEvent('keydown', event => {
    if (event.target instanceof HTMLElement && event.target.matches('textarea, input')) setIsPointedAt(false)
  })

  const handlePointer = useCallback(() => setIsPointedAt(true), [])
  const handlePointerGone = useCallback(() => setIsPointedAt(false), [])
  return {
    isHeld: isPointedAt || isScrolled || steps > 0,
    /** Lets the newest rows in now; moving the pointer holds the list again. */
    release: useCallback(() => {
      setIsPointedAt(false)
      setIsScrolled(false)
      setSteps(0)
    }, []),
    noteStep: useCallback(() => setSteps(count => count + 1), []),
    noteScroll: useCallback((top: number) => setIsScrolled(top > 4), []),
    pointerHandlers: {
      onPointerMove: handlePointer,
      onPointerLeave: handlePointerGone,
    },
  }
}
