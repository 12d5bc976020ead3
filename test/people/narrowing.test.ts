/** What only takes away waits for no engine: while nothing is decided at all, each such act takes hold at once, and the ledger has it when the engine is back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, house, rowsOf, until, type House } from '../api/house.ts';
import { people } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';
import { consentTo, inDays } from './consents.ts';
import { openDoor } from './her-door.ts';

const law: House = await house(['VICTIM_COUNSEL']);
const partner: House = await house();
const privacy = 'tn.privacy';
const auditor = `${law.agency}.auditor`;
const her = await openDoor({ as: 'V1' }, [{ role: 'CHILD_GUARDIAN', agency: 'tp', person: people.guardian }, { role: 'VICTIM_COUNSEL', agency: law.agency, person: law.one }]);
const idIn = async (table: string, where: string): Promise<string> => (await rowsOf<{ id: string }>(`select id from ${table} where ledger_id = $1 and ${where}`, her.ledger))[0]?.id ?? '';
const standingOf = (person: string): Promise<string> => idIn('standing_view', `person = '${person}' and until_at is null`);

let back: Awaited<ReturnType<typeof startWorker>> | undefined;
beforeAll(async () => {
  await rowsOf(`insert into person (id, agency_id, roles) values ($1, 'tn', '{PRIVACY_OFFICER}') on conflict do nothing`, privacy);
  await rowsOf(`insert into person (id, agency_id, roles) values ($1, $2, '{OVERSIGHT_AUDITOR}')`, auditor, law.agency);
  for (const of of ['D3', 'D4', 'D7', 'D17']) await her.done(people.advocate, { act: 'file-paper', class: of, kind: 'NOTE', text: `words of ${of}` });
  const guardian = { by: 'GUARDIAN', standing: await standingOf(people.guardian), views: 'Said yes.' };
  // Two of the police: what one is given by consent is all of their agency's, what the other is assigned and shown is theirs alone.
  await her.done(people.advocate, consentTo('tp', ['D17'], inDays(9), guardian));
});
beforeAll(async () => {
  await her.done(people.advocate, { act: 'assign', person: people.investigator, agency: 'tp', class: 'D7', basis: 'CASE_WORK' });
  await her.done(people.advocate, { act: 'disclose', basis: 'COURT_ORDER', classes: ['D4'], agency: 'tp', person: people.investigator, until: inDays(9), toldHer: 'GIVEN', steps: ['LOCATION_WITHHELD'] });
  expect(await her.reads(people.investigator)).toEqual({ D4: 'words of D4', D7: 'words of D7', D17: 'words of D17' });
  expect(Object.keys(await her.reads(law.one))).toContain('D3');
  expect(Object.keys(await her.reads(people.guardian))).toContain('D3');
  await her.worker.stop();
});
afterAll(async () => {
  await her.stop();
  await back?.stop();
});

describe('while nobody decides anything', () => {
  it.each([
    ['the end of an assignment', 'D7', people.investigator, people.coordinator, async () => ({ act: 'end-assignment', assignment: await idIn('assignment_view', `person = '${people.investigator}'`) })],
    ['the end of a disclosure', 'D4', people.investigator, privacy, async () => ({ act: 'end-disclosure', disclosure: await idIn('disclosure_view', 'true') })],
    ['the end of standing by her', 'D3', law.one, people.coordinator, async () => ({ act: 'end-standing', standing: await standingOf(law.one) })],
  ] as const)('%s takes hold at once', async (_what, of, who, by, act) => {
    expect(Object.keys(await her.reads(who))).toContain(of);
    await her.done(by, await act());
    expect(Object.keys(await her.reads(who))).not.toContain(of);
  });

  it('a suspicion takes hold at once, of all they had and of what they agreed to for her', async () => {
    await her.done(people.coordinator, { act: 'suspect-standing', standing: await standingOf(people.guardian) });
    expect([await her.reads(people.guardian), await her.reads(people.investigator)]).toEqual([{}, {}]);
  });
});

describe('a partner that is shut out while nobody decides anything', () => {
  it('sees its own desk alone from the next request on, and says nothing; not if somebody asks who may not', async () => {
    const sees = async (): Promise<readonly number[]> => Promise.all(['/inbox', '/cases', '/agencies'].map(async (path) => (await her.api.get(partner.one, path)).status));
    const contain = (by: string) => her.api.post(by, `/agencies/${partner.agency}/containment`, { act: 'contain', reason: 'ACCOUNT_TAKEN_OVER' });
    expect((await contain(people.coordinator)).status).toBe(404);
    expect(await sees()).toEqual([200, 200, 200]);
    expect((await contain(auditor)).status).toBe(200);
    expect(await sees()).toEqual([404, 404, 200]);
    // By the word alone: its desk has not decided.
    expect(await rowsOf('select 1 from containment where ledger_id = $1', `agency/${partner.agency}`)).toEqual([]);
  });
});

describe('when the engine is back', () => {
  beforeAll(async () => {
    back = await startWorker();
  });

  it('the ledger has each of them, and is decided again and read back to the same', async () => {
    const said = await until(() => rowsOf<{ type: string }>(`select distinct type from event where ledger_id = $1 and type in ('AssignmentEnded', 'DisclosureEnded', 'StandingEnded', 'StandingSuspected') order by 1`, her.ledger), (types) => types.length === 4);
    expect(said).toHaveLength(4);
    expect(await audit(her.ledger)).toEqual([]);
  });

  it('the desk of the partner has it, too, and it stays shut', async () => {
    expect(await until(() => rowsOf('select 1 from containment where ledger_id = $1 and until_at is null', `agency/${partner.agency}`), (rows) => rows.length > 0)).toHaveLength(1);
    expect((await her.api.get(partner.one, '/inbox')).status).toBe(404);
    // What follows at its desk may still be on its way while it is read.
    expect(await until(() => audit(`agency/${partner.agency}`), (flaws) => flaws.length === 0)).toEqual([]);
  });
});
