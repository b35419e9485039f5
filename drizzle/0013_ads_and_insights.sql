CREATE TABLE `ad_campaigns` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`account_id` text NOT NULL,
	`external_id` text NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`effective_status` text NOT NULL,
	`seen_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`daily_budget` integer,
	`lifetime_budget` integer,
	`objective` text,
	FOREIGN KEY (`account_id`) REFERENCES `ad_accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ad_campaigns_of_account` ON `ad_campaigns` (`account_id`,`external_id`);--> statement-breakpoint
CREATE INDEX `ad_campaigns_by_external_id` ON `ad_campaigns` (`external_id`);--> statement-breakpoint
CREATE TABLE `ad_sets` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`account_id` text NOT NULL,
	`external_id` text NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`effective_status` text NOT NULL,
	`seen_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`daily_budget` integer,
	`lifetime_budget` integer,
	`campaign_id` text NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `ad_accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ad_sets_of_account` ON `ad_sets` (`account_id`,`external_id`);--> statement-breakpoint
CREATE INDEX `ad_sets_of_campaign` ON `ad_sets` (`account_id`,`campaign_id`);--> statement-breakpoint
CREATE TABLE `ad_status_changes` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`account_id` text NOT NULL,
	`level` text NOT NULL,
	`external_id` text NOT NULL,
	`name` text NOT NULL,
	`status_before` text NOT NULL,
	`effective_before` text NOT NULL,
	`status_after` text NOT NULL,
	`effective_after` text NOT NULL,
	`actor` text NOT NULL,
	`happened_at` integer,
	`noticed_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `ad_accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ad_status_changes_by_id` ON `ad_status_changes` (`id`);--> statement-breakpoint
CREATE INDEX `ad_status_changes_newest` ON `ad_status_changes` (`noticed_at`,`seq`);--> statement-breakpoint
CREATE INDEX `ad_status_changes_of_account` ON `ad_status_changes` (`account_id`,`noticed_at`,`seq`);--> statement-breakpoint
CREATE TABLE `ads` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`account_id` text NOT NULL,
	`external_id` text NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`effective_status` text NOT NULL,
	`seen_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`campaign_id` text NOT NULL,
	`ad_set_id` text NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `ad_accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ads_of_account` ON `ads` (`account_id`,`external_id`);--> statement-breakpoint
CREATE INDEX `ads_of_ad_set` ON `ads` (`account_id`,`ad_set_id`);--> statement-breakpoint
CREATE INDEX `ads_by_external_id` ON `ads` (`external_id`);--> statement-breakpoint
CREATE TABLE `insight_accounts` (
	`account_id` text PRIMARY KEY NOT NULL,
	`as_of` integer,
	`nightly_on` text,
	`covered_from` text,
	`backfill_from` text,
	`report` text,
	`last_problem` text,
	`retry_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `ad_accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `insight_days` (
	`seq` integer PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`level` text NOT NULL,
	`object_id` text NOT NULL,
	`on_day` text NOT NULL,
	`spend` integer NOT NULL,
	`impressions` integer NOT NULL,
	`clicks` integer NOT NULL,
	`link_clicks` integer NOT NULL,
	`leads` integer NOT NULL,
	`chats` integer NOT NULL,
	`purchases` integer NOT NULL,
	`purchase_value` integer NOT NULL,
	`read_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `ad_accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `insight_days_once` ON `insight_days` (`account_id`,`level`,`object_id`,`on_day`);--> statement-breakpoint
CREATE TABLE `insight_months` (
	`seq` integer PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`level` text NOT NULL,
	`object_id` text NOT NULL,
	`month` text NOT NULL,
	`spend` integer NOT NULL,
	`impressions` integer NOT NULL,
	`clicks` integer NOT NULL,
	`link_clicks` integer NOT NULL,
	`leads` integer NOT NULL,
	`chats` integer NOT NULL,
	`purchases` integer NOT NULL,
	`purchase_value` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `ad_accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `insight_months_once` ON `insight_months` (`account_id`,`level`,`object_id`,`month`);--> statement-breakpoint
CREATE TABLE `insight_ranges` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`level` text NOT NULL,
	`object_id` text NOT NULL,
	`from_on` text NOT NULL,
	`to_on` text NOT NULL,
	`reach` integer NOT NULL,
	`impressions` integer NOT NULL,
	`read_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `ad_accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `insight_ranges_once` ON `insight_ranges` (`account_id`,`level`,`object_id`,`from_on`,`to_on`);--> statement-breakpoint
CREATE INDEX `insight_ranges_old` ON `insight_ranges` (`read_at`);--> statement-breakpoint
CREATE TABLE `insight_runs` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`from_on` text,
	`to_on` text,
	`fetched` integer DEFAULT 0 NOT NULL,
	`changed` integer DEFAULT 0 NOT NULL,
	`removed` integer DEFAULT 0 NOT NULL,
	`problem` text,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `ad_accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `insight_runs_by_id` ON `insight_runs` (`id`);--> statement-breakpoint
CREATE INDEX `insight_runs_newest` ON `insight_runs` (`account_id`,`seq`);--> statement-breakpoint
CREATE INDEX `insight_runs_old` ON `insight_runs` (`started_at`);--> statement-breakpoint
CREATE INDEX `insight_runs_open` ON `insight_runs` (`state`) WHERE state = 'running';