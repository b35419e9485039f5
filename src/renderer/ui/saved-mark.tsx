import { Loader, Transition } from '@mantine/core'
import { useTimeout } from '@mantine/hooks'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Delayed } from './delayed.tsx'
import classes from './saved-mark.module.css'

export type SaveState = 'idle' | 'saving' | 'saved'

const SHOWN_MS = 2_500

interface SavedMarkProps {
  readonly state: SaveState
}

/** The quiet tick beside a field that saves itself. Its place is always kept. */
export function SavedMark({ state }: SavedMarkProps) {
  const { t } = useTranslation('frame')
  return (
    <span className={classes.place} role="status">
      {state === 'saving' && (
        <Delayed>
          <Loader size={14} aria-label={t('saving')} />
        </Delayed>
      )}
      {state === 'saved' && <Tick />}
    </span>
  )
}

/** Every saving mounts a new one, which goes by itself. */
function Tick() {
  const { t } = useTranslation('frame')
  const [isShown, setIsShown] = useState(true)
  useTimeout(() => setIsShown(false), SHOWN_MS, { autoInvoke: true })
  return (
    <Transition mounted={isShown} transition="fade" duration={150}>
      {style => (
        <span style={style} className={classes.tick}>
          <IconCheck size={16} aria-label={t('saved')} />
        </span>
      )}
    </Transition>
  )
}
