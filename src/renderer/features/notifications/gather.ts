/** Collects what comes within a moment and hands it over together. */
export function gatherFor<Item>(milliseconds: number, handOver: (items: readonly Item[]) => void) {
  let items: Item[] = []
  let timer: ReturnType<typeof setTimeout> | null = null
  return {
    add(item: Item): void {
      items.push(item)
      timer ??= setTimeout(() => {
        const gathered = items
        items = []
        timer = null
        handOver(gathered)
      }, milliseconds)
    },
    stop(): void {
      if (timer !== null) clearTimeout(timer)
      timer = null
      items = []
    },
  }
}
