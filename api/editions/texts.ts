/** From the text that somebody wrote to what is kept of it: resolved and hashed if it is sound, with its flaws by line if it is not. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { packSchema, type Pack } from '#domain/playbook/clock/schema.ts';
import { readPack } from '#start/packs.ts';
import { PlaybookError, readPlaybook } from '#start/playbooks.ts';
import type { Ask } from '../actor.ts';
import type { Drafted } from '../command.ts';

export interface TextFlaw {
  readonly line?: number;
  readonly message: string;
}

/** Every version of every pack that is published. */
export async function packsOf(ask: Ask): Promise<readonly Pack[]> {
  const rows = await ask<{ body: string }>`select body from pack order by name, version`;
  return rows.map(({ body }) => packSchema.parse(JSON.parse(body)));
}

export type Read = { readonly body: string; readonly hash: string; readonly name: string; readonly version: number } | { readonly flaws: readonly TextFlaw[] };

const known = new Map<string, Read>();
const rememberedMost = 200;

/** The proof of a long playbook takes a while, and gives the same whenever it is made of the same text and packs. */
export function readText(of: 'playbook' | 'pack', text: string, packs: readonly Pack[]): Read {
  const key = hashOf(`${of} ${packs.map(({ pack, version }) => `${pack}@${version}`).join(' ')}\n${text}`);
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= rememberedMost) known.clear();
  const read = readAnew(of, text, packs);
  known.set(key, read);
  return read;
}

function readAnew(of: 'playbook' | 'pack', text: string, packs: readonly Pack[]): Read {
  try {
    if (of === 'playbook') {
      const { body, hash, id, version } = readPlaybook('text', text, packs);
      return { body, hash, name: id, version };
    }
    const pack = readPack('text', text);
    const body = canonicalize(pack) ?? '';
    return { body, hash: hashOf(body), name: pack.pack, version: pack.version };
  } catch (error) {
    if (!(error instanceof PlaybookError)) throw error;
    return { flaws: error.message.split('\n').map(flawOf) };
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function flawOf(line: string): TextFlaw {
  const [, at, message] = /^text(?::(\d+))?: (.*)$/.exec(line) ?? [];
  return at === undefined ? { message: message ?? line } : { line: Number(at), message: message ?? line };
}

/** What is kept of a draft. One that calls itself otherwise than its address is kept too, and is not sound. */
export function draftedOf(at: { readonly of: 'playbook' | 'pack'; readonly name: string; readonly version: number }, text: string, packs: readonly Pack[]): Drafted {
  const read = readText(at.of, text, packs);
  const isIt = 'body' in read && read.name === at.name && read.version === at.version;
  return isIt ? { ...at, text, hash: read.hash, body: read.body } : { ...at, text, hash: hashOf(`${at.of} ${at.name} ${at.version}\n${text}`) };
}

/** Flaws of a text, with what only its address shows. */
export function flawsOf({ of, name, version }: { readonly of: 'playbook' | 'pack'; readonly name: string; readonly version: number }, text: string, packs: readonly Pack[]): readonly TextFlaw[] {
  const read = readText(of, text, packs);
  if ('flaws' in read) return read.flaws;
  return read.name === name && read.version === version ? [] : [{ message: `the text calls itself ${read.name} version ${read.version}, and its address is ${name} version ${version}: make them agree` }];
}
