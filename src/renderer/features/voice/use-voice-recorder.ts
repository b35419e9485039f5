import { useEffect, useRef, useState } from 'react'
import { recordVoice, type VoiceRecording } from './record-voice.ts'

/** A voice message is a message, not a lecture. */
export const LONGEST_VOICE_SECONDS = 600
const LOOK_MS = 100

export type VoiceProblem = 'no-microphone' | 'refused' | 'failed'

/**
 *   idle ──▶ asking ──▶ recording ⇄ paused
 *    ▲          │            │         │
 *    └──────────┴────────────┴── ready ◀
 */
export type VoiceState =
  | { readonly kind: 'idle'; readonly problem: VoiceProblem | null }
  | { readonly kind: 'asking' }
  | { readonly kind: 'recording' | 'paused' }
  | { readonly kind: 'ready'; readonly file: File; readonly isFull: boolean }

interface VoiceRecorderWorld {
  readonly fileName: string
  /** Another chat was opened in the middle of it: what was said is not lost. */
  readonly onLeft: (file: File) => void
}

/** Nobody says anything in less. */
const SHORTEST_KEPT_SECONDS = 1

/** Records one voice message: from the microphone's permission to a file that can be heard before it goes. */
export function useVoiceRecorder({ fileName, onLeft }: VoiceRecorderWorld) {
  const [state, setState] = useState<VoiceState>({ kind: 'idle', problem: null })
  const [seconds, setSeconds] = useState(0)
  const [levels, setLevels] = useState<readonly number[]>([])
  const recording = useRef<VoiceRecording | null>(null)
  const isWanted = useRef(false)

  async function start() {
    isWanted.current = true
    setSeconds(0)
    setLevels([])
    setState({ kind: 'asking' })
    try {
      const begun = await recordVoice({ onLost: () => void finish() })
      // Given up while the browser asked for the microphone.
      if (!isWanted.current) return begun.cancel()
      recording.current = begun
      setState({ kind: 'recording' })
    } catch (problem) {
      setState({ kind: 'idle', problem: toVoiceProblem(problem) })
    }
  }

  async function finish({ isFull = false } = {}): Promise<File | null> {
    const begun = recording.current
    recording.current = null
    if (begun === null) return null
    try {
      const file = await begun.finish(fileName)
      setState({ kind: 'ready', file, isFull })
      return file
    } catch {
      setState({ kind: 'idle', problem: 'failed' })
      return null
    }
  }

  function reset() {
    isWanted.current = false
    recording.current?.cancel()
    recording.current = null
    setState({ kind: 'idle', problem: null })
  }

  const finishFull = useRef(finish)
  const leave = useRef(() => {})
  useEffect(() => {
    finishFull.current = finish
    leave.current = () => {
      isWanted.current = false
      const begun = recording.current
      recording.current = null
      if (state.kind === 'ready') onLeft(state.file)
      else if (begun !== null && begun.seconds() >= SHORTEST_KEPT_SECONDS) begun.finish(fileName).then(onLeft, () => {})
      else begun?.cancel()
    }
  })
  useEffect(() => {
    if (state.kind !== 'recording') return
    const timer = setInterval(() => {
      const begun = recording.current
      if (begun === null) return
      setSeconds(begun.seconds())
      setLevels(before => [...before, begun.level()])
      if (begun.seconds() >= LONGEST_VOICE_SECONDS) void finishFull.current({ isFull: true })
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [state.kind])

  // The microphone is let go in any case.
  useEffect(() => () => leave.current(), [])

  return {
    state,
    seconds,
    levels,
    start,
    finish,
    reset,
    pause() {
      recording.current?.pause()
      setState({ kind: 'paused' })
    },
    resume() {
      recording.current?.resume()
      setState({ kind: 'recording' })
    },
  }
}
export type VoiceRecorder = ReturnType<typeof useVoiceRecorder>

function toVoiceProblem(problem: unknown): VoiceProblem {
  const name = problem instanceof DOMException ? problem.name : ''
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'no-microphone'
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'refused' : 'failed'
}
