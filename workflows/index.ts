/** The bundler's door: every export is a workflow type. */
export { playbookLife } from './playbook-life.ts';
export { agencyDesk } from './agency-desk.ts';
export { caseLife } from './case-life.ts';
export { compact } from './compact.ts';
export { erasure } from './erasure.ts';
export { escalation } from './escalation.ts';
export { handOff } from './hand-off.ts';
export { leaverSweep } from './leaver-sweep.ts';
export { matter } from './matter.ts';
export { notice } from './notice.ts';
export { redress } from './redress.ts';
export { sentinel } from './sentinel.ts';
export { victimLife } from './victim-life.ts';
