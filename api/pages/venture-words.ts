/** What is said of the map of a venture. */
import type { keyReasons, nodeKinds, replaceabilities, tieKinds, ventureActs, ventureRoles, whereabouts } from '#domain/venture/schema.ts';
import type { ActWords, FieldWords } from './words.ts';

export const nodeWords: Readonly<Record<(typeof nodeKinds)[number], string>> = { PERSON: 'Person', SITE: 'Site', COMPANY: 'Company', ACCOUNT: 'Account', CHANNEL: 'Channel' };
export const nodesWords: Readonly<Record<(typeof nodeKinds)[number], string>> = { PERSON: 'People', SITE: 'Sites', COMPANY: 'Companies', ACCOUNT: 'Accounts', CHANNEL: 'Channels' };
export const ventureRoleWords: Readonly<Record<(typeof ventureRoles)[number], string>> = {
  ORGANISER: 'organises', CONTROLLER: 'controls people', RECRUITER: 'recruits', TRANSPORTER: 'transports', HARBOURER: 'harbours', ENFORCER: 'enforces', MONEY_HANDLER: 'handles the money', DOCUMENT_SUPPLIER: 'supplies documents',
  ADVERTISER: 'advertises', EMPLOYER: 'employs', FACILITATOR: 'helps it along', BUYER: 'buys', OTHER: 'does something else',
};
export const tieWords: Readonly<Record<(typeof tieKinds)[number], string>> = {
  CONTROLS: 'controls', WORKS_FOR: 'works for', OWNS: 'owns', USES: 'uses', PAYS: 'pays', RECRUITS_FOR: 'recruits for', SUPPLIES: 'supplies', FAMILY_OF: 'is family of', COMMUNICATES_WITH: 'communicates with',
};
export const replaceWords: Readonly<Record<(typeof replaceabilities)[number], string>> = { IRREPLACEABLE: 'nobody could take the place', HARD: 'hard to replace', EASY: 'easy to replace', NOT_KNOWN: 'nobody knows how hard to replace' };
export const keyWords: Readonly<Record<(typeof keyReasons)[number], string>> = {
  HOLDS_THE_MONEY: 'holds the money', HOLDS_THE_CONTACTS: 'holds the contacts', HOLDS_THE_SKILL: 'holds the skill', COMMANDS: 'commands', OWNS_THE_PLACE: 'owns the place', MANY_CAN_DO_IT: 'many can do it', NOT_ENOUGH_KNOWN: 'not enough is known',
};
export const whereWords: Readonly<Record<(typeof whereabouts)[number], string>> = { AT_LARGE: 'at large', LOCATED: 'located', IN_CUSTODY: 'in custody', RELEASED: 'released', ABROAD: 'abroad', DECEASED: 'dead', NOT_KNOWN: 'nobody knows where' };

export const ventureActWords: Readonly<Record<(typeof ventureActs)[number], ActWords>> = {
  'put-on-map': { label: 'Put something on the map', hint: 'A person, a site, a company, an account or a channel. The map has no places: never an address.', done: 'It is on the map. Say next what it has to do with the rest.' },
  'say-role': { label: 'Say what somebody does in it', hint: 'With the days. A later word stands beside the earlier.', done: 'It is recorded.' },
  'say-tie': { label: 'Say a tie between two', hint: 'With the days.', done: 'The tie is on the map.' },
  'weigh-person': { label: 'Say whether somebody is a key player', hint: 'How hard to replace, why you think so, and when that is looked at again. It says nothing of guilt.', done: 'It is recorded.' },
  'say-whereabouts': { label: 'Say where somebody stands', hint: 'At large, in custody and so on; never an address.', done: 'It is recorded.' },
};
export const ventureFieldWords: Readonly<Record<string, FieldWords>> = {
  'put-on-map.as': { label: 'Its name on the map', hint: 'The next that was never given.' }, 'put-on-map.kind': { label: 'What it is' }, 'put-on-map.class': { label: 'What it belongs to', hint: 'What comes from a report of a bank is the financial investigators’.' },
  'put-on-map.subject': { label: 'Which suspect of the case it is', hint: 'May be left empty.' }, 'put-on-map.from': { label: 'Since which day it is part of it', hint: 'May be left empty.' }, 'put-on-map.until': { label: 'Until which day', hint: 'May be left empty.' }, 'put-on-map.words': { label: 'In words', hint: 'It is sealed, and opens to those who may read of suspects.' },
  'say-role.node': { label: 'Who' }, 'say-role.role': { label: 'What they do' }, 'say-role.from': { label: 'From which day' }, 'say-role.until': { label: 'Until which day', hint: 'May be left empty.' },
  'say-tie.node': { label: 'From' }, 'say-tie.to': { label: 'To' }, 'say-tie.tie': { label: 'Which tie' }, 'say-tie.from': { label: 'From which day' }, 'say-tie.until': { label: 'Until which day', hint: 'May be left empty.' },
  'weigh-person.node': { label: 'Who' }, 'weigh-person.keyPlayer': { label: 'A key player: without them the venture could not go on as it does' }, 'weigh-person.replaceability': { label: 'How hard to replace' }, 'weigh-person.reason': { label: 'Why you think so' }, 'weigh-person.reviewBy': { label: 'By which day it is looked at again' },
  'say-whereabouts.node': { label: 'Who' }, 'say-whereabouts.where': { label: 'Where they stand' }, 'say-whereabouts.on': { label: 'On which day that was so' },
};
export const ventureOptionWords: Readonly<Record<string, Readonly<Record<string, string>>>> = { kind: nodeWords, role: ventureRoleWords, tie: tieWords, replaceability: replaceWords, reason: keyWords, where: whereWords };
