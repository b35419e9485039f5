CREATE TABLE `consent_events` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`address_kind` text NOT NULL,
	`address` text NOT NULL,
	`channel` text NOT NULL,
	`brand_id` text,
	`action` text NOT NULL,
	`source` text NOT NULL,
	`wording_id` text,
	`note` text,
	`reference` text,
	`once_key` text,
	`staff_id` text,
	`is_without_effect` integer DEFAULT false NOT NULL,
	`happened_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`brand_id`) REFERENCES `brands`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`wording_id`) REFERENCES `consent_wordings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `consent_events_by_id` ON `consent_events` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `consent_events_once` ON `consent_events` (`once_key`) WHERE once_key is not null;--> statement-breakpoint
CREATE INDEX `consent_events_of_address` ON `consent_events` (`address_kind`,`address`,`happened_at`,`seq`);--> statement-breakpoint
CREATE INDEX `consent_events_of_wording` ON `consent_events` (`wording_id`);--> statement-breakpoint
CREATE INDEX `consent_events_of_brand` ON `consent_events` (`brand_id`);--> statement-breakpoint
CREATE TABLE `consent_texts` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`language` text NOT NULL,
	`is_archived` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `consent_wordings` (
	`id` text PRIMARY KEY NOT NULL,
	`text_id` text,
	`number` integer,
	`body` text NOT NULL,
	`body_hash` text NOT NULL,
	`staff_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`text_id`) REFERENCES `consent_texts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `consent_wordings_of_text` ON `consent_wordings` (`text_id`,`number`) WHERE text_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `consent_wordings_of_forms` ON `consent_wordings` (`body_hash`) WHERE text_id is null;--> statement-breakpoint
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`address_kind` text NOT NULL,
	`address` text NOT NULL,
	`channel` text NOT NULL,
	`brand_id` text,
	`state` text NOT NULL,
	`source` text NOT NULL,
	`changed_at` integer NOT NULL,
	`iys_recipient_type` text DEFAULT 'BIREYSEL' NOT NULL,
	`iys_status` text,
	`iys_source` text,
	`iys_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`brand_id`) REFERENCES `brands`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `consents_of_address` ON `consents` (`address_kind`,`address`,`channel`,case when brand_id is null then '' else brand_id end);--> statement-breakpoint
CREATE INDEX `consents_by_state` ON `consents` (`channel`,`state`,`address_kind`,`address`);--> statement-breakpoint
CREATE INDEX `consents_of_brand` ON `consents` (`brand_id`);--> statement-breakpoint
CREATE TABLE `suppression_pepper` (
	`id` integer PRIMARY KEY NOT NULL,
	`pepper` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `suppressions` (
	`id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`channel` text,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `suppressions_by_hash` ON `suppressions` (`hash`,case when channel is null then '' else channel end);