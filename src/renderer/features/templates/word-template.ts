import type { Template } from '#shared/contract/templates.ts'
import { chooseVariant, fillTemplate } from '#shared/domain/template.ts'
import { type TemplateFacts, templateValues } from '#shared/domain/template-values.ts'

/** A template as this person would get it. */
export function wordTemplate({ variants }: Pick<Template, 'variants'>, facts: TemplateFacts) {
  const variant = chooseVariant(variants, facts)
  if (variant === undefined) return { language: facts.officeLanguage, text: '' }
  const { language, content } = variant
  return { language, text: fillTemplate(content, templateValues(facts, language)) }
}
