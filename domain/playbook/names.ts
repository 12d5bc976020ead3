/** How the parts of a playbook are called, and how a step that stands once for each subject is called in a case. */

/** What a step stands for once each: the whole case, or each victim, suspect, charge or hand-off of it. */
export const perKinds = ['case', 'victim', 'suspect', 'charge', 'hand-off'] as const;
export type Per = (typeof perKinds)[number];
export type SubjectKind = Exclude<Per, 'case'>;

/** Somebody or something of a case that steps stand for: V1, P2, C1, H3. A charge is `of` its suspect. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly label: string;
  readonly of?: string;
}

/** S1.4 of victim V2 is S1.4:V2; a step of the whole case is called by its code alone. */
export const keyOf = (code: string, subject?: Pick<Subject, 'label'>): string => (subject === undefined ? code : `${code}:${subject.label}`);
export const codeOf = (key: string): string => { const at = key.indexOf(':'); return at === -1 ? key : key.slice(0, at); };
export const labelOf = (key: string): string | undefined => { const at = key.indexOf(':'); return at === -1 ? undefined : key.slice(at + 1); };
