/** A playbook at the pages, scripts off: written with a flaw, mended, read by two agencies and by a survivor who advises, published. */
import { randomUUID } from 'node:crypto';
import { signIn, type Stage } from './walker.ts';

const faulty = (name: string): string => `playbook: ${name}
version: 1
title: Playbook of the harbour
jurisdiction: Nowhere
calendar: { closesAt: '17:00', weekend: [6, 7] }
packs: [field@1]
stall: { TEAM: 10 }
steps:
  - { code: S3.1, title: Required agencies listed, track: TEAM, role: COORDINATOR, pacing: GUIDANCE, due: 3wd, ladder: working-days, source: ours }
  - { code: S3.3, title: Joint plan, track: TEAM, role: COORDINATOR, pacing: GUIDANCE, due: 20wd, ladder: working-days, after: [S3.2], source: ours }
`;

export async function playbook(stage: Stage): Promise<void> {
  const name = `harbour-${randomUUID().slice(0, 8)}`;
  const at = `/desk/playbooks/${name}/1`;
  const steward = await signIn(stage, 'oversight-office.steward');
  await steward.see('/desk/playbooks/new', 'a playbook to be written');
  await steward.send('a playbook without a name');
  await steward.says('Begin it with its name and its version');
  await steward.page.fill('#wholeText', faulty(name));
  await steward.send('the text of a playbook, with a flaw');
  await steward.says('after names S3.2, and there is no such step');
  await steward.page.fill('#text', faulty(name).replace('[S3.2]', '[S3.1]'));
  await steward.send('a playbook that is sound');
  await steward.says('It is sound.');
  await steward.act(at, 'submit');
  const survivor = await signIn(stage, 'oversight-office.survivor');
  await survivor.act(at, 'comment', (form) => form.fill('#note', 'Say who tells her.'));
  const readers = await Promise.all(['district-prosecutor.coordinator', 'city-police.investigator'].map((person) => signIn(stage, person)));
  for (const reader of readers) {
    await reader.see(`${at}/text`, 'the text of a playbook, to be read');
    await reader.act(at, 'approve');
  }
  await steward.act(at, 'publish');
  await steward.says('It is published, and never changes.');
}
