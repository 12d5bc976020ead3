/** The bundler's door: every export is a workflow type. */
export { caseLife } from './case-life.ts';
export { escalation } from './escalation.ts';
export { handOff } from './hand-off.ts';
export { notice } from './notice.ts';
export { sentinel } from './sentinel.ts';
