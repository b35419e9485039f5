CREATE TABLE `inbound_texts` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`sender` text NOT NULL,
	`provider_id` text NOT NULL,
	`channel` text NOT NULL,
	`lead_id` text,
	`address` text NOT NULL,
	`body` text NOT NULL,
	`is_opt_out` integer NOT NULL,
	`received_at` integer NOT NULL,
	`read_at` integer,
	`read_by` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`read_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbound_texts_id_unique` ON `inbound_texts` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `inbound_texts_once` ON `inbound_texts` (`sender`,`provider_id`);--> statement-breakpoint
CREATE INDEX `inbound_texts_of_lead` ON `inbound_texts` (`lead_id`,`channel`,`received_at`);--> statement-breakpoint
CREATE INDEX `inbound_texts_unread` ON `inbound_texts` (`seq`) WHERE read_at is null;--> statement-breakpoint
CREATE INDEX `inbound_texts_read_by` ON `inbound_texts` (`read_by`);--> statement-breakpoint
ALTER TABLE `senders` ADD `heard_until` integer;