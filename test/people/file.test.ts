/** Her file from end to end: opened in a case, who stands by her, a paper that others do not read, consent that opens it and whose end closes it. */
import { afterAll, describe, expect, it } from 'vitest';
import { audit } from '../api/house.ts';
import { people } from '../api/support.ts';
import { openDoor } from './her-door.ts';

const { api, victim, ledger, act, stop } = await openDoor();
afterAll(stop);

const papers = async (who: string): Promise<unknown[]> => ((await api.get(who, `${victim}/papers`)).body['papers'] as { class: string; text?: string }[]).map(({ class: of, text }) => [of, text]);

describe('the file of a victim', () => {
  it('says who she is to who stands by her, and to nobody else', async () => {
    expect((await act(people.advocate, { act: 'file-paper', class: 'D3', kind: 'LEGAL_NAME', text: 'A name of nobody' })).status).toBe(200);
    expect(await papers(people.advocate)).toEqual([['D3', 'A name of nobody']]);
    expect(await papers(people.investigator)).toEqual([]);
    expect((await api.get(people.stranger, victim)).status).toBe(404);
  });

  it('is decided again and read back to the same', async () => {
    expect(await audit(ledger)).toEqual([]);
  });
});
