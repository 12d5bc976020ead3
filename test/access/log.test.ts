/** Who saw what, when, on what basis: noted before the bytes leave, denials too, and no answer where it cannot be noted. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { operations } from '../../api/operations/index.ts';
import { writing } from '../../api/actor.ts';
import { rowsOf } from '../api/house.ts';
import { asOwner, launchBody, loadPeople, people, startApi, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';
import { consentTo, inDays, ofAge } from '../people/consents.ts';

const worker = await startWorker();
let api: TestApi;
let victim = '';
let ledger = '';
let theCase = '';
beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  const launched = await api.post(people.coordinator, '/cases', { ...launchBody, referral: 'A report that names nobody' });
  theCase = String(launched.headers.get('location'));
  victim = String((await api.post(people.coordinator, `${theCase}/victims`, ofAge())).headers.get('location'));
  ledger = victim.slice(1).replace('victims', 'victim');
  await api.post(people.coordinator, `${victim}/acts`, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'th' });
  await api.post(people.advocate, `${victim}/acts`, { act: 'file-paper', class: 'D3', kind: 'LEGAL_NAME', text: 'A name of nobody' });
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

interface Row { readonly class: string; readonly outcome: string; readonly depth: string | null; readonly basis: string | null; readonly action: string | null; readonly resource: string | null }
/** What one request left in the log. */
async function noted(person: string, of: string, ask: () => Promise<{ status: number }>): Promise<readonly Row[]> {
  const [before] = await rowsOf<{ id: string }>('select coalesce(max(id), 0)::text as id from access_log');
  await ask();
  return rowsOf<Row>('select class, outcome, depth, basis, action, resource from access_log where id > $1 and person = $2 and ledger_id = $3 order by id', before?.id, person, of);
}

describe('the access log', () => {
  it('holds the words that were opened, with what they rested on, when the answer arrives', async () => {
    const rows = await noted(people.advocate, ledger, () => api.get(people.advocate, `${victim}/papers`));
    expect(rows).toEqual([{ class: 'D3', outcome: 'READ', depth: 'FULL', basis: 'STANDING', action: null, resource: null }]);
  });

  it('names the consent that opened it', async () => {
    const granted = await api.post(people.advocate, `${victim}/acts`, consentTo('tp', ['D4'], inDays(1)));
    expect(granted.status).toBe(200);
    const [consent] = await rowsOf<{ id: string }>('select id from consent_view where ledger_id = $1', ledger);
    const basis = await writing(api.deps.database.pool, { person: people.investigator, exercise: null }, (ask) => ask`select * from basis_of(${ledger}, 'D4', null, 'th')`);
    expect(basis).toEqual([{ basis: 'CONSENT', basis_id: consent?.id }]);
  });

  it('holds what stayed shut beside it', async () => {
    const rows = await noted(people.investigator, ledger, () => api.get(people.investigator, `${victim}/papers`));
    expect(rows.filter(({ class: of }) => of === 'D3').map(({ outcome }) => outcome)).toEqual(['DENIED']);
  });

  it('holds her file as far as it was shown, and the words of a case', async () => {
    expect(await noted(people.advocate, ledger, () => api.get(people.advocate, victim))).toContainEqual({ class: 'D3', outcome: 'READ', depth: 'METADATA', basis: 'STANDING', action: null, resource: null });
    const rows = await noted(people.coordinator, theCase.slice(1).replace('cases', 'case'), () => api.get(people.coordinator, theCase));
    expect(rows).toContainEqual({ class: 'D3', outcome: 'READ', depth: 'FULL', basis: 'ROLE', action: null, resource: null });
  });

  it('holds who was told that there is nothing, under her file, and an absent file alike', async () => {
    const rows = await noted(people.stranger, ledger, () => api.get(people.stranger, victim));
    expect(rows).toEqual([{ class: 'D3', outcome: 'DENIED', depth: null, basis: null, action: 'victim.read', resource: null }]);
    const absent = randomUUID();
    expect((await noted(people.stranger, `victim/${absent}`, () => api.get(people.stranger, `/victims/${absent}`))).length).toBe(1);
  });

  it('holds an act that was refused, although all else of that transaction is undone', async () => {
    const rows = await noted(people.investigator, ledger, async () => {
      const answer = await api.post(people.investigator, `${victim}/acts`, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'tp' });
      expect(answer.status).toBe(403);
      return answer;
    });
    expect(rows).toEqual([{ class: 'D3', outcome: 'DENIED', depth: null, basis: null, action: 'victim.stand-by', resource: 'Victim' }]);
  });

  it('holds who acted under a hat that is not theirs', async () => {
    const rows = await noted(people.stranger, ledger, () => api.get(people.stranger, victim, { headers: { 'acting-for': 'th' } }));
    expect(rows.map(({ outcome }) => outcome)).toEqual(['DENIED']);
  });

  it('has a class for every member of an answer about her', () => {
    // What somebody may do, and for how long, is said of them and of the playbook.
    const plain = ['id', 'rev', 'next', 'support', 'acts', 'log', 'voice', 'disclosable', 'glass'];
    // They decide each part by itself, and note it; of the file no member compiles without a class (api/people/fields.ts).
    const bits = ['read-papers', 'read-voice', 'read-victim'];
    const about = operations.filter(({ id, method, path }) => method === 'get' && !bits.includes(id) && /^\/victims\/|\/victims$/.test(path));
    const bare = about.flatMap((operation) => Object.keys((operation.answer.shape as z.ZodObject).shape).filter((member) => !plain.includes(member) && operation.classes[member] === undefined).map((member) => `${operation.id}: ${member}`));
    expect(about.length).toBeGreaterThan(2);
    expect(bare).toEqual([]);
  });

  it('is written before the answer, or there is none', async () => {
    await asOwner((client) => client.query('revoke insert on access_log from throughline_api'));
    try {
      const asked = await Promise.all([api.get(people.advocate, `${victim}/papers`), api.get(people.stranger, victim), api.post(people.investigator, `${victim}/acts`, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'tp' })]);
      expect(asked.map(({ status }) => status)).toEqual([500, 500, 500]);
      expect(asked.map(({ text }) => text).join()).not.toContain('A name of nobody');
    } finally {
      await asOwner((client) => client.query('grant insert on access_log to throughline_api'));
    }
  });
});
