// Loaded into the program before anything of it (`--import`): tells whoever started it how late its event loop was since last asked.
import { monitorEventLoopDelay } from 'node:perf_hooks'

const histogram = monitorEventLoopDelay({ resolution: 1 })
histogram.enable()
process.on('message', () => {
  process.send?.({ max: histogram.max / 1e6, p99: histogram.percentile(99) / 1e6 })
  histogram.reset()
})
// Asking must not keep the program alive.
process.channel?.unref()
