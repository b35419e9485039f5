import { Loader, Transition } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
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
  const [isTicked, setIsTicked] = useState(false)
  useEffect(() => {
    if (state !== 'saved') return undefined
    setIsTicked(true)
    const timer = setTimeout(() => setIsTicked(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [state])
  return (
    <span className={classes.place} role="status">
      {state === 'saving' && (
        <Delayed>
          <Loader size={14} aria-label={t('saving')} />
        </Delayed>
      )}
      <Transition mounted={isTicked && state !== 'saving'} transition="fade" duration={150}>
        {style => (
          <span style={style} className={classes.tick}>
            <IconCheck size={16} aria-label={t('saved')} />
          </span>
        )}
      </Transition>
    </span>
  )
}
