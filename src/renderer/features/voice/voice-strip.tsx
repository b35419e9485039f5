import { ActionIcon, Tooltip } from '@mantine/core'
import {
  IconMicrophone,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  IconSend2,
  IconTrash,
} from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { LONGEST_VOICE_SECONDS, type VoiceRecorder } from './use-voice-recorder.ts'
import { minutesAndSeconds, VoiceBars } from './voice-bars.tsx'
import classes from './voice-strip.module.css'

interface VoiceStripProps {
  readonly recorder: VoiceRecorder
  readonly onSend: () => void
  readonly onCancel: () => void
}

/** In place of the composer's line while a voice message is made. Enter sends, Escape gives it up. */
export function VoiceStrip({ recorder, onSend, onCancel }: VoiceStripProps) {
  const { t } = useTranslation('conversations')
  const { state, seconds, levels } = recorder
  const strip = useRef<HTMLDivElement>(null)
  // The button that began it is gone, and keys are to be heard.
  useEffect(() => strip.current?.focus(), [])

  function handleKey(event: React.KeyboardEvent) {
    if (event.key === 'Escape') onCancel()
    else if (event.key === 'Enter' && event.target === event.currentTarget) onSend()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={strip}
      className={classes.strip}
      role="group"
      aria-label={t('voice.label')}
      tabIndex={-1}
      onKeyDown={handleKey}
    >
      <StripButton label={t('voice.cancel')} onClick={onCancel}>
        <IconTrash size={18} stroke={1.6} />
      </StripButton>
      {state.kind === 'asking' && (
        <span className={classes.words} role="status">
          {t('voice.asking')}
        </span>
      )}
      {(state.kind === 'recording' || state.kind === 'paused') && (
        <>
          <span className={classes.mark} data-is-recording={state.kind === 'recording'} aria-hidden />
          <span className={classes.time} role="timer">
            {minutesAndSeconds(seconds)}
          </span>
          <span className={classes.wave}>
            <VoiceBars heights={lastLevels(levels)} played={1} />
          </span>
          {state.kind === 'recording' ? (
            <StripButton label={t('voice.pause')} onClick={recorder.pause}>
              <IconPlayerPauseFilled size={18} />
            </StripButton>
          ) : (
            <StripButton label={t('voice.resume')} onClick={recorder.resume}>
              <IconMicrophone size={18} stroke={1.6} />
            </StripButton>
          )}
          <StripButton label={t('voice.listen')} onClick={() => void recorder.finish()}>
            <IconPlayerStopFilled size={18} />
          </StripButton>
        </>
      )}
      {state.kind === 'ready' && (
        <>
          <Listening file={state.file} seconds={seconds} levels={levels} />
          {state.isFull && (
            <span className={classes.words} role="status">
              {t('voice.full', { minutes: LONGEST_VOICE_SECONDS / 60 })}
            </span>
          )}
        </>
      )}
      {state.kind !== 'asking' && (
        <Tooltip label={t('voice.sendHint')}>
          <ActionIcon variant="filled" color="accent" size={36} aria-label={t('send')} onClick={onSend}>
            <IconSend2 size={20} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  )
}

interface StripButtonProps {
  readonly label: string
  readonly onClick: () => void
  readonly children: ReactNode
}

function StripButton({ label, onClick, children }: StripButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={36} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}

interface ListeningProps {
  readonly file: File
  readonly seconds: number
  readonly levels: readonly number[]
}

/** What was recorded, before it goes. */
function Listening({ file, seconds, levels }: ListeningProps) {
  const { t } = useTranslation('conversations')
  const audio = useRef<HTMLAudioElement>(null)
  const [isPlaying, setIsPlaying] = useState(false)
  const [position, setPosition] = useState(0)
  useEffect(() => {
    const player = audio.current
    if (player === null) return
    const address = URL.createObjectURL(file)
    player.src = address
    return () => URL.revokeObjectURL(address)
  }, [file])
  const loudest = Math.max(...levels, 0.01)
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- a voice message has no captions */}
      <audio
        ref={audio}
        onPlay={() => setIsPlaying(true)}
        onPause={() => setIsPlaying(false)}
        onEnded={() => setPosition(0)}
        onTimeUpdate={event => setPosition(event.currentTarget.currentTime)}
      />
      <StripButton
        label={isPlaying ? t('media.pause') : t('media.play')}
        onClick={() => (isPlaying ? audio.current?.pause() : void audio.current?.play())}
      >
        {isPlaying ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
      </StripButton>
      <span className={classes.wave}>
        <VoiceBars
          heights={levels.map(level => (level / loudest) * 100)}
          played={seconds === 0 ? 0 : position / seconds}
        />
      </span>
      <span className={classes.time}>{minutesAndSeconds(isPlaying || position > 0 ? position : seconds)}</span>
    </>
  )
}

const SHOWN_LEVELS = 40

/** The last seconds, from the right. */
function lastLevels(levels: readonly number[]): number[] {
  const shown = levels.slice(-SHOWN_LEVELS).map(level => Math.round(Math.sqrt(level) * 100))
  return [...Array.from({ length: SHOWN_LEVELS - shown.length }, () => 0), ...shown]
}
