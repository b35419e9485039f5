import { useRef, useState } from 'react'
import { takeCarried } from './carried-files.ts'

/** Files that are dragged over a place and let go there. */
export function useFileDrop(onFiles: (files: readonly File[]) => void) {
  const [isOver, setIsOver] = useState(false)
  // Every child that is passed on the way tells of its own entering and leaving.
  const depth = useRef(0)

  function end() {
    depth.current = 0
    setIsOver(false)
  }

  return {
    isOver,
    dropProps: {
      onDragEnter(event: React.DragEvent) {
        if (!carriesFiles(event)) return
        depth.current += 1
        setIsOver(true)
      },
      onDragOver(event: React.DragEvent) {
        // Without this the window would open the file.
        if (carriesFiles(event)) event.preventDefault()
      },
      onDragLeave() {
        depth.current -= 1
        if (depth.current <= 0) end()
      },
      onDrop(event: React.DragEvent) {
        if (!carriesFiles(event)) return
        event.preventDefault()
        end()
        const files = takeCarried(event.dataTransfer)
        if (files.length > 0) onFiles(files)
      },
    },
  }
}

function carriesFiles(event: React.DragEvent): boolean {
  return event.dataTransfer.types.includes('Files')
}
