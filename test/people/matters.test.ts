/** The papers of a case: each class to those whose part it is, a sealed matter to its list, and no image at all. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../api/house.ts';
import { asOwner, launchBody, loadPeople, people, startApi, team, type Answer, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';

const worker = await startWorker();
let api: TestApi;
let path = '';
beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  const launched = await api.post(people.coordinator, '/cases', { ...launchBody, codeName: 'MATTERS', agencies: [...team, { agency: 'tr', roles: ['FINANCIAL_INVESTIGATOR'] }] });
  path = `/cases/${String(launched.body['id'])}`;
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const act = (who: string, body: object): Promise<Answer> => api.post(who, `${path}/papers/acts`, body);
const file = (who: string, of: string, more: object = { text: `words of ${of}` }): Promise<Answer> => act(who, { act: 'file-paper', class: of, kind: 'NOTE', ...more });
/** What somebody may see, by class: the words, the summary, or that there is something. */
async function seen(who: string): Promise<Record<string, string>> {
  const papers = (await api.get(who, `${path}/papers`)).body['papers'] as { class: string; text?: string; summary?: string }[];
  return Object.fromEntries(papers.map(({ class: of, text, summary }) => [of, text ?? summary ?? 'known']));
}

describe('the papers of a case', () => {
  it('are open to each by their class', async () => {
    const filed = [
      await file(people.investigator, 'D10', { text: 'words of D10', summary: 'summary of D10' }), await file(people.investigator, 'D11', { text: 'words of D11', summary: 'summary of D11' }),
      await file(people.prosecutor, 'D12'), await file(people.financial, 'D13'), await file(people.prosecutor, 'D15', { text: 'words of D15', summary: 'summary of D15' }),
    ];
    expect(filed.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await seen(people.coordinator)).toEqual({ D10: 'words of D10', D11: 'summary of D11', D15: 'summary of D15' });
    expect(await seen(people.prosecutor)).toEqual({ D10: 'words of D10', D12: 'words of D12', D15: 'words of D15' });
    expect(await seen(people.financial)).toEqual({ D10: 'words of D10', D13: 'words of D13', D15: 'summary of D15' });
    expect(await seen(people.advocate)).toEqual({ D10: 'summary of D10', D15: 'summary of D15' });
    expect(await seen(people.policeLeader)).toEqual({ D10: 'summary of D10', D15: 'summary of D15' });
    // Who supervises has the part of the discipline supervised.
    expect(await seen(people.revenueSupervisor)).toEqual({ D10: 'words of D10', D13: 'words of D13', D15: 'summary of D15' });
    expect((await api.get(people.stranger, `${path}/papers`)).status).toBe(404);
  });

  it('let those who are listed see a sealed matter, until they are taken off its list', async () => {
    const listed = { act: 'assign', person: people.investigator, agency: 'tp', class: 'D12', basis: 'COURT_ORDER' };
    expect((await act(people.coordinator, listed)).status).toBe(403);
    expect((await seen(people.investigator))['D12']).toBeUndefined();
    expect((await act(people.prosecutor, listed)).status).toBe(200);
    expect((await seen(people.investigator))['D12']).toBe('words of D12');
    const [assignment] = await asOwner(async (client) => (await client.query<{ id: string }>(`select id from assignment_view where class = 'D12' and ledger_id = $1`, [path.slice(1).replace('cases', 'case')])).rows);
    expect((await act(people.prosecutor, { act: 'end-assignment', assignment: assignment?.id })).status).toBe(200);
    expect((await seen(people.investigator))['D12']).toBeUndefined();
  });

  it('are told of by no list of what happened', async () => {
    const told = await api.get(people.coordinator, `${path}/timeline?limit=100`);
    expect(told.text).not.toMatch(/PaperFiled|Assigned|D12|D13/);
    const row = await asOwner(async (client) => (await client.query('select 1 from event where ledger_id = $1 and type = $2', [path.slice(1).replace('cases', 'case'), 'PaperFiled'])).rowCount);
    expect(row).toBe(5);
  });

  it('take facts about images, and never an image (refusal 15)', async () => {
    const sha256 = createHash('sha256').update('nothing').digest('hex');
    const images = { count: 3, hashes: [{ algorithm: 'SHA256', value: sha256 }], rating: 'BASELINE', found: 'DEVICE' };
    expect((await file(people.investigator, 'D14', { images })).status).toBe(200);
    expect((await seen(people.coordinator))['D14']).toBe('known');
    const picture = Buffer.alloc(600, 7).toString('base64');
    const refused = [
      await file(people.investigator, 'D14', { text: picture }), await file(people.investigator, 'D14', { text: 'three pictures' }), await file(people.investigator, 'D14', { images, summary: 'three' }),
      await file(people.investigator, 'D10', { text: `see data:image/png;base64,${picture.slice(0, 80)}` }), await file(people.investigator, 'D10', { text: picture.replaceAll(/.{76}/g, '$&\n') }),
      await file(people.investigator, 'D10', { images }),
    ];
    expect(refused.map(({ status, body }) => [status, body['code']])).toEqual(refused.map(() => [422, 'IMAGE_CONTENT_REFUSED']));
    expect((await file(people.investigator, 'D14', { images: { ...images, thumbnail: picture } })).status).toBe(400);
    expect((await file(people.investigator, 'D14', { images: { ...images, hashes: [{ algorithm: 'SHA256', value: picture.slice(0, 64) }] } })).status).toBe(400);
    const kept = await asOwner(async (client) => (await client.query<{ n: number }>(`select count(*)::int as n from vault_item where data_class = 'D14' and owner = $1`, [path.slice(1).replace('cases', 'case')])).rows);
    expect(kept).toEqual([{ n: 1 }]);
  });

  it('are decided again and read back to the same', async () => {
    expect(await audit(path.slice(1).replace('cases', 'case'))).toEqual([]);
  });
});
