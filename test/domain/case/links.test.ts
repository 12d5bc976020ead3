/** Cases that belong together: each ledger keeps its own word, said by its own coordinator. */
import { expect, test } from 'vitest';
import { begun, cast, uuid, type Body } from './world.ts';

const said = (act: Extract<Body, { type: 'link' }>['act']): Body => ({ type: 'link', act });
const about = { link: uuid(70), other: uuid(71), relation: 'SAME_SUSPECT' } as const;

test('a link is asked for once, and ended once', () => {
  const tale = begun();
  expect(tale.types(tale.say(cast.coordinator, said({ act: 'ask', ...about })))).toEqual(['LinkAsked']);
  expect(tale.say(cast.coordinator, said({ act: 'ask', ...about })).refusal?.code).toBe('LINK_STATE');
  expect(tale.say(cast.prosecutor, said({ act: 'end', link: about.link })).refusal?.code).toBe('NOT_THE_COORDINATOR');
  tale.say(cast.coordinator, said({ act: 'end', link: about.link }));
  expect(tale.open().links?.[about.link]).toMatchObject({ side: 'ASKED', state: 'ENDED', other: uuid(71) });
  expect(tale.say(cast.coordinator, said({ act: 'end', link: about.link })).refusal?.code).toBe('LINK_STATE');
});

test('it is answered once, and a declined one does not end', () => {
  const tale = begun();
  tale.say(cast.coordinator, said({ act: 'decline', ...about }));
  expect(tale.open().links?.[about.link]).toMatchObject({ side: 'ANSWERED', state: 'DECLINED' });
  expect(tale.say(cast.coordinator, said({ act: 'accept', ...about })).refusal?.code).toBe('LINK_STATE');
  expect(tale.say(cast.coordinator, said({ act: 'end', link: about.link })).refusal?.code).toBe('LINK_STATE');
});

test('a case holds no more than fifty, so that its state stays small', () => {
  const tale = begun();
  for (let n = 0; n < 50; n += 1) expect(tale.say(cast.coordinator, said({ act: 'ask', ...about, link: uuid(100 + n) })).refusal).toBeUndefined();
  expect(tale.say(cast.coordinator, said({ act: 'ask', ...about })).refusal?.code).toBe('LINK_STATE');
});
