import { ActionIcon, Button, Group, Modal, Stack, Table, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AppointmentType, Room } from '#shared/contract/appointments.ts'
import { newId, type RoomId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { showUndoToast } from '../../ui/toast.tsx'
import { useColleagues } from '../leads/use-office-people.ts'
import { TypeForm } from './type-form.tsx'
import { useAppointmentTypes, useRooms } from './use-appointments.ts'

/** Settings → Appointments: what is booked here, and where. */
export function AppointmentTypesSection() {
  const { t } = useTranslation('appointments')
  const queries = useQueryClient()
  const types = useAppointmentTypes().filter(type => !type.isArchived)
  const [edited, setEdited] = useState<AppointmentType | 'new' | null>(null)
  const { colleagueOf } = useColleagues()
  const renew = () => queries.invalidateQueries({ queryKey: api.appointmentTypes.key() })
  const update = useMutation(api.appointmentTypes.update.mutationOptions({ onSuccess: renew }))

  function handleArchive(type: AppointmentType): void {
    const { position: _, ...details } = type
    update.mutate(
      { ...details, isArchived: true },
      {
        onSuccess: archived =>
          showUndoToast(`appointment-type-${type.id}`, t('types.archived', { name: type.name }), () =>
            update.mutate({ ...details, version: archived.version, isArchived: false }),
          ),
      },
    )
  }

  return (
    <Stack gap="lg">
      <SectionHeader
        title={t('types.title')}
        hint={t('types.hint')}
        action={
          <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
            {t('types.add')}
          </Button>
        }
      />
      {update.error !== null && <ProblemNotice error={update.error} />}
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('types.name')}</Table.Th>
            <Table.Th w={110}>{t('minutes')}</Table.Th>
            <Table.Th>{t('types.staff')}</Table.Th>
            <Table.Th>{t('types.approval')}</Table.Th>
            <Table.Th w={92}>
              <VisuallyHidden>{t('edit')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {types.map(type => (
            <Table.Tr key={type.id}>
              <Table.Td>
                <Group gap={8} wrap="nowrap">
                  <span
                    aria-hidden="true"
                    style={{
                      width: 10,
                      height: 10,
                      borderRadius: 5,
                      flex: 'none',
                      background: `var(--mantine-color-${type.color}-filled)`,
                    }}
                  />
                  <Text size="sm" fw={500} truncate>
                    {type.name}
                  </Text>
                </Group>
              </Table.Td>
              <Table.Td className="tabular">{t('types.minutesShort', { count: type.minutes })}</Table.Td>
              <Table.Td>
                <Text size="sm" lineClamp={2}>
                  {type.staffIds.length === 0
                    ? t('everybody')
                    : type.staffIds.map(id => colleagueOf(id)?.name ?? '').join(', ')}
                </Text>
              </Table.Td>
              <Table.Td>{t(`types.approvals.${type.approval}`)}</Table.Td>
              <Table.Td>
                <Group gap={4} wrap="nowrap" justify="flex-end">
                  <ActionIcon aria-label={t('types.editOf', { name: type.name })} onClick={() => setEdited(type)}>
                    <IconPencil size={16} />
                  </ActionIcon>
                  <ActionIcon aria-label={`${t('types.archive')}: ${type.name}`} onClick={() => handleArchive(type)}>
                    <IconTrash size={16} />
                  </ActionIcon>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Rooms />
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={edited === null || edited === 'new' ? t('types.add') : t('types.editOf', { name: edited.name })}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {edited !== null && <TypeForm type={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      </Modal>
    </Stack>
  )
}

function Rooms() {
  const { t } = useTranslation('appointments')
  const queries = useQueryClient()
  const rooms = useRooms().filter(room => !room.isArchived)
  const [name, setName] = useState('')
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.rooms.key() })
  const create = useMutation(api.rooms.create.mutationOptions({ onSuccess }))
  const update = useMutation(api.rooms.update.mutationOptions({ onSuccess }))

  function handleRemove({ id, version, name: called }: Room): void {
    update.mutate(
      { id, version, name: called, isArchived: true },
      {
        onSuccess: removed =>
          showUndoToast(`room-${id}`, t('types.archived', { name: called }), () =>
            update.mutate({ id, version: removed.version, name: called, isArchived: false }),
          ),
      },
    )
  }

  return (
    <Stack gap="xs">
      <Text fw={600} size="sm">
        {t('types.rooms')}
      </Text>
      {rooms.map(room => (
        <Group key={room.id} gap="xs">
          <Text size="sm" flex={1}>
            {room.name}
          </Text>
          <ActionIcon aria-label={t('types.removeRoom', { name: room.name })} onClick={() => handleRemove(room)}>
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <form
        onSubmit={event => {
          event.preventDefault()
          if (name.trim() !== '')
            create.mutate({ id: newId<RoomId>(), name: name.trim() }, { onSuccess: () => setName('') })
        }}
      >
        <Group gap="xs" align="end">
          <TextInput
            label={t('types.roomName')}
            maxLength={80}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={name.trim() === ''} loading={create.isPending}>
            {t('types.addRoom')}
          </Button>
        </Group>
      </form>
      {(create.error ?? update.error) !== null && <ProblemNotice error={create.error ?? update.error} />}
    </Stack>
  )
}
