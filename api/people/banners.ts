/** What must be said before papers are read. Source: domain 2.6; that statements are given to the defence is `unverified: counsel` for each jurisdiction. */
import type { z } from 'zod';
import type { PaperClass } from '#domain/terms.ts';
import type { PaperBanner, paperShape } from './shapes.ts';
import { paperBanners } from './shapes.ts';

const ofClass: Readonly<Partial<Record<PaperClass, PaperBanner>>> = { D5: 'PRIVILEGED', D8: 'STATEMENT', D12: 'SEALED', D13: 'NOT_TO_BE_REVEALED', D15: 'WORK_PRODUCT' };

/** Of papers whose words are open to who asks; one that is only known to exist shows nothing that could be disclosed. */
export function bannersOf(papers: readonly z.input<typeof paperShape>[]): PaperBanner[] {
  const shown = papers.filter(({ text, summary }) => text !== undefined || summary !== undefined);
  const found = new Set(shown.flatMap(({ class: of, disclosable }) => [...(disclosable === true ? ['MAY_BE_DISCLOSED' as const] : []), ...(ofClass[of] === undefined ? [] : [ofClass[of]])]));
  return paperBanners.filter((banner) => found.has(banner));
}
