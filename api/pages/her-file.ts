/** The file of one survivor, as far as it is open to who asks: who stands by her, what she agreed to, what is owed to her, and the papers. */
import type { z } from 'zod';
import { doneBy } from '#domain/victim/duty/duty.ts';
import type { DutyKind } from '#domain/terms.ts';
import { readDuties } from '../people/duties.ts';
import { readPapers } from '../people/read-papers.ts';
import { dutiesShape, papersShape } from '../people/shapes.ts';
import { herPage, linkTo, type File, type Hers, type Line } from './her-page.ts';
import { paths } from './paths.ts';
import { classWords, consentKindWords, grantorWords, purposeWords } from './people-words.ts';
import type { Visit } from './visit.ts';
import { dayWords, lastDayWords, localParts, whenWords } from './when.ts';
import { codeWords, dutyWords, listWords, roleWords, sentence } from './words.ts';

type Duty = z.output<typeof dutiesShape>['duties'][number];
type Paper = z.output<typeof papersShape>['papers'][number];

const whoStands = ({ file, nameOf }: Hers): readonly Line[] => file.standing.map(({ role, agency, person }) => ({ says: `${roleWords[role]}, ${nameOf(agency)}${person === undefined ? '' : ` (${person})`}` }));

/** What ends as a day begins ends with the day before. */
const endWords = (until: string, zone: string): string => (localParts(until, zone).hour === '00:00' ? `the end of ${lastDayWords(until, zone)}` : whenWords(until, zone));

/** "Harbour House may read where she is. For her safety. Agreed by herself. Until …": who, what, for what, until when. */
function consentsTold({ file: { consents = [] }, nameOf, formOf }: Hers, { me }: Visit): readonly Line[] {
  return consents.map(({ id, kind, agency, person, purpose, classes, from, until, grantor, withdrawnAt }) => {
    const when = (at: string): string => whenWords(at, me.zone);
    const ended = withdrawnAt !== undefined || (until !== undefined && until <= me.now);
    const whom = person === undefined ? nameOf(agency) : `${person} of ${nameOf(agency)}`;
    const what = kind === 'SHARE' ? `may read ${listWords(classes.map((of) => classWords[of]))}` : consentKindWords[kind];
    const start = from > me.now ? ` From ${when(from)}.` : '';
    const end = withdrawnAt !== undefined ? `Withdrawn on ${when(withdrawnAt)}.` : until === undefined ? 'Until it is withdrawn.' : `${ended ? 'It ended at' : 'Until'} ${endWords(until, me.zone)}.`;
    return { id, says: `${whom} ${what}. For ${purposeWords[purpose]}. Agreed by ${grantorWords[grantor]}.${start} ${end}`, links: linkTo('Withdraw it', ended ? undefined : formOf('withdraw-consent', id)) };
  });
}

/** What is owed to her and not done, with a way on for those who owe it: to the act that does it, or to say what came of it. */
function dutiesTold(duties: readonly Duty[], { nameOf, formOf }: Hers, { me }: Visit): readonly Line[] {
  return duties.map(({ duty, kind, agency, role, person, due, subject }) => {
    const isMine = agency === me.agency && (person === me.person || me.roles.includes(role) || me.roles.includes('AGENCY_SUPERVISOR'));
    const act = doneBy[kind as DutyKind];
    const form = act === undefined ? formOf('do-duty', duty) : formOf(act, subject);
    return { id: duty, what: dutyWords[kind], says: `${person ?? roleWords[role]}, ${nameOf(agency)}. ${due <= me.now ? 'It was due' : 'Due'} ${whenWords(due, me.zone)}.`, links: linkTo(act === undefined ? 'Say what came of it' : 'Do it', isMine ? form : undefined) };
  });
}

function factsOf({ statuses, childRules, hasSafeContact, age, contact }: File): readonly { readonly about: string; readonly says: string }[] {
  const last = statuses.at(-1);
  const line = (about: string, says: string | undefined) => (says === undefined ? [] : [{ about, says }]);
  return [
    ...line('Status', last && `${sentence(codeWords(last.status))}, on ${codeWords(last.basis)}${last.decidedBy === undefined ? '' : `, decided by ${last.decidedBy}`}. Protection depends on none of it.`),
    ...line('Age', childRules ? 'She is treated as a child.' : 'She decides herself.'),
    ...line('Of age on', age?.ofAgeOn && dayWords(age.ofAgeOn)),
    ...line('Languages', contact && contact.languages.length > 0 ? contact.languages.join(', ') : undefined),
    ...line('Reaching her', hasSafeContact ? 'Only by the rule on record, and by those who stand by her.' : 'No safe way is on record. Nobody reaches her before there is.'),
  ];
}

const paperTold = ({ class: of, kind, recorder, at, text, summary, disclosable }: Paper, nameOf: Hers['nameOf'], zone: string): Line => ({
  what: `${sentence(codeWords(kind))}: ${classWords[of]}`, by: `${nameOf(recorder)}, ${whenWords(at, zone)}`, text: text ?? summary,
  says: [...(text === undefined && summary === undefined ? ['Its words are not open to you.'] : []), ...(disclosable === true ? ['Not confidential: it may be disclosed to the defence.'] : [])].join(' '),
});

export const herFilePage = herPage({
  at: paths.victim,
  async tell(visit, hers) {
    const { victimId, may, nameOf } = hers;
    const { body: { papers, banners } } = await visit.read(readPapers, papersShape, { victimId });
    // Asked only of those who may: what is refused is noted.
    const seesOwed = may.acts.includes('do-duty');
    const duties = seesOwed ? (await visit.read(readDuties, dutiesShape, { victimId }, { open: 'true' })).body.duties : [];
    const unknown = 'Nothing that you may know of.';
    return {
      facts: factsOf(hers.file), banners,
      sections: [
        { heading: 'Who stands by her', empty: 'Nobody yet.', lines: whoStands(hers) },
        ...(seesOwed ? [{ heading: 'What is owed to her', empty: unknown, lines: dutiesTold(duties, hers, visit) }] : []),
        { heading: 'What was agreed', empty: `${unknown} Silence is never consent.`, lines: consentsTold(hers, visit) },
        { heading: 'Papers', empty: 'None that you may know of.', lines: papers.map((paper) => paperTold(paper, nameOf, visit.me.zone)) },
      ],
      links: [
        { text: 'How she is cared for', href: paths.care(victimId) },
        ...(may.voice ? [{ text: 'What she says of being ready', href: paths.voice(victimId) }] : []),
        { text: 'Opened without her consent', href: paths.disclosures(victimId) },
        ...(may.log ? [{ text: 'Who opened this file', href: paths.accessLog(victimId) }] : []),
      ],
    };
  },
});
