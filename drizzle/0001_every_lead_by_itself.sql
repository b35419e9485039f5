CREATE TABLE `brands` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`default_country` text,
	`position` integer DEFAULT 0 NOT NULL,
	`is_archived` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `brands_by_name` ON `brands` (`name_key`);--> statement-breakpoint
CREATE INDEX `brands_in_order` ON `brands` (`position`);--> statement-breakpoint
CREATE TABLE `lead_tags` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`tag_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`tag_id`) REFERENCES `tags`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lead_tags_once` ON `lead_tags` (`lead_id`,`tag_id`);--> statement-breakpoint
CREATE INDEX `lead_tags_of_tag` ON `lead_tags` (`tag_id`,`lead_id`);--> statement-breakpoint
CREATE TABLE `tags` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`color` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tags_by_name` ON `tags` (`name_key`);--> statement-breakpoint
ALTER TABLE `lead_touches` ADD `ad_name` text;--> statement-breakpoint
ALTER TABLE `lead_touches` ADD `ad_set_id` text;--> statement-breakpoint
ALTER TABLE `lead_touches` ADD `ad_set_name` text;--> statement-breakpoint
ALTER TABLE `lead_touches` ADD `campaign_id` text;--> statement-breakpoint
ALTER TABLE `lead_touches` ADD `campaign_name` text;--> statement-breakpoint
ALTER TABLE `lead_touches` ADD `form_id` text;--> statement-breakpoint
ALTER TABLE `leads` ADD `brand_id` text REFERENCES brands(id) ON DELETE SET NULL;--> statement-breakpoint
ALTER TABLE `leads` ADD `first_form_id` text;--> statement-breakpoint
ALTER TABLE `leads` ADD `first_campaign_id` text;--> statement-breakpoint
ALTER TABLE `leads` ADD `first_ad_set_id` text;--> statement-breakpoint
ALTER TABLE `leads` ADD `first_ad_id` text;--> statement-breakpoint
ALTER TABLE `leads` ADD `last_called_at` integer;--> statement-breakpoint
ALTER TABLE `leads` ADD `stage_since` integer;--> statement-breakpoint
ALTER TABLE `leads` ADD `converted_at` integer;--> statement-breakpoint
ALTER TABLE `leads` ADD `rejection_reason` text;--> statement-breakpoint
ALTER TABLE `leads` ADD `score` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- What the timeline knows already: generated above, filled here.
UPDATE `leads` SET `last_called_at` = (
	SELECT max(`happened_at`) FROM `interactions` WHERE `lead_id` = `leads`.`id` AND `kind` = 'call'
) WHERE EXISTS (SELECT 1 FROM `interactions` WHERE `lead_id` = `leads`.`id` AND `kind` = 'call');--> statement-breakpoint
UPDATE `leads` SET `stage_since` = (
	SELECT max(`happened_at`) FROM `interactions` WHERE `lead_id` = `leads`.`id` AND `kind` = 'status_change'
) WHERE EXISTS (SELECT 1 FROM `interactions` WHERE `lead_id` = `leads`.`id` AND `kind` = 'status_change');--> statement-breakpoint
UPDATE `leads` SET `converted_at` = (
	SELECT min(`happened_at`) FROM `interactions`
	WHERE `lead_id` = `leads`.`id` AND `kind` = 'status_change' AND json_extract(`data`, '$.toOutcome') = 'converted'
) WHERE `stage_since` IS NOT NULL;
