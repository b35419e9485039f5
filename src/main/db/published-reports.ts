const ONLY_THE_OFFICE_PC_SENDS = 'only the office PC sends; people see it live'

/** Tables of what is told to whom: a part of `PUBLISHED`, which says what the words mean. */
export const REPORTS = {
  report_deliveries: { private: ONLY_THE_OFFICE_PC_SENDS },
  report_documents: { private: ONLY_THE_OFFICE_PC_SENDS },
  report_list_members: { private: ONLY_THE_OFFICE_PC_SENDS },
  report_lists: { private: ONLY_THE_OFFICE_PC_SENDS },
  report_messages: { private: ONLY_THE_OFFICE_PC_SENDS },
  report_recipients: { private: ONLY_THE_OFFICE_PC_SENDS },
  report_runs: { private: ONLY_THE_OFFICE_PC_SENDS },
  report_schedules: { private: ONLY_THE_OFFICE_PC_SENDS },
  report_texts: { private: ONLY_THE_OFFICE_PC_SENDS },
} as const
