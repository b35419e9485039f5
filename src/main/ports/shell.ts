/** Hands something to the rest of the desktop. What may be opened is decided before (https links, harmless file types). */
export interface Shell {
  openLink(url: URL): Promise<void>
  openFile(path: string): Promise<void>
  showInFolder(path: string): Promise<void>
}
