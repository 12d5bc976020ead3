/** Nobody promises that what the authority's own people write down stays confidential (consent rule 13): whatever act the words come with, their paper says so. */
import { describe, expect, it } from 'vitest';
import type { VictimAct } from '#domain/victim/schema.ts';
import { advocate, by, createFile, type File } from './world.ts';

const words = '7d7d7d7d-0000-4000-8000-000000000001';
const acts: readonly ((file: File) => VictimAct)[] = [
  (file) => ({ act: 'file-paper', paper: file.newId(), class: 'D3', kind: 'NOTE', text: words }),
  (file) => ({ act: 'set-safe-contact', paper: file.newId(), text: words }),
  (file) => ({ act: 'give-own-words', paper: file.newId(), kind: 'IMPACT_STATEMENT', text: words }),
  (file) => ({ act: 'assess-risk', assessment: file.newId(), level: 'LOW', trigger: 'INITIAL', factors: [], measures: [], next: '2024-06-01', text: words }),
  (file) => ({ act: 'promise-her', promise: file.newId(), text: words, maker: { agency: 'lead', role: 'COORDINATOR' } }),
  (file) => ({ act: 'raise-incident', incident: file.newId(), kind: 'OTHER', raisedBy: 'STAFF', unit: 'border', text: words }),
];
const marks = (role: Parameters<typeof by>[1]) =>
  acts.map((act) => {
    const file = createFile();
    file.say(by('police', role), act(file));
    return file.events().flatMap((event) => (event.type === 'PaperFiled' ? [event.disclosable] : []));
  });

describe('what is written down', () => {
  it('by the authority’s own people is marked, whatever act it comes with', () => {
    for (const role of ['SYSTEM_VICTIM_SPECIALIST', 'INVESTIGATOR'] as const) expect(marks(role)).toEqual(acts.map(() => [true]));
  });
  it('by her advocate is not', () => expect(marks(advocate.roles[0] ?? 'COMMUNITY_ADVOCATE')).toEqual(acts.map(() => [undefined])));
});
