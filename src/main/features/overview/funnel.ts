import type { StageFigures } from '#shared/contract/overview.ts'
import type { StageId } from '#shared/domain/ids.ts'
import type { StageOutcome } from '#shared/domain/stage-outcome.ts'
import { medianOf } from './figures.ts'

interface PipelineStage {
  readonly id: StageId
  readonly name: string
  readonly outcome: StageOutcome
}

/** A move as the timeline tells it; the ids are missing in what was written before they were kept. */
export interface Move {
  readonly at: number
  readonly from: string | null
  readonly to: string
  readonly fromStageId?: StageId | undefined
  readonly toStageId?: StageId | undefined
}

/**
 * How far leads come and how long they stay, in the stages as they are now and in their order. Whoever was given up counts as far as
 * they came before; a stage that is no more is passed over.
 */
export function createFunnel(stages: readonly PipelineStage[]) {
  const places = new Map(stages.map(({ id }, index) => [id, index]))
  const byName = new Map(stages.map(({ id, name }) => [name, id]))
  const isRejected = (id: StageId) => stages[places.get(id) ?? -1]?.outcome === 'rejected'
  const present = new Map<StageId, number>()
  const reached = stages.map(() => 0)
  const stays = new Map<StageId, number[]>()
  const idOf = (id: StageId | undefined, name: string | null) =>
    id !== undefined && places.has(id) ? id : name === null ? undefined : byName.get(name)

  return {
    add({ stageId, createdAt, moves }: { stageId: StageId; createdAt: number; moves: readonly Move[] }): void {
      present.set(stageId, (present.get(stageId) ?? 0) + 1)
      let furthest = isRejected(stageId) ? -1 : (places.get(stageId) ?? -1)
      let since = createdAt
      for (const move of moves.toSorted((one, other) => one.at - other.at)) {
        const left = idOf(move.fromStageId, move.from)
        if (left !== undefined) {
          if (!isRejected(left)) furthest = Math.max(furthest, places.get(left) ?? -1)
          const stayed = stays.get(left) ?? []
          stayed.push(Math.max(0, move.at - since))
          stays.set(left, stayed)
        }
        since = move.at
      }
      for (let place = 0; place <= furthest; place += 1) reached[place] = (reached[place] ?? 0) + 1
    },
    read: (): StageFigures[] =>
      stages.map(({ id, outcome }, place) => {
        const stayed = stays.get(id) ?? []
        return {
          stageId: id,
          present: present.get(id) ?? 0,
          // Nobody comes "at least as far" as being given up.
          reached: outcome === 'rejected' ? (present.get(id) ?? 0) : (reached[place] ?? 0),
          medianMs: medianOf(stayed),
          stays: stayed.length,
        }
      }),
  }
}
