CREATE TABLE `template_variants` (
	`id` text PRIMARY KEY NOT NULL,
	`template_id` text NOT NULL,
	`language` text NOT NULL,
	`subject` text,
	`content` text NOT NULL,
	`position` integer NOT NULL,
	`provider_id` text,
	`provider_status` text,
	FOREIGN KEY (`template_id`) REFERENCES `templates`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `template_variants_once` ON `template_variants` (`template_id`,`language`);--> statement-breakpoint
INSERT INTO `template_variants` (`id`, `template_id`, `language`, `content`, `position`) SELECT `id`, `id`, `language`, `content`, 0 FROM `templates`;--> statement-breakpoint
ALTER TABLE `templates` DROP COLUMN `language`;--> statement-breakpoint
ALTER TABLE `templates` DROP COLUMN `content`;