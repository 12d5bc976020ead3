/** What the form of a step asks, as the playbook of its case says it; and what somebody sent for it, on its way into the vault. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { classOfField, ofHerFile, type FormPart } from '#domain/case/forms.ts';
import { codeOf, labelOf } from '#domain/playbook/names.ts';
import { misfit, type Answer } from '#domain/playbook/form/form.ts';
import { playbookSchema, type Playbook, type PlaybookStep } from '#domain/playbook/schema.ts';
import { readOnce } from '#prisma/published.ts';
import type { Ask } from '../actor.ts';
import { refuseImages } from '../matters/images.ts';
import { Problem, type Complaint } from '../problems.ts';
import type { Text } from '../vault.ts';

export const answersShape = z.record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), z.union([z.string().max(10_000), z.int(), z.array(z.string().max(40)).max(40)]));
export type Sent = z.output<typeof answersShape>;

/** The form of one step of one case, with the file of whoever the step stands for. */
export interface FormAsked {
  readonly playbook: Playbook;
  readonly definition: PlaybookStep;
  /** The id of her file, where the step stands for a victim; null where her file is not in sight. */
  readonly victim?: string | null;
}

const whole = readOnce(({ body }) => playbookSchema.parse(JSON.parse(body)));

export async function playbookOf(ask: Ask, caseId: string): Promise<Playbook | undefined> {
  const [pin] = await ask<{ id: string; version: number }>`select playbook_id as id, playbook_version as version from case_view where id = ${caseId}::uuid`;
  return pin && whole(pin.id, pin.version, async () => (await ask<{ body: string; hash: string }>`select body, hash from playbook where id = ${pin.id} and version = ${pin.version}`)[0]);
}

export async function formAsked(ask: Ask, caseId: string, step: string): Promise<FormAsked | undefined> {
  const playbook = await playbookOf(ask, caseId);
  const definition = playbook?.steps.find(({ code }) => code === codeOf(step));
  if (playbook === undefined || definition === undefined) return undefined;
  if (definition.per !== 'victim') return { playbook, definition };
  const [row] = await ask<{ id: string }>`
    select substr(i.ledger_id, 8) as id from involvement_view i join case_view c on c.ledger_id = i.case_ledger where c.id = ${caseId}::uuid and i.pseudonym = ${labelOf(step) ?? ''} and i.until_at is null`;
  return { playbook, definition, victim: row?.id ?? null };
}

/** A subject with the form that a body answers; as it was where the body answers none. */
export async function withForm<R extends object>(ask: Ask, subject: R, { caseId, step }: { readonly caseId: string; readonly step: string }, body: object): Promise<R & { readonly form?: FormAsked }> {
  const form = 'answers' in body && body.answers !== undefined ? await formAsked(ask, caseId, step) : undefined;
  return { ...subject, ...(form && { form }) };
}

/** What a body answers of a form, as its command and the vault take it. Errors: as `formOf`. */
export function answersIn(body: object, form: FormAsked | undefined): { readonly texts: readonly Text[]; readonly members: object } {
  if (form === undefined || !('answers' in body) || body.answers === undefined) return { texts: [], members: {} };
  const { parts, texts, values } = formOf(form, body.answers as Sent);
  return { texts, members: { answers: values, forms: parts } };
}

/** What goes into the command and the vault. @throws Problem INVALID_REQUEST for what does not fit, IMAGE_CONTENT_REFUSED for what may be a file written out as text, NOT_ALLOWED for answers about somebody whose file is out of sight */
export function formOf({ definition, victim }: FormAsked, sent: Sent): { readonly parts: readonly FormPart[]; readonly texts: readonly Text[]; readonly values: Readonly<Record<string, string>> } {
  const errors = Object.entries(sent).flatMap(([name, answer]): Complaint[] => {
    const field = definition.fields?.find((each) => each.field === name);
    const problem = field === undefined ? 'is no field of this form' : misfit(field, answer);
    return problem === undefined ? [] : [{ at: `body.answers.${name}`, problem }];
  });
  if (errors.length > 0) throw new Problem('INVALID_REQUEST', { errors });
  refuseImages(...Object.values(sent));
  const fields = (definition.fields ?? []).filter(({ field }) => Object.hasOwn(sent, field));
  const groups = Map.groupBy(fields, (field) => classOfField(definition, field));
  const made = [...groups].map(([of, members]): { readonly part: FormPart; readonly text: Text } => {
    const isHers = victim !== undefined && ofHerFile(of);
    if (isHers && victim === null) throw new Problem('NOT_ALLOWED');
    const [form, text] = [randomUUID(), randomUUID()];
    const answers = Object.fromEntries(members.map(({ field }): [string, Answer | undefined] => [field, sent[field]]));
    const isOpen = of === 'D1' || of === 'D2';
    return {
      part: { form, class: of, text, fields: members.map(({ field }) => field), ...(isHers && { victim: victim ?? '' }) },
      // Who works on the case reads what is of no protected class; all else opens by its class.
      text: { id: text, field: 'form', text: JSON.stringify(answers), ...(!isOpen && { class: of, paper: form }), ...(isHers && { owner: `victim/${victim ?? ''}` }) },
    };
  });
  const values = Object.fromEntries(fields.flatMap((field): [string, string][] => ('sets' in field && field.sets !== undefined && typeof sent[field.field] === 'string' ? [[field.field, String(sent[field.field])]] : [])));
  return { parts: made.map(({ part }) => part), texts: made.map(({ text }) => text), values };
}
