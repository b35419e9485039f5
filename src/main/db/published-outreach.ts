/** Tables of the calendar, of templates and of reminders: a part of `PUBLISHED`, which says what the words mean. */
export const OUTREACH = {
  inbound_texts: { private: 'only the office PC asks the providers; people see it live' },
  appointment_leads: { columns: ['id', 'appointment_id', 'lead_id', 'created_at'] },
  appointment_series: { columns: ['id', 'recurrence', 'first_wall_time', 'time_zone', 'created_at'] },
  appointment_type_staff: { columns: ['id', 'type_id', 'staff_id', 'created_at'] },
  appointment_types: {
    columns: [
      ...[
        'id',
        'version',
        'name',
        'color',
        'minutes',
        'buffer_before',
        'buffer_after',
        'place',
        'approval',
        'position',
      ],
      ...['is_archived', 'created_at', 'updated_at'],
    ],
  },
  rooms: { columns: ['id', 'version', 'name', 'position', 'is_archived', 'created_at', 'updated_at'] },
  appointment_change_requests: {
    columns: ['id', 'appointment_id', 'lead_id', 'kind', 'closed_at', 'closed_by', 'created_at'],
  },
  kept_files: {
    columns: [
      ...['id', 'template_id', 'scheduled_id', 'kind', 'position', 'mime', 'name', 'size', 'sha256', 'width', 'height'],
      ...['seconds', 'waveform', 'thumbnail', 'staff_id', 'created_at'],
    ],
  },
  reminder_rules: {
    columns: [
      ...['id', 'version', 'type_id', 'trigger', 'minutes', 'template_id', 'channels', 'asks_reply', 'tolerance'],
      ...['is_active', 'active_since', 'created_at', 'updated_at'],
    ],
  },
  reminders: {
    columns: [
      ...['id', 'version', 'appointment_id', 'rule_id', 'lead_id', 'starts_at', 'due_at', 'state', 'reason', 'detail'],
      ...['is_forced', 'channel', 'tried_channels', 'asks_reply', 'handed_at', 'answer', 'answered_at', 'decided_by'],
      ...['created_at', 'updated_at'],
    ],
  },
  scheduled_messages: {
    columns: [
      ...['id', 'version', 'conversation_id', 'lead_id', 'body', 'send_at', 'cancels_on_reply', 'state', 'reason'],
      ...['created_by', 'created_at', 'updated_at', 'template_id'],
    ],
  },
  template_variants: {
    columns: [...['id', 'template_id', 'language', 'subject', 'content', 'position', 'provider_id', 'provider_status']],
  },
  templates: {
    columns: [
      ...['id', 'version', 'category', 'channel', 'name', 'usage_count', 'last_used_at'],
      ...['removed_at', 'created_at', 'updated_at'],
    ],
  },
} as const
