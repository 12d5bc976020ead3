/** All configuration, in one schema. The schema is also the documentation: `npm start -- --help`. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** A variable of the environment has a value that cannot be used. The message names it and says what is accepted. */
export class ConfigError extends Error {
  readonly variable: string;

  constructor(variable: string, accepts: string, given: string) {
    super(`${variable} is ${given}. Accepted: ${accepts}.`);
    this.name = 'ConfigError';
    this.variable = variable;
  }
}

const said = (description: string, accepts: string, secret = false) => ({ description, accepts, secret });
const hostAndPort = /^(\[[0-9a-f:]+\]|[a-z0-9._-]+):([1-9]\d{0,4})$/i;
const hasScheme = (schemes: readonly string[]) => (text: string) => URL.canParse(text) && schemes.includes(new URL(text).protocol);

const variables = z.object({
  DATABASE_URL: z
    .string()
    .refine(hasScheme(['postgres:', 'postgresql:']))
    .optional()
    .meta(said('PostgreSQL database, as its owner. Unset: an embedded PostgreSQL in the data folder', 'postgres://USER:PASSWORD@HOST:PORT/DATABASE', true)),
  API_DATABASE_URL: z
    .string()
    .refine(hasScheme(['postgres:', 'postgresql:']))
    .optional()
    .meta(said('The same database with a login of the API, a member of throughline_api and nothing more. Unset: DATABASE_URL, stepping down', 'postgres://USER:PASSWORD@HOST:PORT/DATABASE; only beside DATABASE_URL', true)),
  WORKER_DATABASE_URL: z
    .string()
    .refine(hasScheme(['postgres:', 'postgresql:']))
    .optional()
    .meta(said('The same for the worker, a member of throughline_worker and nothing more', 'postgres://USER:PASSWORD@HOST:PORT/DATABASE; only beside DATABASE_URL', true)),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(hostAndPort)
    .optional()
    .meta(said('Temporal cluster. Unset: a server of our own, its data in the data folder', 'HOST:PORT')),
  TEMPORAL_NAMESPACE: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{1,254}$/i)
    .default('default')
    .meta(said('Temporal namespace', 'letters, digits, dots and dashes')),
  THROUGHLINE_DATA: z.string().default('.throughline').meta(said('Folder for databases, keys and logs of this machine', 'a path')),
  HOST: z.string().regex(/^[a-z0-9.:_-]+$/i).default('127.0.0.1').meta(said('Address on which the API listens', 'a host name or an IP address')),
  PORT: z.string().regex(/^\d{1,5}$/).transform(Number).pipe(z.int().min(1).max(65_535)).default(8080).meta(said('Port on which the API listens', 'a whole number from 1 to 65535')),
  DRAFT_DAYS: z.string().regex(/^\d{1,3}$/).transform(Number).pipe(z.int().min(1).max(365)).default(28).meta(said('How many days a draft is kept after it was saved last', 'a whole number from 1 to 365')),
  STEP_UP_MINUTES: z.string().regex(/^\d{1,3}$/).transform(Number).pipe(z.int().min(1).max(120)).default(15).meta(said('How long ago somebody may have signed in whose act opens something of hers, takes it from somebody, or contains a partner, in minutes', 'a whole number from 1 to 120')),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace'])
    .default('info')
    .meta(said('How much the worker and the API log', 'fatal, error, warn, info, debug or trace')),
  AUTH_ISSUER: z.string().refine(hasScheme(['https:', 'http:'])).optional().meta(said('Issuer of the bearer tokens (their `iss`). Unset: the local issuer, for trials only', 'an https URL')),
  AUTH_JWKS_URL: z.string().refine(hasScheme(['https:', 'http:'])).optional().meta(said('Where the public keys of that issuer are', 'an https URL; needed with AUTH_ISSUER')),
  AUTH_AUDIENCE: z.string().min(1).optional().meta(said('Audience the tokens must name (their `aud`)', 'any text; needed with AUTH_ISSUER')),
  PUBLIC_URL: z
    .string()
    .refine((text) => hasScheme(['https:', 'http:'])(text) && new URL(text).href === `${new URL(text).origin}/`)
    .transform((text) => new URL(text).origin)
    .optional()
    .meta(said('Address under which people reach the pages. Unset: http://HOST:PORT', 'a URL without a path; https for real people')),
  SMTP_URL: z.string().refine(hasScheme(['smtp:', 'smtps:'])).optional().meta(said('Mail server for notices. Unset: notices are read in the inbox only', 'smtp://USER:PASSWORD@HOST:PORT (STARTTLS, unless on this machine) or smtps://', true)),
  MAIL_FROM: z.email().max(254).optional().meta(said('Sender of that mail; bounces go there', 'an e-mail address; needed with SMTP_URL')),
  NOTICES_FILE: z.string().default('start/notices.yaml').meta(said('When mail is sent, and how long somebody may take to read it', 'a path of a YAML file')),
  BOARDS_FILE: z.string().default('start/boards.yaml').meta(said('How long an agency may explain its time before others read of it', 'a path of a YAML file')),
  CONTAINMENT_FILE: z.string().default('start/containment.yaml').meta(said('By when a second person confirms that a partner is contained', 'a path of a YAML file')),
  OIDC_ISSUER: z.string().refine(hasScheme(['https:', 'http:'])).optional().meta(said('OpenID provider at which people sign in to the pages. Unset: one of our own that asks for no password, for trials on a loopback address only', 'an https URL')),
  OIDC_CLIENT_ID: z.string().min(1).optional().meta(said('Name of this service at that provider', 'any text; needed with OIDC_ISSUER')),
  OIDC_CLIENT_SECRET: z.string().min(1).optional().meta(said('Its secret there', 'any text; needed with OIDC_ISSUER', true)),
  NODE_ENV: z.string().optional().meta(said('With `production` nobody signs in without a password, whatever else is set', 'any text')),
  KEY_FILE: z.string().optional().meta(said('Keys that wrap every other. Unset: keys/vault.key in the data folder', 'a path of a file with 32 bytes in base64, or a name and such a key in each line')),
  KEY_MODULE: z.string().min(1).optional().meta(said('Library of a key module (PKCS #11) that holds the keys that wrap every other. Unset: they lie in KEY_FILE', 'a path; needed with KEY_MODULE_TOKEN')),
  KEY_MODULE_TOKEN: z.string().min(1).max(32).optional().meta(said('Label of the token in that module', 'up to 32 letters; needed with KEY_MODULE')),
  KEY_MODULE_PIN_FILE: z.string().min(1).optional().meta(said('File with the PIN of its user', 'a path; needed with KEY_MODULE')),
  DIRECTORY_FILE: z.string().default('start/directory.yaml').meta(said('Agencies and people loaded at each start', 'a path of a YAML file')),
  XDG_CACHE_HOME: z.string().optional().meta(said('Folder in which the downloaded Temporal server is kept between clones. Unset: the usual one of your system', 'a path')),
});

const authNames = ['AUTH_ISSUER', 'AUTH_JWKS_URL', 'AUTH_AUDIENCE'] as const;
const oidcNames = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL'] as const;
const moduleNames = ['KEY_MODULE', 'KEY_MODULE_TOKEN', 'KEY_MODULE_PIN_FILE'] as const;
const loopback: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

/** How people sign in to the pages: at a provider; by a choice among fictional people; or not at all, and then there are no pages. */
export type SignIn =
  | { readonly kind: 'provider'; readonly issuer: string; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: 'local' }
  | { readonly kind: 'none' };

/** What every process reads. Paths are absolute. `auth` unset means: the local issuer of start/keys.ts. */
export interface Config {
  /** The owner's; of a process that npm start has started, that process's own. */
  readonly databaseUrl: string | undefined;
  readonly apiDatabaseUrl: string | undefined;
  readonly workerDatabaseUrl: string | undefined;
  readonly temporalAddress: string | undefined;
  readonly temporalNamespace: string;
  readonly dataDir: string;
  readonly cacheDir: string;
  readonly host: string;
  readonly port: number;
  readonly draftDays: number;
  readonly stepUpMinutes: number;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
  readonly auth: { readonly issuer: string; readonly jwksUrl: string; readonly audience: string } | undefined;
  /** Origin of the pages as it was set; `originOf` says what holds. */
  readonly publicUrl: string | undefined;
  readonly mail: { readonly url: string; readonly from: string } | undefined;
  readonly noticesFile: string;
  readonly boardsFile: string;
  readonly containmentFile: string;
  readonly signIn: SignIn;
  readonly production: boolean;
  readonly keyFile: string;
  readonly keyModule: { readonly library: string; readonly token: string; readonly pinFile: string } | undefined;
  readonly directoryFile: string;
}

type Variables = z.infer<typeof variables>;
const aboutOf = (name: keyof Variables) => variables.shape[name].meta() as ReturnType<typeof said>;

function parse(env: Readonly<Record<string, string | undefined>>): Variables {
  // An empty value counts as unset: that is what `VAR= npm start` and compose files mean by it.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = variables.safeParse(given);
  if (parsed.success) return parsed.data;
  const name = parsed.error.issues[0]?.path[0] as keyof Variables;
  const about = aboutOf(name);
  throw new ConfigError(name, about.accepts, about.secret ? 'not usable (its value is kept out of this message)' : JSON.stringify(given[name]));
}

function authOf(all: Variables): Config['auth'] {
  const { AUTH_ISSUER: issuer, AUTH_JWKS_URL: jwksUrl, AUTH_AUDIENCE: audience } = all;
  if (issuer !== undefined && jwksUrl !== undefined && audience !== undefined) return { issuer, jwksUrl, audience };
  if (authNames.every((name) => all[name] === undefined)) return undefined;
  const missing = authNames.find((name) => all[name] === undefined) ?? 'AUTH_ISSUER';
  throw new ConfigError(missing, `${aboutOf(missing).accepts}; the three AUTH_ variables are set together or not at all`, 'not set');
}

function mailOf({ SMTP_URL: url, MAIL_FROM: from }: Variables): Config['mail'] {
  if (url !== undefined && from !== undefined) return { url, from };
  if (url === undefined && from === undefined) return undefined;
  const missing = url === undefined ? 'SMTP_URL' : 'MAIL_FROM';
  throw new ConfigError(missing, `${aboutOf(missing).accepts}; SMTP_URL and MAIL_FROM are set together or not at all`, 'not set');
}

function keyModuleOf(all: Variables): Config['keyModule'] {
  const { KEY_MODULE: library, KEY_MODULE_TOKEN: token, KEY_MODULE_PIN_FILE: pinFile } = all;
  if (library !== undefined && token !== undefined && pinFile !== undefined) return { library: resolve(library), token, pinFile: resolve(pinFile) };
  if (moduleNames.every((name) => all[name] === undefined)) return undefined;
  const missing = moduleNames.find((name) => all[name] === undefined) ?? 'KEY_MODULE';
  throw new ConfigError(missing, `${aboutOf(missing).accepts}; the three KEY_MODULE variables are set together or not at all`, 'not set');
}

/** Without a password only for trials: never in production, beside a real issuer, or where another machine could reach it. */
function signInOf(all: Variables): SignIn {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = all;
  if (issuer !== undefined && clientId !== undefined && clientSecret !== undefined && all.PUBLIC_URL !== undefined) return { kind: 'provider', issuer, clientId, clientSecret };
  const named = oidcNames.slice(0, 3).filter((name) => all[name] !== undefined);
  const missing = oidcNames.find((name) => all[name] === undefined);
  if (named.length > 0 && missing !== undefined) throw new ConfigError(missing, `${aboutOf(missing).accepts}; the three OIDC_ variables and PUBLIC_URL are set together`, 'not set');
  const isTrial = all.NODE_ENV !== 'production' && all.AUTH_ISSUER === undefined && loopback.includes(all.HOST) && (all.PUBLIC_URL === undefined || loopback.includes(new URL(all.PUBLIC_URL).hostname));
  return { kind: isTrial ? 'local' : 'none' };
}

/** A login to a database that is not named would be dropped in silence, and somebody would believe in it. */
function requireOwner(all: Variables): void {
  const idle = (['API_DATABASE_URL', 'WORKER_DATABASE_URL'] as const).find((name) => all[name] !== undefined);
  if (idle !== undefined && all.DATABASE_URL === undefined) throw new ConfigError('DATABASE_URL', `${aboutOf('DATABASE_URL').accepts}; needed with ${idle}`, 'not set');
}

function cacheDirOf(all: Variables): string {
  if (all.XDG_CACHE_HOME !== undefined) return resolve(all.XDG_CACHE_HOME, 'throughline');
  const usual = process.platform === 'darwin' ? 'Library/Caches' : process.platform === 'win32' ? 'AppData/Local' : '.cache';
  return join(homedir(), usual, 'throughline');
}

/**
 * Reads the configuration out of an environment. Changes nothing; relative paths are taken from the working directory.
 * @throws ConfigError for the first value that cannot be used.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const all = parse(env);
  requireOwner(all);
  const dataDir = resolve(all.THROUGHLINE_DATA);
  return {
    databaseUrl: all.DATABASE_URL,
    apiDatabaseUrl: all.API_DATABASE_URL,
    workerDatabaseUrl: all.WORKER_DATABASE_URL,
    temporalAddress: all.TEMPORAL_ADDRESS,
    temporalNamespace: all.TEMPORAL_NAMESPACE,
    dataDir,
    cacheDir: cacheDirOf(all),
    host: all.HOST,
    port: all.PORT,
    draftDays: all.DRAFT_DAYS,
    stepUpMinutes: all.STEP_UP_MINUTES,
    logLevel: all.LOG_LEVEL,
    auth: authOf(all),
    publicUrl: all.PUBLIC_URL,
    mail: mailOf(all),
    noticesFile: resolve(all.NOTICES_FILE),
    boardsFile: resolve(all.BOARDS_FILE),
    containmentFile: resolve(all.CONTAINMENT_FILE),
    signIn: signInOf(all),
    production: all.NODE_ENV === 'production',
    keyFile: all.KEY_FILE === undefined ? join(dataDir, 'keys/vault.key') : resolve(all.KEY_FILE),
    keyModule: keyModuleOf(all),
    directoryFile: resolve(all.DIRECTORY_FILE),
  };
}

/** Scheme, host and port under which the API and its pages are reached. */
export const originOf = ({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string => publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

/**
 * The reverse of loadConfig: the environment that makes a child process read this same configuration. What is unset is said as an
 * empty value, so that it is unset too for a child that also inherits our environment.
 */
export function environmentOf(config: Config): Record<string, string> {
  const all: Record<Exclude<keyof Variables, 'XDG_CACHE_HOME'>, string | undefined> = {
    DATABASE_URL: config.databaseUrl,
    API_DATABASE_URL: config.apiDatabaseUrl,
    WORKER_DATABASE_URL: config.workerDatabaseUrl,
    TEMPORAL_ADDRESS: config.temporalAddress,
    TEMPORAL_NAMESPACE: config.temporalNamespace,
    THROUGHLINE_DATA: config.dataDir,
    HOST: config.host,
    PORT: String(config.port),
    DRAFT_DAYS: String(config.draftDays),
    STEP_UP_MINUTES: String(config.stepUpMinutes),
    LOG_LEVEL: config.logLevel,
    AUTH_ISSUER: config.auth?.issuer,
    AUTH_JWKS_URL: config.auth?.jwksUrl,
    AUTH_AUDIENCE: config.auth?.audience,
    PUBLIC_URL: config.publicUrl,
    SMTP_URL: config.mail?.url,
    MAIL_FROM: config.mail?.from,
    NOTICES_FILE: config.noticesFile,
    BOARDS_FILE: config.boardsFile,
    CONTAINMENT_FILE: config.containmentFile,
    OIDC_ISSUER: config.signIn.kind === 'provider' ? config.signIn.issuer : undefined,
    OIDC_CLIENT_ID: config.signIn.kind === 'provider' ? config.signIn.clientId : undefined,
    OIDC_CLIENT_SECRET: config.signIn.kind === 'provider' ? config.signIn.clientSecret : undefined,
    NODE_ENV: config.production ? 'production' : undefined,
    KEY_FILE: config.keyFile,
    KEY_MODULE: config.keyModule?.library,
    KEY_MODULE_TOKEN: config.keyModule?.token,
    KEY_MODULE_PIN_FILE: config.keyModule?.pinFile,
    DIRECTORY_FILE: config.directoryFile,
  };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, value ?? '']));
}

/** The documentation of every variable, generated from the schema. */
export function describeConfig(): string {
  const names = Object.keys(variables.shape) as (keyof Variables)[];
  const defaults = variables.parse({});
  return names
    .map((name) => {
      const about = aboutOf(name);
      const usual = defaults[name] === undefined ? 'unset' : String(defaults[name]);
      return `  ${name}\n      ${about.description}.\n      Accepted: ${about.accepts}. Default: ${usual}.`;
    })
    .join('\n');
}
