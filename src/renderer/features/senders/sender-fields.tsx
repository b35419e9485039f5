import { Group, NumberInput, PasswordInput, Select, Stack, Switch, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { SenderKind } from '#shared/domain/outbox.ts'
import { SmtpSecurity } from '#shared/domain/sender-settings.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CurrencySelect } from '../sales/currency-select.tsx'
import { portFor, type SenderValues, type WrongField } from './sender-form-values.ts'

type SenderFormApi = UseFormReturnType<SenderValues>

interface FieldsProps {
  readonly form: SenderFormApi
}

/** The fields of one kind of service, in the order in which a person finds them at the provider. */
export function SenderFields({
  kind,
  form,
  secretHint,
}: FieldsProps & { kind: SenderKind; secretHint: string | null }) {
  switch (kind) {
    case 'smtp':
      return <SmtpFields form={form} secretHint={secretHint} />
    case 'ses':
      return <SesFields form={form} secretHint={secretHint} />
    case 'twilio':
      return <TwilioFields form={form} secretHint={secretHint} />
    default:
      return <NetgsmFields form={form} secretHint={secretHint} />
  }
}

interface KindProps extends FieldsProps {
  readonly secretHint: string | null
}

type TextName = Exclude<WrongField, 'secret' | 'port'>
type HintedName = 'fromAddress' | 'replyTo' | 'configurationSet' | 'smsFrom' | 'messagingServiceSid' | 'whatsappFrom'
const HINTED = new Set<TextName>([
  ...(['fromAddress', 'replyTo', 'configurationSet', 'smsFrom', 'messagingServiceSid'] as const),
  ...(['whatsappFrom', 'userCode', 'header'] as const),
])

function Field({ form, name, isFirst = false }: FieldsProps & { name: TextName; isFirst?: boolean }) {
  const { t } = useTranslation('senders')
  return (
    <TextInput
      label={t(`field.${name}`)}
      description={HINTED.has(name) ? t(`fieldHint.${name as HintedName}`) : undefined}
      autoComplete="off"
      spellCheck={false}
      {...(isFirst && { 'data-autofocus': true })}
      {...form.getInputProps(name)}
    />
  )
}

/** Typed or pasted, never shown again. */
function SecretField({ form, kind, secretHint }: KindProps & { kind: SenderKind }) {
  const { t } = useTranslation('senders')
  return (
    <PasswordInput
      label={t(`secret.${kind}`)}
      description={secretHint ?? undefined}
      autoComplete="new-password"
      spellCheck={false}
      {...form.getInputProps('secret')}
    />
  )
}

function SmtpFields({ form, secretHint }: KindProps) {
  const { t } = useTranslation('senders')
  return (
    <Stack gap="md">
      <Group align="flex-start" gap="sm" wrap="nowrap">
        <Stack gap={0} flex={1}>
          <Field form={form} name="host" isFirst />
        </Stack>
        <NumberInput
          w={130}
          label={t('field.port')}
          min={1}
          max={65_535}
          allowDecimal={false}
          thousandSeparator=""
          {...form.getInputProps('port')}
        />
      </Group>
      <Select
        label={t('field.security')}
        allowDeselect={false}
        data={SmtpSecurity.options.map(value => ({ value, label: t(`security.${value}`) }))}
        value={form.values.security}
        onChange={value => {
          const security = SmtpSecurity.safeParse(value).data
          if (security) form.setValues({ security, port: portFor(security, form.values) })
        }}
      />
      <Switch label={t('field.hasLogin')} {...form.getInputProps('hasLogin', { type: 'checkbox' })} />
      {form.values.hasLogin && (
        <Group grow align="flex-start">
          <Field form={form} name="user" />
          <SecretField form={form} kind="smtp" secretHint={secretHint} />
        </Group>
      )}
      <FromFields form={form} />
    </Stack>
  )
}

function SesFields({ form, secretHint }: KindProps) {
  return (
    <Stack gap="md">
      <Group grow align="flex-start">
        <Field form={form} name="region" isFirst />
        <Field form={form} name="configurationSet" />
      </Group>
      <Group grow align="flex-start">
        <Field form={form} name="accessKeyId" />
        <SecretField form={form} kind="ses" secretHint={secretHint} />
      </Group>
      <FromFields form={form} />
    </Stack>
  )
}

function FromFields({ form }: FieldsProps) {
  return (
    <>
      <Group grow align="flex-start">
        <Field form={form} name="fromName" />
        <Field form={form} name="fromAddress" />
      </Group>
      <Field form={form} name="replyTo" />
    </>
  )
}

function TwilioFields({ form, secretHint }: KindProps) {
  return (
    <Stack gap="md">
      <Field form={form} name="accountSid" isFirst />
      <SecretField form={form} kind="twilio" secretHint={secretHint} />
      <Field form={form} name="smsFrom" />
      <Field form={form} name="messagingServiceSid" />
      <Field form={form} name="whatsappFrom" />
      <PriceFields form={form} />
    </Stack>
  )
}

function NetgsmFields({ form, secretHint }: KindProps) {
  return (
    <Stack gap="md">
      <Group grow align="flex-start">
        <Field form={form} name="userCode" isFirst />
        <SecretField form={form} kind="netgsm" secretHint={secretHint} />
      </Group>
      <Field form={form} name="header" />
      <PriceFields form={form} />
    </Stack>
  )
}

function PriceFields({ form }: FieldsProps) {
  const { t } = useTranslation('senders')
  const marks = useLocale() === 'tr' ? { decimalSeparator: ',', thousandSeparator: '.' } : { thousandSeparator: ',' }
  return (
    <Group align="flex-end" gap="sm" wrap="nowrap">
      <NumberInput
        flex={1}
        label={t('field.price')}
        description={t('fieldHint.price')}
        min={0}
        max={100}
        decimalScale={4}
        allowNegative={false}
        hideControls
        {...marks}
        {...form.getInputProps('price')}
      />
      <CurrencySelect
        w={180}
        label={t('field.currency')}
        value={form.values.currency}
        onChange={currency => form.setFieldValue('currency', currency)}
      />
    </Group>
  )
}
