import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

interface StickToEnd {
  /** This near to the end counts as being there. */
  readonly within: number
  readonly toEnd: () => void
}

/**
 * Who looks at the newest message keeps seeing it when the place for messages becomes lower: a composer that grows, a window that
 * shrinks. A browser tells nobody then, for what is scrolled has not moved. Answers with what is to be told of every scrolling.
 */
export function useStickToEnd(scroller: RefObject<HTMLElement | null>, { within, toEnd }: StickToEnd): () => void {
  const isAtEnd = useRef(true)
  const goToEnd = useRef(toEnd)
  useLayoutEffect(() => {
    goToEnd.current = toEnd
  })

  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    let height = element.clientHeight
    const observer = new ResizeObserver(() => {
      const isLower = element.clientHeight < height
      height = element.clientHeight
      if (isLower && isAtEnd.current) goToEnd.current()
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])

  return () => {
    const element = scroller.current
    if (element === null) return
    isAtEnd.current = element.scrollHeight - element.clientHeight - element.scrollTop <= within
  }
}
