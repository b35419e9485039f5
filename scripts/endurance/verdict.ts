import type { SceneName } from './plan.ts'

/**
 *   lost      it was receipted or confirmed, and is not there
 *   doubled   it is there twice, or arrived twice
 *   wrong     it is there, and is not what it should be
 *   unusable  the program does not start, or its database or a content is damaged
 */
export type FaultKind = 'lost' | 'doubled' | 'wrong' | 'unusable'

export interface Fault {
  readonly scene: SceneName
  readonly kind: FaultKind
  readonly words: string
}

export interface Tally {
  kills: number
  received: number
  sent: number
  media: number
  /** What the kills met, where it can be told. */
  readonly met: Map<string, number>
}

/** What a run has seen, scene by scene. */
export class Verdict {
  readonly faults: Fault[] = []
  readonly tallies = new Map<SceneName, Tally>()

  tally(scene: SceneName): Tally {
    const found = this.tallies.get(scene) ?? { kills: 0, received: 0, sent: 0, media: 0, met: new Map() }
    this.tallies.set(scene, found)
    return found
  }

  fault(scene: SceneName, kind: FaultKind, words: string): void {
    this.faults.push({ scene, kind, words })
  }

  meet(scene: SceneName, what: string): void {
    const { met } = this.tally(scene)
    met.set(what, (met.get(what) ?? 0) + 1)
  }

  total(what: 'kills' | 'received' | 'sent' | 'media'): number {
    return [...this.tallies.values()].reduce((sum, tally) => sum + tally[what], 0)
  }
}
