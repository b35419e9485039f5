ALTER TABLE `meta_forms` ADD `gap_accepted` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `meta_forms` ADD `gap_accepted_at` integer;--> statement-breakpoint
ALTER TABLE `meta_forms` ADD `gap_note` text DEFAULT '' NOT NULL;