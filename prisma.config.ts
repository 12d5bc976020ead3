import { defineConfig } from 'prisma/config';

// Read by Prisma's own command line only: `prisma generate` (start/launch.mjs) and, in production, `prisma migrate deploy`.
const url = process.env['DATABASE_URL'];

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(url === undefined ? {} : { datasource: { url } }),
});
