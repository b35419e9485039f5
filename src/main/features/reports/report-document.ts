/** One number with its name, and how it was before. */
export interface Figure {
  readonly label: string
  readonly value: string
  /** Null: nothing to compare with. */
  readonly change: string | null
}

export interface Column {
  readonly label: string
  readonly isNumber: boolean
}

/** The pieces of which a report is made, worded and formatted: each of the three outputs draws them in its own way. */
export type Block =
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] }
  /** `share` is the length of the bar, from 0 to 1. */
  | { readonly kind: 'bars'; readonly rows: readonly { label: string; value: string; share: number }[] }
  | {
      readonly kind: 'points'
      readonly label: string
      readonly points: readonly { label: string; value: number; words: string }[]
    }
  | { readonly kind: 'note'; readonly text: string }

export interface Part {
  readonly title: string
  readonly blocks: readonly Block[]
}

/** A report in one language. Plain values, so that it can go to another thread. */
export interface ReportDocument {
  readonly locale: 'tr' | 'en'
  readonly title: string
  readonly period: string
  readonly office: string
  readonly madeAt: number
  /** The evaluation in one sentence. */
  readonly summary: string
  /** What is advised, each with its reason. */
  readonly advice: readonly string[]
  readonly adviceTitle: string
  readonly parts: readonly Part[]
  readonly foot: string
  /** How a page is counted, with {{page}} and {{pages}} still in it. */
  readonly pageOf: string
}
