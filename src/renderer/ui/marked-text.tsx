import type { TextRange } from '#shared/domain/text-search.ts'
import classes from './marked-text.module.css'

interface MarkedTextProps {
  readonly text: string
  readonly marks: readonly TextRange[]
}

/** A text with what was found in it marked. The marks stand in its order and do not overlap. */
export function MarkedText({ text, marks }: MarkedTextProps) {
  if (marks.length === 0) return text
  return marks.map(({ start, end }, index) => (
    <span key={start}>
      {text.slice(marks[index - 1]?.end ?? 0, start)}
      <mark className={classes.mark}>{text.slice(start, end)}</mark>
      {index === marks.length - 1 && text.slice(end)}
    </span>
  ))
}
