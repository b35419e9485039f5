CREATE TABLE `import_layouts` (
	`signature` text PRIMARY KEY NOT NULL,
	`fields` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `import_rows` (
	`id` text PRIMARY KEY NOT NULL,
	`import_id` text NOT NULL,
	`number` integer NOT NULL,
	`outcome` text NOT NULL,
	`lead_id` text,
	`meta_lead_id` text,
	`lead_version` integer,
	`given` text,
	`cells` text,
	`problems` text,
	`kept_because` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `import_rows_once` ON `import_rows` (`import_id`,`number`);--> statement-breakpoint
CREATE INDEX `import_rows_of_lead` ON `import_rows` (`lead_id`);--> statement-breakpoint
CREATE INDEX `import_rows_of_meta_entry` ON `import_rows` (`meta_lead_id`) WHERE meta_lead_id is not null;--> statement-breakpoint
CREATE INDEX `import_rows_troubled` ON `import_rows` (`import_id`,`number`) WHERE problems is not null or kept_because is not null;--> statement-breakpoint
CREATE TABLE `imports` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`staff_id` text,
	`state` text NOT NULL,
	`file_name` text NOT NULL,
	`size` integer NOT NULL,
	`sha256` text,
	`kind` text,
	`reading` text,
	`plan` text,
	`headers` text,
	`counts` text NOT NULL,
	`last_row` integer DEFAULT 0 NOT NULL,
	`total_rows` integer,
	`problem` text,
	`started_at` integer,
	`ended_at` integer,
	`undo_until` integer,
	`undone` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `imports_by_id` ON `imports` (`id`);--> statement-breakpoint
CREATE INDEX `imports_newest` ON `imports` (`created_at`,`seq`);--> statement-breakpoint
CREATE INDEX `imports_by_content` ON `imports` (`sha256`) WHERE sha256 is not null;--> statement-breakpoint
CREATE INDEX `imports_undoable` ON `imports` (`undo_until`) WHERE undo_until is not null;