/** What is under way when the program is killed. */
export const SCENE_NAMES = [
  'talk',
  'media in',
  'media out',
  'changes',
  'merges',
  'jobs',
  'backups',
  'history',
  'restore',
  'migration',
] as const
export type SceneName = (typeof SCENE_NAMES)[number]

/** Those in which one office lives on from kill to kill; the others begin anew with a folder of their own. */
export const OFFICE_SCENES = ['talk', 'media in', 'media out', 'changes', 'merges', 'jobs', 'backups'] as const
export type OfficeSceneName = (typeof OFFICE_SCENES)[number]

export interface Plan {
  readonly rounds: number
  readonly of: ReadonlyMap<SceneName, number>
}

/** As many kills of each kind as can be; the first ones get what is left over. */
export function planRounds(rounds: number, names: readonly SceneName[] = SCENE_NAMES): Plan {
  return {
    rounds,
    of: new Map(names.map((name, index) => [name, Math.floor((rounds + names.length - 1 - index) / names.length)])),
  }
}
