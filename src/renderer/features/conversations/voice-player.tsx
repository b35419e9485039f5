import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { AttachmentSummary } from '#shared/contract/files.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useFileAddress } from '../files/use-file-address.ts'
import { minutesAndSeconds, VoiceBars } from '../voice/voice-bars.tsx'
import classes from './message-attachment.module.css'

const SPEEDS = [1, 1.5, 2] as const

/** A sound with its shape: where it is, how fast, and any place of it by click or arrow keys. */
export function VoicePlayer({ file }: { readonly file: AttachmentSummary }) {
  const { t } = useTranslation('conversations')
  const audio = useRef<HTMLAudioElement>(null)
  const [isPlaying, setIsPlaying] = useState(false)
  const [position, setPosition] = useState(0)
  const [measured, setMeasured] = useState<number | null>(null)
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>(1)
  const isReady = file.state === 'ready'
  const address = useFileAddress(file.id, isReady)
  const length = measured ?? file.seconds ?? 0

  function handlePlay() {
    const player = audio.current
    if (player === null) return
    player.playbackRate = speed
    if (isPlaying) player.pause()
    else void player.play()
  }

  function handleSpeed() {
    const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1
    setSpeed(next)
    if (audio.current !== null) audio.current.playbackRate = next
  }

  function handleSeek(seconds: number) {
    setPosition(seconds)
    if (audio.current !== null) audio.current.currentTime = seconds
  }

  return (
    <span className={classes.voice}>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- a voice message has no captions */}
      <audio
        ref={audio}
        src={address}
        preload="metadata"
        onPlay={() => setIsPlaying(true)}
        onPause={() => setIsPlaying(false)}
        onEnded={() => setPosition(0)}
        onTimeUpdate={event => setPosition(event.currentTarget.currentTime)}
        onLoadedMetadata={event => {
          const { duration } = event.currentTarget
          if (Number.isFinite(duration)) setMeasured(duration)
        }}
      />
      <ActionIcon
        variant="filled"
        color="accent"
        radius="xl"
        size={34}
        disabled={!isReady || address === undefined}
        aria-label={isPlaying ? t('media.pause') : t('media.play')}
        onClick={handlePlay}
      >
        {isPlaying ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
      </ActionIcon>
      <span className={classes.wave}>
        <VoiceBars heights={file.waveform} played={length === 0 ? 0 : position / length} />
        <input
          type="range"
          min={0}
          max={Math.max(length, 0.1)}
          step={0.1}
          value={Math.min(position, length)}
          disabled={!isReady}
          aria-label={t('media.position')}
          aria-valuetext={minutesAndSeconds(position)}
          onChange={event => handleSeek(event.currentTarget.valueAsNumber)}
        />
      </span>
      <span className={classes.voiceTime}>{minutesAndSeconds(isPlaying || position > 0 ? position : length)}</span>
      <UnstyledButton className={classes.speed} onClick={handleSpeed} aria-label={t('media.speed', { speed })}>
        {speed}×
      </UnstyledButton>
    </span>
  )
}
