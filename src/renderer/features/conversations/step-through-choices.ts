/** The arrows go from a picker's search field into its list, through it and back. */
export function stepThroughChoices(event: React.KeyboardEvent, list: HTMLElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const choices = [...(list?.querySelectorAll<HTMLElement>('[data-choice]:not(:disabled)') ?? [])]
  const at = choices.indexOf(event.target as HTMLElement)
  const next = event.key === 'ArrowDown' ? at + 1 : at - 1
  event.preventDefault()
  if (next >= 0) choices[Math.min(next, choices.length - 1)]?.focus()
  else event.currentTarget.querySelector<HTMLElement>('[data-search-field]')?.focus()
}
