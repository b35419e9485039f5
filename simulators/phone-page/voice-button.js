import { h } from './dom.js'
import { attempt } from './notice.js'
import { say } from './words.js'

/**
 * Takes down what the microphone hears; the second press sends it.
 * @param {(recording: Blob) => Promise<unknown>} onRecorded
 */
export function voiceButton(onRecorded) {
  /** @type {MediaRecorder | null} */
  let recorder = null
  const button = h('button', { type: 'button', class: 'icon', onclick: () => attempt(press) }, '🎤')
  show()

  function show() {
    const word = say(recorder ? 'sendRecording' : 'recordVoice')
    button.setAttribute('aria-label', word)
    button.title = word
    button.classList.toggle('recording', recorder !== null)
    button.textContent = recorder ? '⏺' : '🎤'
  }

  async function press() {
    if (recorder) {
      recorder.stop()
      return
    }
    const microphone = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => {
      throw new Error(say('noMicrophone'))
    })
    /** @type {Blob[]} */
    const parts = []
    recorder = new MediaRecorder(microphone)
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
    recorder.addEventListener('stop', () => {
      for (const track of microphone.getTracks()) track.stop()
      recorder = null
      show()
      void attempt(() => onRecorded(new Blob(parts)))
    })
    recorder.start()
    show()
  }

  return button
}
