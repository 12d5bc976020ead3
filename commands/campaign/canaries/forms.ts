/** The playbook of the world of the crawl: the first one, with a field of every class in two steps more. */
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { readPlaybook } from '#start/playbooks.ts';
import { matterClasses, personalClasses, type DataClass, type Role } from '#domain/terms.ts';

/** The step that stands for each victim, and the one of the whole case. */
export const [hers, ofTheCase] = ['F1', 'F2'] as const;
export const classesOf = { [hers]: personalClasses.filter((of) => of !== 'D5'), [ofTheCase]: matterClasses } as const;
export const fieldOf = (of: DataClass): string => `words-${of.toLowerCase()}`;

const step = (code: typeof hers | typeof ofTheCase, role: Role, per: string): string => `
  - code: ${code}
    title: Words of every class
    track: TEAM
    role: ${role}
    pacing: GUIDANCE
    due: 30d
    ladder: working-days
    source: ours${per}
    fields:
${classesOf[code].map((of) => `      - { field: ${fieldOf(of)}, title: Words, type: text, class: ${of} }`).join('\n')}
`;

export const textOf = (name: string): string =>
  readFileSync(new URL('../../../playbooks/starter.yaml', import.meta.url), 'utf8').replace('playbook: starter', `playbook: ${name}`)
    .replace('\nhandOff:\n', '\ndeconfliction: { kinds: [PHONE], perDay: 20 }\nhandOff:\n').replace('\nsteps:\n', `\nsteps:${step(hers, 'COMMUNITY_ADVOCATE', '\n    per: victim')}${step(ofTheCase, 'COORDINATOR', '')}`);

/** The first playbook with two steps more, under a name nobody else has. */
export async function publishForms(pool: pg.Pool, mark: string): Promise<string> {
  const name = `${mark}-forms`;
  const { body, hash } = readPlaybook(`${name}.yaml`, textOf(name));
  await pool.query('insert into playbook (id, version, hash, body) values ($1, 1, $2, $3)', [name, hash, body]);
  return name;
}

/** Of the first case only. */
export const formSteps = [`${hers}:V1`, `${hers}:V2`, ofTheCase] as const;
