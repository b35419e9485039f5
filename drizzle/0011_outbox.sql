CREATE TABLE `outbox` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`channel` text NOT NULL,
	`lead_id` text,
	`staff_id` text,
	`address` text NOT NULL,
	`subject` text,
	`body` text NOT NULL,
	`html` text,
	`template` text,
	`cause_kind` text NOT NULL,
	`cause_id` text NOT NULL,
	`state` text DEFAULT 'queued' NOT NULL,
	`sender` text,
	`provider_id` text,
	`problem` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`send_after` integer,
	`expires_at` integer,
	`tried_at` integer,
	`sent_at` integer,
	`delivered_at` integer,
	`look_at` integer,
	`segments` integer,
	`cost_micros` integer,
	`currency` text,
	`decided_by` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`decided_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_id_unique` ON `outbox` (`id`);--> statement-breakpoint
CREATE INDEX `outbox_by_state` ON `outbox` (`state`,`seq`);--> statement-breakpoint
CREATE INDEX `outbox_of_lead` ON `outbox` (`lead_id`,`seq`);--> statement-breakpoint
CREATE INDEX `outbox_of_staff` ON `outbox` (`staff_id`);--> statement-breakpoint
CREATE INDEX `outbox_decided_by` ON `outbox` (`decided_by`);--> statement-breakpoint
CREATE INDEX `outbox_of_cause` ON `outbox` (`cause_kind`,`cause_id`);--> statement-breakpoint
CREATE INDEX `outbox_to_look_at` ON `outbox` (`sender`,`look_at`) WHERE look_at is not null;--> statement-breakpoint
CREATE INDEX `outbox_by_provider_id` ON `outbox` (`sender`,`provider_id`) WHERE provider_id is not null;--> statement-breakpoint
CREATE TABLE `outbox_attachments` (
	`id` text PRIMARY KEY NOT NULL,
	`outbox_id` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`mime` text NOT NULL,
	`sha256` text,
	`content` text,
	FOREIGN KEY (`outbox_id`) REFERENCES `outbox`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `outbox_attachments_in_order` ON `outbox_attachments` (`outbox_id`,`position`);--> statement-breakpoint
CREATE INDEX `outbox_attachments_by_content` ON `outbox_attachments` (`sha256`) WHERE sha256 is not null;