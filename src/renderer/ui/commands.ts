import type { ReactNode } from 'react'
import type { TextRange } from '#shared/domain/text-search.ts'
import { createRegistry } from './registry.ts'

/** A line of the Ctrl+K palette. */
export interface Command {
  readonly id: string
  readonly label: string
  readonly description?: string
  /** Places of the description that are marked: what was found in it. */
  readonly marks?: readonly TextRange[]
  readonly icon?: ReactNode
  /** Shown at the right, e.g. `Ctrl+1`. */
  readonly shortcut?: string
  run(): void
}

/** A group of commands that stands in the palette as long as the component that registered it is mounted. */
export interface CommandGroup {
  readonly id: string
  readonly label: string
  readonly commands: readonly Command[]
}

/** A group whose lines are asked for while the person types (people, chats). */
export interface CommandSearch {
  readonly id: string
  readonly label: string
  /** Shorter questions are not asked. */
  readonly fewestCharacters: number
  search(question: string, signal: AbortSignal): Promise<readonly Command[]>
}

const groups = createRegistry<CommandGroup>()
const searches = createRegistry<CommandSearch>()

export const useCommandGroups = groups.useRegistration
export const useAllCommandGroups = groups.useAll
export const useCommandSearches = searches.useRegistration
export const useAllCommandSearches = searches.useAll
