/** The bundler's door: every export is a workflow type. */
export { caseLife } from './case-life.ts';
export { compact } from './compact.ts';
export { escalation } from './escalation.ts';
export { handOff } from './hand-off.ts';
export { sentinel } from './sentinel.ts';
