CREATE TABLE "institutions" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
