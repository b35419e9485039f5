import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/longest-first.ts'

// Real SQLite, sockets and child processes are slower on a busy machine; a hang still ends within the minute.
// What is polled for comes, but on such a machine not within the second that is vitest's own limit.
const timeouts = { testTimeout: 30_000, hookTimeout: 30_000, expect: { poll: { timeout: 20_000 } } }

export default defineConfig({
  test: {
    // As for the journeys: a test that needs its second try on a busy build machine is named so in the output.
    retry: process.env['CI'] ? 1 : 0,
    // Half of the time is waiting for sockets and processes: as many files at once as there are cores, not one less.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'src/{main,shared,preload}/**/*.test.ts',
            'simulators/**/*.test.ts',
            'scripts/**/*.test.ts',
            'bench/**/*.test.ts',
          ],
          ...timeouts,
        },
      },
      {
        test: {
          name: 'renderer',
          environment: 'jsdom',
          include: ['src/renderer/**/*.test.{ts,tsx}'],
          ...timeouts,
        },
      },
    ],
  },
})
