CREATE TABLE `ad_accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`connection_id` text NOT NULL,
	`external_id` text NOT NULL,
	`name` text NOT NULL,
	`currency` text NOT NULL,
	`time_zone` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`connection_id`) REFERENCES `meta_connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ad_accounts_of_connection` ON `ad_accounts` (`connection_id`,`external_id`);--> statement-breakpoint
CREATE INDEX `ad_accounts_by_external_id` ON `ad_accounts` (`external_id`);--> statement-breakpoint
CREATE TABLE `meta_connections` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`brand_id` text NOT NULL,
	`page_id` text NOT NULL,
	`page_name` text NOT NULL,
	`token_kind` text NOT NULL,
	`app_id` text,
	`poll_minutes` integer NOT NULL,
	`state` text NOT NULL,
	`scopes` text NOT NULL,
	`expires_at` integer,
	`data_access_expires_at` integer,
	`warned_days` integer,
	`checked_at` integer,
	`problem` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`brand_id`) REFERENCES `brands`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `meta_connections_of_brand` ON `meta_connections` (`brand_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `meta_connections_of_page` ON `meta_connections` (`page_id`);--> statement-breakpoint
CREATE TABLE `graph_requests` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	`method` text NOT NULL,
	`path` text NOT NULL,
	`attempt` integer NOT NULL,
	`problem` text,
	`status` integer,
	`code` integer,
	`subcode` integer,
	`trace_id` text,
	`usage_percent` real,
	`usage_of` text,
	`served_version` text
);
--> statement-breakpoint
CREATE INDEX `graph_requests_by_time` ON `graph_requests` (`at`);--> statement-breakpoint
CREATE INDEX `graph_requests_failed` ON `graph_requests` (`problem`,`seq`);