import { SCENE_NAMES } from './plan.ts'
import type { FaultKind, Verdict } from './verdict.ts'

const WORDS = {
  talk: 'bursts and sends',
  'media in': 'downloads of media',
  'media out': 'uploads of media',
  changes: 'edits, deletions and reactions, both ways',
  merges: 'merges, by hand and by proof, and undone',
  jobs: 'receipts, blocks, deletions and planned jobs',
  backups: 'backups in their worker',
  history: 'the import of a history',
  restore: 'a restore and its swap',
  migration: 'a migration and the backup before it',
} as const

/** Ready for docs/measurements.md. */
export function tableOf(verdict: Verdict): string {
  const count = (scene: string | null, kind: FaultKind) =>
    verdict.faults.filter(fault => fault.kind === kind && (scene === null || fault.scene === scene)).length
  const faults = (scene: string | null) =>
    (['lost', 'doubled', 'wrong', 'unusable'] as const).map(kind => String(count(scene, kind)))
  const rows = SCENE_NAMES.flatMap(scene => {
    const tally = verdict.tallies.get(scene)
    if (!tally) return []
    const met = [...tally.met].map(([what, times]) => `${what}: ${times}`).join(', ')
    const figures = [tally.kills, tally.received, tally.sent, tally.media].map(String)
    return [[WORDS[scene], ...figures, ...faults(scene), met || '–']]
  })
  const totals = (['kills', 'received', 'sent', 'media'] as const).map(what => String(verdict.total(what)))
  const head = ['killed in', 'kills', 'received', 'sent', 'media', 'lost', 'doubled', 'wrong', 'unusable', 'met']
  return [head, head.map(() => '---'), ...rows, ['**in all**', ...totals, ...faults(null), '']]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n')
}
