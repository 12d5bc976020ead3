/** The starter without what is owed at once to a child: the duties of a test are its own. */
import type { Playbook } from '#domain/playbook/schema.ts';
import { starter } from '../case/world.ts';

const { people, ...others } = starter.playbook;
if (people === undefined) throw new Error('the starter knows no files of victims');
const { children: _owed, ...quietly } = people;
export const quiet: Playbook = { ...others, people: quietly };
