/** The campaign of notices: something goes wrong with the mail, and still everything said reaches somebody, nobody twice, and no letter says a word too many. */
import { letterOf } from '#domain/notice/letter.ts';
import { onStage, type Stage } from '../../scenario/stage.ts';
import { newWorld, startsAt, type Cast, type World } from './notice-world.ts';
import { openPostOffice, type PostOffice, type Received } from './post-office.ts';

const from = 'throughline@line.example';
const origin = 'https://line.example';
const canary = 'Canary Larkspur of 12 Hidden Street';

interface Scene {
  readonly name: string;
  /** What goes wrong before the first letter. */
  readonly before?: (cast: Cast, office: PostOffice) => Promise<void>;
  /** What is wrong from the beginning of an outage to its end, in minutes from the start. */
  readonly silent?: { readonly from: number; readonly until: number };
  /** Who opens no letter. */
  readonly never?: readonly string[];
}

export const scenes: readonly Scene[] = [
  { name: 'an e-mail bounces', before: async (cast, office) => { office.refuse(cast.addressOf('house.advocate'), 550); office.refuse(cast.addressOf('police.investigator'), 550); } },
  { name: 'an owner is away', before: (cast) => cast.sendAway('house.advocate') },
  { name: 'the mail server is dead for two hours', silent: { from: 10, until: 130 } },
  { name: 'a supervisor is disabled, an investigator opens nothing', before: (cast) => cast.disable('police.supervisor'), never: ['police.investigator'] },
];

export interface NoticesReport {
  readonly scenes: number;
  readonly letters: number;
  readonly people: number;
  readonly levels: number;
  readonly flaws: readonly string[];
}

const later = (minutes: number): string => new Date(Date.parse(startsAt) + minutes * 60_000).toISOString();

/** `days` of virtual time in each scene; all of them anew until so many minutes have passed. */
export async function runNotices(plan: { readonly days: number; readonly scenes: readonly Scene[]; readonly minutes: number; readonly log: (line: string) => void }): Promise<NoticesReport> {
  const office = await openPostOffice();
  // What no exercise may ever use: the mail server of real people.
  const real = await openPostOffice();
  try {
    return await onStage(() => undefined, async (stage) => {
      const reports: NoticesReport[] = [];
      const until = performance.now() + plan.minutes * 60_000;
      do for (const scene of plan.scenes) {
        const report = await play(stage, office, scene, plan.days);
        plan.log(`${scene.name}: ${report.letters} letters to ${report.people} people, ${report.levels} levels, ${report.flaws.length} flaws`);
        reports.push(report);
      } while (performance.now() < until);
      const sum = (of: 'letters' | 'people' | 'levels'): number => reports.reduce((all, report) => all + report[of], 0);
      const strays = real.letters.length === 0 ? [] : [`${real.letters.length} letters of an exercise went to the real mail server`];
      return { scenes: reports.length, letters: sum('letters'), people: sum('people'), levels: sum('levels'), flaws: [...reports.flatMap(({ flaws }) => flaws), ...strays] };
    }, { SMTP_URL: real.url, MAIL_FROM: from, PUBLIC_URL: origin });
  } finally {
    await Promise.all([office.close(), real.close()]);
  }
}

/** The team gets to work: the investigation opens, an owner stands for a step, danger is handed over to who does not answer. */
async function work({ ask, caseId, idOf }: World): Promise<void> {
  const post = async (who: string, path: string, body: unknown): Promise<void> => {
    const { status, body: answer } = await ask(who, 'POST', `/cases/${caseId}${path}`, body);
    if (status >= 400) throw new Error(`the campaign cannot go on: ${status} ${(answer as { code?: string }).code ?? ''} at ${path}`);
  };
  for (const step of ['S3.1', 'S3.3']) for (const act of ['accept', 'complete']) await post('lead.coordinator', `/steps/${step}/acts`, { act });
  await post('house.advocate', '/steps/S1.1/acts', { act: 'accept' }).catch(() => post('house.supervisor', '/steps/S1.1/acts', { act: 'accept' }));
  await post('lead.coordinator', '/hand-offs', { step: 'S1.2', to: idOf('revenue'), kind: 'DANGER' });
}

interface Opened {
  readonly who: string;
  readonly letter: Received;
  readonly items: readonly { readonly notice: string; readonly level?: string; readonly subject: string; readonly at: string }[];
}

async function play(stage: Stage, office: PostOffice, scene: Scene, days: number): Promise<NoticesReport> {
  const first = office.letters.length;
  const world = await newWorld(stage, { sink: office.url, referral: canary, before: (cast) => scene.before?.(cast, office) ?? Promise.resolve() });
  const opened: Opened[] = [];
  let read = first;
  const everybodyReads = async (): Promise<void> => {
    for (const letter of office.letters.slice(read)) {
      read += 1;
      const who = whoseIs(world, letter);
      if (who !== undefined && scene.never?.includes(who) !== true) opened.push({ who, letter, items: await open(world, who, letter) });
    }
  };
  const passTo = (minutes: number): Promise<void> => world.clock.passTo(later(minutes), everybodyReads);
  await passTo(2);
  await work(world);
  await world.clock.settle();
  if (scene.silent !== undefined) {
    await passTo(scene.silent.from);
    await office.close();
    await passTo(scene.silent.until);
    await office.open();
  }
  await passTo(days * 24 * 60);
  const letters = office.letters.slice(first);
  const flaws = [...(await unheard(stage, world, opened)), ...twice(letters, opened), ...letters.flatMap((letter) => wordy(world, letter))].map((flaw) => `${scene.name}: ${flaw}`);
  return { scenes: 1, letters: letters.length, people: new Set(letters.map(({ to }) => to)).size, levels: (await levelsOf(stage, world)).length, flaws };
}

const everybody = ['lead.coordinator', 'lead.prosecutor', 'lead.supervisor', 'lead.leader', 'house.advocate', 'house.supervisor', 'house.leader', 'police.investigator', 'police.supervisor', 'police.leader', 'revenue.investigator', 'revenue.supervisor', 'revenue.leader'];
const whoseIs = (world: World, { to }: Received): string | undefined => everybody.find((who) => world.addressOf(who) === to);

async function open(world: World, who: string, { link }: Received): Promise<Opened['items']> {
  const { status, body } = await world.ask(who, 'GET', `/notices/${link}`);
  if (status !== 200) throw new Error(`a letter could not be opened: ${status}`);
  return (body as { items: Opened['items'] }).items;
}

interface Level {
  readonly at: Date;
  readonly level: string | null;
  readonly subject: string;
}

/** Every level and every "still open" that was said, and still holds or held long enough to be sent. */
async function levelsOf({ pool }: Stage, { caseId }: World): Promise<readonly Level[]> {
  const { rows } = await pool.query<Level>(
    `select distinct n.at, n.level, n.subject from notice n join telling t on t.ledger_id = n.ledger_id and t.seq = n.seq and t.part = n.part
      where n.ledger_id = $1 and n.kind in ('reminder', 'level', 'unresolved') and t.outcome is distinct from 'OVER' and (t.outcome is not null or t.rank > 0)
        and not exists (select 1 from delivery d where d.ledger_id = t.ledger_id and d.seq = t.seq and d.state = 'DUE' and d.attempts = 0) order by n.at`, [`case/${caseId}`],
  );
  return rows;
}

/** Each level reached somebody who opened it. */
async function unheard(stage: Stage, world: World, opened: readonly Opened[]): Promise<readonly string[]> {
  const heard = new Set(opened.flatMap(({ items }) => items.map(({ at, level, subject }) => `${at} ${level ?? ''} ${subject}`)));
  const levels = await levelsOf(stage, world);
  const missing = levels.filter(({ at, level, subject }) => !heard.has(`${at.toISOString()} ${level ?? ''} ${subject}`));
  return [...(levels.length === 0 ? ['no level was reached, so it proves nothing'] : []), ...missing.map(({ at, level, subject }) => `${level ?? 'still open'} of ${subject} at ${at.toISOString()} was opened by nobody`)];
}

/** No letter came twice, and no person was told the same in two letters. */
function twice(letters: readonly Received[], opened: readonly Opened[]): readonly string[] {
  const again = letters.filter(({ messageId, to }, index) => letters.findIndex((each) => each.messageId === messageId && each.to === to) !== index);
  const told = opened.flatMap(({ who, letter, items }) => [...new Set(items.map(({ at, notice, level, subject }) => `${who} ${at} ${notice} ${level ?? ''} ${subject}`))].map((what) => ({ what, messageId: letter.messageId })));
  const doubled = told.filter(({ what, messageId }, index) => told.findIndex((each) => each.what === what && each.messageId !== messageId) > index);
  return [...again.map(({ messageId }) => `the letter ${messageId} came twice`), ...doubled.map(({ what }) => `told twice: ${what}`)];
}

/** A letter is the one text there is, with the code name and its link: byte for byte. */
function wordy({ codeName, ids }: World, { raw, link, from: sender }: Received): readonly string[] {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4).replaceAll('\r\n', '\n').trim();
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/^To: .*$/im, '');
  const { subject, text } = letterOf([codeName], `${origin}/desk/letters/${link}`);
  const found = [...ids, 'Canary', 'Larkspur', 'Hidden', 'S0.2', 'S1.', 'S4.'].filter((word) => `${head}\n${body}`.includes(word));
  return [
    ...(body === text.trim() ? [] : ['a letter has another text than the one there is']),
    ...(new RegExp(`^Subject: ${subject}\r?$`, 'm').test(head) && /^Auto-Submitted: auto-generated\r?$/m.test(head) && sender === from ? [] : ['a letter has other headers than it should']),
    ...found.map((word) => `a letter says ${word}`),
  ];
}
