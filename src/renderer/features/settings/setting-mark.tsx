import { Tooltip } from '@mantine/core'
import { StatusDot } from '../../ui/status-dot.tsx'

/** Beside a section's name in the index, while there is something to say in it. */
export function SettingMark({ words }: { readonly words: string }) {
  return (
    <Tooltip label={words}>
      <span role="img" aria-label={words}>
        <StatusDot severity="waiting" />
      </span>
    </Tooltip>
  )
}
