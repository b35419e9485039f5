import { createContext } from 'react'

/** The words that are searched for in the open chat: its messages mark them. */
export const FoundWords = createContext<readonly string[]>([])
