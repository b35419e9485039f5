/** Sounds of a voice without words: runs in a browser's page, so it is whole in itself. One channel, 48 kHz. */
export function murmur({ seconds, pitch, seed }: { seconds: number; pitch: number; seed: number }): Float32Array {
  const rate = 48_000
  let state = seed
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  // Where the mouth sounds for a, e, i, o, u.
  const vowels = [
    [800, 1_150, 2_900],
    [400, 1_900, 2_550],
    [300, 2_200, 2_900],
    [450, 800, 2_830],
    [325, 700, 2_530],
  ]
  const samples = new Float32Array(Math.round(seconds * rate))
  let at = Math.round(0.15 * rate)
  let phase = 0
  while (at < samples.length - rate * 0.3) {
    const length = Math.round((0.09 + chance() * 0.16) * rate)
    const formants = vowels[Math.floor(chance() * vowels.length)] ?? [500, 1_500, 2_500]
    const tone = pitch * (0.88 + chance() * 0.3)
    const loud = 0.5 + chance() * 0.5
    const memory = formants.map(() => [0, 0])
    for (let index = 0; index < length && at + index < samples.length; index += 1) {
      const part = index / length
      phase += (tone * (1.04 - part * 0.1)) / rate
      const source = (phase % 1) * 2 - 1 + (chance() - 0.5) * 0.12
      let sum = 0
      formants.forEach((formant, place) => {
        const past = memory[place] ?? [0, 0]
        const [one = 0, two = 0] = past
        const width = Math.exp((-Math.PI * (70 + place * 40)) / rate)
        const next =
          source * (1 - width) + 2 * width * Math.cos((2 * Math.PI * formant) / rate) * one - width * width * two
        past[0] = next
        past[1] = one
        sum += next / (place + 1)
      })
      samples[at + index] = sum * loud * Math.sin(Math.PI * part) ** 0.7
    }
    at += length
    at += Math.round((chance() < 0.18 ? 0.25 + chance() * 0.35 : 0.02 + chance() * 0.05) * rate)
  }
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0.001)
  return samples.map(sample => (sample / loudest) * 0.7)
}
