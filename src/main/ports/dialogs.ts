export interface FileKind {
  name: string
  /** Without the dot. */
  extensions: readonly string[]
}

/** Native file dialogs. Only a desktop has them; a host without shows the page's own. */
export interface Dialogs {
  readonly isAvailable: boolean
  /** The paths chosen; none when the person cancelled. */
  openFiles(options: { title: string; kinds: readonly FileKind[]; multiple: boolean }): Promise<string[]>
  /** The folder chosen, or undefined when the person cancelled. */
  openFolder(options: { title: string }): Promise<string | undefined>
  /** The path chosen, or undefined when the person cancelled. */
  saveFile(options: { title: string; suggestedName: string; kinds: readonly FileKind[] }): Promise<string | undefined>
  /** A problem that must be read before anything else can happen, such as a database that cannot be opened. */
  showProblem(problem: { title: string; body: string }): Promise<void>
}

/** What the application itself asks of them; a problem at start is the host's to show. */
export type FolderDialog = Pick<Dialogs, 'isAvailable' | 'openFolder'>
