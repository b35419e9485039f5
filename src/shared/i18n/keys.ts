import type { catalogues } from './catalogues.ts'

type Catalogues = (typeof catalogues)['tr']

/** A feature's namespace. */
export type Namespace = keyof Catalogues

/** The forms of a number share one key: `leads_one` and `leads_other` are asked for as `leads`. */
type WithoutPlural<Name extends string> =
  Name extends `${infer Stem}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}` ? Stem : Name

type Tree = { readonly [name: string]: string | Tree }

type Paths<Words extends Tree> = {
  [Name in keyof Words & string]: Words[Name] extends Tree ? `${Name}.${Paths<Words[Name]>}` : WithoutPlural<Name>
}[keyof Words & string]

type PathsOf = { [Name in Namespace]: Paths<Catalogues[Name]> }

/** A key of another namespace, with its name before it. */
type FullKey = { [Name in Namespace]: `${Name}:${PathsOf[Name]}` }[Namespace]

/** Any key that exists, as it is written where `Home` is the namespace at hand. */
export type WordKey<Home extends Namespace> = PathsOf[Home] | FullKey

/**
 * The words for a key, with `values` put in. i18next's own types work the same out anew at every call, which took
 * the compiler three times as long as everything else of the page together.
 */
export type Translate<Home extends Namespace = 'frame'> = (
  key: WordKey<Home>,
  values?: Readonly<Record<string, unknown>>,
) => string
