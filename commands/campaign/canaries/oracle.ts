/** What an answer gives away without opening anything: whether something is there, and what was sent. */
import type { Operation } from '../../../api/route.ts';
import type { Player } from './cast.ts';
import type { World } from './world.ts';
import { newToken } from './world.ts';

const absent = '00000000-0000-4000-8000-000000000000';
const named = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const asTold = ({ status, text }: { readonly status: number; readonly text: string }): string => `${status} ${text.replaceAll(named, 'ID')}`;

/** One id of somebody else's, by the parameter that takes it. */
const foreignOf = ({ truth }: World): Readonly<Record<string, string>> => ({ caseId: truth.cases.elsewhere, victimId: truth.victims.theirs });

const fill = (path: string, name: string, id: string): string => path.replace(`{${name}}`, id).replaceAll(/\{step\}/g, 'S3.1');

export interface Asked {
  readonly pairs: number;
  readonly flaws: readonly string[];
}

/** What is somebody else's and what is not there are answered the same, word for word, by reads and by acts. */
export async function foreignAsAbsent(world: World, operations: readonly Operation[], people: readonly Player[]): Promise<Asked> {
  const flaws: string[] = [];
  let pairs = 0;
  for (const [name, foreign] of Object.entries(foreignOf(world)))
    for (const { id, path, method } of operations.filter((each) => each.path.includes(`{${name}}`)))
      for (const who of people) {
        const ask = (of: string) => (method === 'get' ? world.get(who, fill(path, name, of)) : world.send(who, fill(path, name, of), {}));
        const [theirs, none] = [asTold(await ask(foreign)), asTold(await ask(absent))];
        pairs += 1;
        if (theirs !== none) flaws.push(`${id}: ${who.id} can tell what is somebody else's from what is not there: ${theirs.slice(0, 200)} / ${none.slice(0, 200)}`);
      }
  return { pairs, flaws };
}

/** Requests that are refused: the answer says nothing back, and nothing of what is there. */
export async function refused(world: World, operations: readonly Operation[], people: readonly Player[]): Promise<{ readonly asked: number; readonly leaks: readonly string[] }> {
  const leaks: string[] = [];
  let asked = 0;
  for (const { id, path } of operations.filter(({ method }) => method === 'post'))
    for (const who of people)
      for (const body of [{}, { act: newToken(), note: newToken(), text: newToken(), [newToken()]: newToken() }, newToken()]) {
        const at = path.replace('{caseId}', world.truth.cases.first).replace('{victimId}', world.truth.victims.adult).replace('{step}', 'S3.1').replaceAll(/\{\w+\}/g, absent);
        const { status, text } = await world.send(who, at, body);
        asked += 1;
        const names = Object.keys(body);
        const said = [...text.matchAll(/ZQ[A-P]{12}/g)].map(([token]) => token).filter((token) => !names.includes(token));
        if (status >= 400 && said.length > 0) leaks.push(`LEAK a refusal of ${id} says ${said[0]} to ${who.id}`);
        if (status >= 500) leaks.push(`FAULT ${id} answered ${status} to ${who.id}`);
      }
  return { asked, leaks };
}

/** Without a name nobody is told anything but what is open to everybody, and nothing of a case stands there. */
export async function unnamed(url: string, paths: readonly string[]): Promise<readonly string[]> {
  const flaws: string[] = [];
  for (const path of paths) {
    const { status } = await fetch(url + path);
    if (status !== 401) flaws.push(`${path} answered ${status} to nobody`);
  }
  for (const path of ['/health', '/openapi.json', '/reference', '/.well-known/jwks.json']) {
    const text = await (await fetch(url + path)).text();
    if (/ZQ[A-P]{12}/.test(text)) flaws.push(`LEAK ${path}`);
  }
  return flaws;
}
