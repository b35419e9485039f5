import type { ReactNode } from 'react'
import classes from './saved-field.module.css'
import { SavedMark, type SaveState } from './saved-mark.tsx'

interface SavedFieldProps {
  readonly state: SaveState
  readonly children: ReactNode
}

/** A field that saves itself, with its tick in line with the input. */
export function SavedField({ state, children }: SavedFieldProps) {
  return (
    <div className={classes.field}>
      <div className={classes.control}>{children}</div>
      <span className={classes.mark}>
        <SavedMark state={state} />
      </span>
    </div>
  )
}
