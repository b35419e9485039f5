import { useQuery } from '@tanstack/react-query'
import { type RefObject, useId, useState } from 'react'
import type { Conversation } from '#shared/contract/conversations.ts'
import type { Template } from '#shared/contract/templates.ts'
import { findPlaceholders } from '#shared/domain/template.ts'
import { api } from '../../rpc/api.ts'
import { findTemplates } from './find-templates.ts'
import { useTemplateFacts } from './use-template-facts.ts'
import { wordTemplate } from './word-template.ts'

interface MenuWorld {
  readonly conversation: Conversation
  readonly text: string
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly onChosen: (text: string, template: Template) => void
}

const NONE: readonly Template[] = []

/**
 * The menu of templates over a composer. A slash at the beginning of an empty message opens it and what follows searches; the
 * button opens it over a message that is begun already, and the text goes where the caret is. The focus never leaves the composer.
 */
export function useTemplateMenu({ conversation, text, field, onChosen }: MenuWorld) {
  const listId = useId()
  const facts = useTemplateFacts(conversation)
  const { data: all = NONE } = useQuery(api.templates.list.queryOptions())
  const templates = all.filter(isForChat)
  const [isOpenedByHand, setIsOpenedByHand] = useState(false)
  /** The text over which the menu was closed; it stays closed until the slash is gone. */
  const [isClosed, setIsClosed] = useState(false)
  const [place, setPlace] = useState({ search: '', index: 0 })

  const search = /^\/[^\n]*$/u.test(text) ? text.slice(1) : null
  if (search === null && isClosed) setIsClosed(false)
  const isOpen = isOpenedByHand || (search !== null && !isClosed)
  const found = isOpen ? findTemplates(templates, search ?? '') : NONE
  // Another search begins at its best hit.
  const activeIndex = place.search === search ? Math.min(place.index, found.length - 1) : 0
  const active = found[activeIndex]

  function close() {
    setIsOpenedByHand(false)
    setIsClosed(true)
    setPlace({ search: '', index: 0 })
  }

  function choose(template: Template) {
    const { text: filled } = wordTemplate(template, facts)
    const area = field.current
    const [start, end] = search !== null || area === null ? [0, text.length] : [area.selectionStart, area.selectionEnd]
    const next = text.slice(0, start) + filled + text.slice(end)
    close()
    onChosen(next, template)
    // The first field that is still open is selected, ready to be typed over.
    const open = findPlaceholders(filled)[0]
    const from = start + (open === undefined ? filled.length : filled.indexOf(open))
    requestAnimationFrame(() => {
      area?.focus()
      area?.setSelectionRange(from, from + (open?.length ?? 0))
    })
  }

  function move(by: number) {
    if (found.length === 0) return
    setPlace({ search: search ?? '', index: (activeIndex + by + found.length) % found.length })
  }

  /** Whether the key was for the menu. */
  function handleKey(event: React.KeyboardEvent): boolean {
    if (!isOpen) return false
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Escape') close()
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && active !== undefined) choose(active)
    else if (event.key === 'Enter' && search !== null) {
      // A search that found nothing is no message.
    } else {
      // Whoever goes on writing wants no menu, unless it is the search.
      if (isOpenedByHand && search === null) setIsOpenedByHand(false)
      return false
    }
    event.preventDefault()
    return true
  }

  return {
    isOpen,
    listId,
    found,
    facts,
    search: search ?? '',
    active,
    optionId: (template: Template) => `${listId}-${template.id}`,
    choose,
    toggle() {
      if (isOpen) close()
      else {
        setIsClosed(false)
        setIsOpenedByHand(true)
      }
      field.current?.focus()
    },
    close,
    handleKey,
    fieldProps: {
      'aria-autocomplete': 'list',
      'aria-haspopup': 'listbox',
      'aria-controls': isOpen ? listId : undefined,
      'aria-activedescendant': active && `${listId}-${active.id}`,
      onBlur: () => setIsOpenedByHand(false),
    } as const,
  }
}
export type TemplateMenuState = ReturnType<typeof useTemplateMenu>

/** What is for another channel is no use in a chat, and campaigns are not written here. */
function isForChat({ category, channel }: Template): boolean {
  return category !== 'campaign' && (channel === null || channel === 'whatsapp')
}
