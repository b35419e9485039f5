import { useLayoutEffect, useRef } from 'react'
import classes from './file-preview.module.css'

export const LARGEST_SCALE = 8
const DOUBLE_CLICK_SCALE = 2.5
const WHEEL_STEP = 1.15

interface ZoomablePictureProps {
  readonly src: string
  readonly name: string
  /** 1: all of it is seen. */
  readonly scale: number
  readonly onScale: (scale: number) => void
}

/** A picture that is drawn nearer by wheel or double click, and moved by dragging or the arrow keys. */
export function ZoomablePicture({ src, name, scale, onScale }: ZoomablePictureProps) {
  const dragged = useRef<{ x: number; y: number } | null>(null)
  const isNear = scale > 1
  const stage = useRef<HTMLDivElement>(null)
  const drawnAt = useRef(scale)

  // What is in the middle stays there.
  useLayoutEffect(() => {
    const { current: element } = stage
    const ratio = scale / drawnAt.current
    drawnAt.current = scale
    if (element === null || ratio === 1) return
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = element
    element.scrollLeft = (scrollLeft + clientWidth / 2) * ratio - clientWidth / 2
    element.scrollTop = (scrollTop + clientHeight / 2) * ratio - clientHeight / 2
  }, [scale])

  function handleMove(event: React.PointerEvent<HTMLElement>) {
    const from = dragged.current
    if (from === null) return
    event.currentTarget.scrollBy(from.x - event.clientX, from.y - event.clientY)
    dragged.current = { x: event.clientX, y: event.clientY }
  }

  return (
    <div
      ref={stage}
      className={classes.stage}
      data-is-near={isNear}
      tabIndex={isNear ? 0 : -1}
      role="group"
      aria-label={name}
      onWheel={event => onScale(event.deltaY < 0 ? scale * WHEEL_STEP : scale / WHEEL_STEP)}
      onDoubleClick={() => onScale(isNear ? 1 : DOUBLE_CLICK_SCALE)}
      onPointerDown={event => {
        if (!isNear) return
        dragged.current = { x: event.clientX, y: event.clientY }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={handleMove}
      onPointerUp={() => {
        dragged.current = null
      }}
    >
      <img
        className={classes.picture}
        src={src}
        alt={name}
        draggable={false}
        style={isNear ? { width: `${scale * 100}%`, height: `${scale * 100}%`, maxWidth: 'none' } : undefined}
      />
    </div>
  )
}
