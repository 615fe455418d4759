CREATE TABLE "item_records" (
	"item_id" text PRIMARY KEY NOT NULL,
	"record" jsonb NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transactions" (
	"transaction_id" text PRIMARY KEY NOT NULL,
	"item_id" text NOT NULL,
	"account_id" text NOT NULL,
	"name" text NOT NULL,
	"date" date NOT NULL
);
--> statement-breakpoint
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_item_id_items_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "items"("item_id") ON DELETE cascade;
--> statement-breakpoint
CREATE INDEX "transactions_item_id" ON "transactions" ("item_id");
--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "checked_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "transactions_cursor" text;
