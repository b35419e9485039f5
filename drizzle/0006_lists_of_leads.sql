CREATE INDEX `leads_of_country_newest` ON `leads` (`country_code`,`created_at`,`seq`);--> statement-breakpoint
CREATE INDEX `leads_of_brand_newest` ON `leads` (`brand_id`,`created_at`,`seq`);--> statement-breakpoint
CREATE INDEX `leads_of_campaign_newest` ON `leads` (`first_campaign_id`,`created_at`,`seq`) WHERE first_campaign_id is not null;--> statement-breakpoint
CREATE INDEX `leads_of_form_newest` ON `leads` (`first_form_id`,`created_at`,`seq`) WHERE first_form_id is not null;--> statement-breakpoint
CREATE INDEX `leads_never_answered` ON `leads` (`created_at`,`seq`) WHERE first_message_answered = 0 and (first_inbound_at is not null or (last_contacted_at is null and source in ('meta_lead_ad', 'website')));--> statement-breakpoint
CREATE INDEX `leads_last_called` ON `leads` (case when last_called_at is null then 0 else last_called_at end,`seq`);--> statement-breakpoint
CREATE INDEX `leads_next_action` ON `leads` (case when next_action_at is null then 9007199254740991 else next_action_at end,`seq`);--> statement-breakpoint
CREATE INDEX `leads_by_score` ON `leads` (`score`,`seq`);