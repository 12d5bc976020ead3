/** What opens without her consent: by law and in an emergency. It has a ground, an end, people who hear of it, and it never reaches advocates' notes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, rowsOf } from '../api/house.ts';
import { asOwner, people } from '../api/support.ts';
import { inDays } from './consents.ts';
import { openDoor } from './her-door.ts';

const privacy = 'tn.privacy';
const colleague = 'tp.colleague';
const { api, victim, ledger, act, done, stop } = await openDoor();
beforeAll(async () => {
  await asOwner((client) => client.query(`insert into person (id, agency_id, roles) values ($1, 'tn', '{PRIVACY_OFFICER}'), ($2, 'tp', '{INVESTIGATOR}') on conflict do nothing`, [privacy, colleague]));
  for (const [of, text] of [['D4', 'A place of nobody'], ['D5', 'Notes of nobody'], ['D17', 'Health of nobody']] as const) await done(people.advocate, { act: 'file-paper', class: of, kind: 'NOTE', text });
});
afterAll(stop);

const words = async (who: string): Promise<(string | undefined)[]> => ((await api.get(who, `${victim}/papers`)).body['papers'] as { text?: string }[]).map(({ text }) => text).filter((text) => text !== undefined);
const disclosures = async (who: string) => (await api.get(who, victim)).body['disclosures'] as { id: string; glass: boolean; from: string; until: string; finding?: string }[];

const compelled = { act: 'disclose', basis: 'COURT_ORDER', classes: ['D17'], agency: 'tp', person: people.investigator, toldHer: 'GIVEN', steps: ['LOCATION_WITHHELD'] };

describe('a disclosure that the law compels', () => {
  it('is recorded with its ground, end and protective steps, or not at all', async () => {
    const code = async (body: object): Promise<unknown> => (await act(people.advocate, body)).body['code'];
    for (const member of ['basis', 'toldHer', 'until', 'classes']) expect([member, await code({ ...compelled, until: inDays(7), [member]: undefined })]).toEqual([member, 'INVALID_REQUEST']);
    expect(await code({ ...compelled, until: inDays(7), steps: [] })).toBe('INVALID_REQUEST');
    expect(await code({ ...compelled, until: inDays(7), classes: ['D5'] })).toBe('INVALID_REQUEST');
    expect(await code({ ...compelled, until: inDays(92) })).toBe('CONSENT_PERIOD');
    expect(await code({ ...compelled, until: inDays(-1) })).toBe('DATE_IN_THE_PAST');
    expect((await act(people.investigator, { ...compelled, until: inDays(7) })).body['code']).toBe('NOT_ALLOWED');
  });

  it('opens what the agency that discloses has recorded, to one person, until it ends; and the reading says on what it rested', async () => {
    expect(await words(people.investigator)).toEqual([]);
    expect((await act(people.advocate, { ...compelled, until: inDays(7) })).status).toBe(200);
    expect(await words(people.investigator)).toEqual(['Health of nobody']);
    const [one] = await disclosures(people.advocate);
    expect(await rowsOf(`select distinct basis, basis_id from access_log where ledger_id = $1 and class = 'D17' and person = $2 and outcome = 'READ' and basis = 'DISCLOSURE'`, ledger, people.investigator)).toEqual([{ basis: 'DISCLOSURE', basis_id: one?.id }]);
    expect((await act(privacy, { act: 'end-disclosure', disclosure: one?.id })).status).toBe(200);
    expect(await words(people.investigator)).toEqual([]);
  });

  it('opens nothing that another agency recorded', async () => {
    expect((await act(people.investigator, { act: 'file-paper', class: 'D17', kind: 'NOTE', text: 'Seen by the police' })).status).toBe(200);
    expect((await act(privacy, { ...compelled, until: inDays(7) })).status).toBe(200);
    expect(await words(people.investigator)).toEqual([]);
  });
});

describe('breaking the glass', () => {
  it('takes two different reasons', async () => {
    const broken = { act: 'break-glass', classes: ['D4'], reasons: ['DANGER_TO_LIFE', 'DANGER_TO_LIFE'] };
    expect((await act(people.investigator, broken)).body['code']).toBe('GLASS_REASONS');
    expect((await act(people.investigator, { ...broken, reasons: ['DANGER_TO_LIFE'] })).body['code']).toBe('INVALID_REQUEST');
    expect((await act(people.investigator, { ...broken, classes: ['D5'] })).body['code']).toBe('INVALID_REQUEST');
    expect((await act(people.policeLeader, { ...broken, reasons: ['DANGER_TO_LIFE', 'MISSING'] })).status).toBeGreaterThanOrEqual(403);
  });

  it('opens for hours and for that person alone, is told at once to the privacy officer and her advocate, and is judged by another', async () => {
    expect((await act(people.investigator, { act: 'break-glass', classes: ['D4'], reasons: ['DANGER_TO_LIFE', 'LOCATED_BY_SUSPECT'] })).status).toBe(200);
    expect(await words(people.investigator)).toEqual(['A place of nobody']);
    expect(await words(colleague)).toEqual([]);
    const broken = (await disclosures(privacy)).find(({ glass }) => glass);
    expect(Date.parse(broken?.until ?? '') - Date.parse(broken?.from ?? '')).toBe(4 * 3_600_000);
    const told = await rowsOf<{ to_agency: string; to_role: string }>(`select to_agency, to_role from notice where ledger_id = $1 and subject = $2 order by part`, ledger, broken?.id);
    expect(told).toEqual([{ to_agency: 'tn', to_role: 'PRIVACY_OFFICER' }, { to_agency: 'th', to_role: 'COMMUNITY_ADVOCATE' }]);
    expect(await rowsOf(`select distinct basis from access_log where ledger_id = $1 and class = 'D4' and person = $2 and outcome = 'READ' and basis_id = $3`, ledger, people.investigator, broken?.id)).toEqual([{ basis: 'BREAK_GLASS' }]);
    expect((await act(people.investigator, { act: 'review-glass', disclosure: broken?.id, finding: 'JUSTIFIED' })).body['code']).toBe('NOT_ALLOWED');
    expect((await act(privacy, { act: 'review-glass', disclosure: broken?.id, finding: 'JUSTIFIED' })).status).toBe(200);
    // Its end is in the row: nobody has to do anything for it to close.
    await asOwner((client) => client.query(`update disclosure_view set until_at = clock_timestamp() where id = $1`, [broken?.id]));
    expect(await words(people.investigator)).toEqual([]);
    await asOwner((client) => client.query(`update disclosure_view set until_at = $2 where id = $1`, [broken?.id, broken?.until]));
  });
});

describe('whoever keeps the file outside', () => {
  it('has nothing of a client held here', async () => {
    expect((await act(people.coordinator, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'th', outside: true })).status).toBe(200);
    expect((await act(people.advocate, { act: 'file-paper', class: 'D5', kind: 'NOTE', text: 'Notes' })).body['code']).toBe('KEPT_OUTSIDE');
  });
});

describe('what police record', () => {
  it('says that it is not confidential', async () => {
    const papers = (await api.get(privacy, `${victim}/papers`)).body['papers'] as { recorder: string; disclosable?: boolean }[];
    const known = (await rowsOf<{ recorder: string; disclosable: boolean }>(`select recorder, disclosable from paper_view where ledger_id = $1 order by at`, ledger)).map(({ recorder, disclosable }) => [recorder, disclosable]);
    expect(known).toEqual([['th', false], ['th', false], ['th', false], ['tp', true]]);
    expect(papers.every(({ recorder, disclosable }) => recorder !== 'th' || disclosable === undefined)).toBe(true);
  });
});

describe('the file', () => {
  it('is decided again and read back to the same', async () => {
    expect(await audit(ledger)).toEqual([]);
  });
});
