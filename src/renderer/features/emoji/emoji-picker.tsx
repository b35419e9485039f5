import { ActionIcon, TextInput, Tooltip, UnstyledButton } from '@mantine/core'
import { EmojiPicker as Picker } from 'frimousse'
import { useState } from 'react'
import { foldText } from '#shared/domain/fold-text.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SKIN_TONES, useEmojiMemory } from './emoji-memory.ts'
import classes from './emoji-picker.module.css'
import { useEmojiData } from './use-emoji-data.ts'

const COLUMNS = 9

interface EmojiPickerProps {
  readonly onPick: (emoji: string) => void
}

/** Every emoji, found by its name in this language. Arrows move, Enter picks; the focus stays in the search. */
export function EmojiPicker({ onPick }: EmojiPickerProps) {
  const { t } = useTranslation('emoji')
  const locale = useLocale()
  const { data, error, refetch } = useEmojiData(locale)
  const { recent, tone, noteUse, setTone } = useEmojiMemory()
  const [question, setQuestion] = useState('')

  function handlePick(emoji: string) {
    noteUse(emoji)
    onPick(emoji)
  }

  function handleTone() {
    setTone(SKIN_TONES[(SKIN_TONES.indexOf(tone) + 1) % SKIN_TONES.length] ?? 'none')
  }

  if (error !== null) return <ProblemNotice error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <div className={classes.picker} />
  const toneLabel = t('tone', { tone: t(`tones.${tone}`) })
  return (
    <Picker.Root
      key={locale}
      className={classes.picker}
      locale={locale}
      columns={COLUMNS}
      skinTone={tone}
      resolveEmojiData={() => data}
      onEmojiSelect={({ emoji }) => handlePick(emoji)}
    >
      <div className={classes.head}>
        <TextInput
          // Where the picker listens for its keys.
          {...{ 'frimousse-search': '' }}
          autoFocus
          className={classes.search}
          aria-label={t('search')}
          placeholder={t('search')}
          value={question}
          onChange={event => setQuestion(event.currentTarget.value)}
        />
        {/* The picker compares letter by letter; names and question are folded, so that "gulen" finds "gülen". */}
        <Picker.Search hidden readOnly tabIndex={-1} aria-hidden value={foldText(question.trim())} />
        <Tooltip label={toneLabel}>
          <ActionIcon size={32} aria-label={toneLabel} onClick={handleTone}>
            <Picker.SkinTone>
              {({ skinToneVariations }) => (
                <span className={classes.emojiFont}>
                  {skinToneVariations.find(({ skinTone }) => skinTone === tone)?.emoji}
                </span>
              )}
            </Picker.SkinTone>
          </ActionIcon>
        </Tooltip>
      </div>
      {question === '' && recent.length > 0 && (
        <section className={classes.recent} aria-label={t('recent')}>
          {recent.map(emoji => (
            <UnstyledButton key={emoji} className={classes.emoji} aria-label={emoji} onClick={() => handlePick(emoji)}>
              {emoji}
            </UnstyledButton>
          ))}
        </section>
      )}
      <Picker.Viewport className={classes.viewport} tabIndex={0} aria-label={t('all')}>
        <Picker.Empty>
          <span className={classes.empty}>{t('nothing')}</span>
        </Picker.Empty>
        <Picker.List
          aria-label={t('all')}
          components={{
            CategoryHeader: ({ category, ...props }) => (
              <div {...props} className={classes.group}>
                {category.label}
              </div>
            ),
            // It counts from 0, and screen readers from 1; where it looks a row up to bring it into sight, the style makes up for that.
            Row: ({ children, 'aria-rowindex': index, ...props }) => (
              <div {...props} aria-rowindex={index === undefined ? undefined : index + 1} className={classes.row}>
                {children}
              </div>
            ),
            Emoji: ({ emoji, 'aria-colindex': index, ...props }) => (
              <button
                {...props}
                role="gridcell"
                aria-colindex={index === undefined ? undefined : index + 1}
                type="button"
                className={classes.emoji}
                data-is-active={emoji.isActive}
              >
                {emoji.emoji}
              </button>
            ),
          }}
        />
      </Picker.Viewport>
      <div className={classes.foot} aria-hidden>
        <Picker.ActiveEmoji>
          {({ emoji }) =>
            emoji === undefined ? (
              t('hint')
            ) : (
              <>
                <span className={classes.emojiFont}>{emoji.emoji}</span> {emoji.label}
              </>
            )
          }
        </Picker.ActiveEmoji>
      </div>
    </Picker.Root>
  )
}
