import { describe, expect, it } from 'vitest';
import { settle, standing } from '#domain/notice/telling.ts';
import { monday, outcomesOf, part, play, reader, stateOf, telling, terms } from './world.ts';

const chain = [['a.owner'], ['a.supervisor'], ['a.leader'], ['l.coordinator']];
const peopleOf = (attempts: readonly { readonly person: string }[]): readonly string[] => attempts.map(({ person }) => person);

describe('a notice', () => {
  it('is told when somebody has opened it, and nobody else hears of it', () => {
    const played = play(telling([part(chain)]), { 'a.owner': { answers: ['SENT'], opensAfter: 30 } });
    expect([outcomesOf(played), peopleOf(played.attempts), stateOf(played, 'a.owner')]).toEqual([['TOLD'], ['a.owner'], 'SEEN']);
  });

  it('goes to the next person at once when it bounces', () => {
    const played = play(telling([part(chain, { urgent: true })]), { 'a.owner': { answers: ['BOUNCED'] }, 'a.supervisor': { answers: ['SENT'], opensAfter: 3 } });
    expect(played.attempts).toEqual([{ person: 'a.owner', at: monday, answer: 'BOUNCED' }, { person: 'a.supervisor', at: monday, answer: 'SENT' }]);
    expect(outcomesOf(played)).toEqual(['TOLD']);
  });

  it('goes to the next person when nobody has opened it in time: minutes for clocks of hours, a working day for others', () => {
    const urgent = play(telling([part(chain, { urgent: true })]), {});
    expect(urgent.attempts.map(({ person, at }) => `${person} ${at.slice(11, 16)}`)).toEqual(['a.owner 15:00', 'a.supervisor 15:15', 'a.leader 15:30', 'l.coordinator 15:45']);
    expect([outcomesOf(urgent), urgent.at.slice(11, 16)]).toEqual([['UNTOLD'], '16:00']);
    const ordinary = play(telling([part(chain)]), {});
    // Held back a minute; then until Tuesday's closing time, five in the afternoon in Chicago.
    expect(ordinary.attempts.map(({ at }) => at)).toEqual(['2031-04-14T15:01:00.000Z', '2031-04-15T22:00:00.000Z', '2031-04-16T22:00:00.000Z', '2031-04-17T22:00:00.000Z']);
  });

  it('passes over who is away, has left, or has no address', () => {
    const played = play(telling([part(chain, { urgent: true })], { 'a.owner': reader({ reachable: false }), 'a.supervisor': reader({ reachable: false }) }), { 'a.leader': { answers: ['SENT'], opensAfter: 1 } });
    expect([peopleOf(played.attempts), stateOf(played, 'a.owner'), outcomesOf(played)]).toEqual([['a.leader'], 'UNREACHABLE', ['TOLD']]);
  });

  it('is not sent any more to who goes away before it is sent', () => {
    const night = '2031-04-15T04:00:00.000Z';
    const waiting = settle(telling([part(chain, { saidAt: night })]), night, terms);
    expect(waiting.deliveries).toMatchObject([{ person: 'a.owner', state: 'DUE', notBefore: '2031-04-15T12:00:00.000Z' }]);
    const gone = settle({ ...waiting, readers: { ...waiting.readers, 'a.owner': reader({ reachable: false }) } }, '2031-04-15T12:00:00.000Z', terms);
    expect(gone.deliveries.map(({ person, state }) => `${person} ${state}`)).toEqual(['a.owner UNREACHABLE', 'a.supervisor SENDING']);
  });

  it('passes over nobody when the chain changes under way', () => {
    const start = settle(telling([part([['a.supervisor'], [], ['a.leader'], ['l.coordinator']], { urgent: true })]), monday, terms);
    // The only supervisor is gone: the leader stands for the role now, and is asked before the coordinator.
    const parts = start.parts.map((each) => ({ ...each, chain: part([['a.leader'], [], [], ['l.coordinator']]).chain }));
    const gone = settle({ ...start, parts, readers: { ...start.readers, 'a.supervisor': reader({ reachable: false }) } }, monday, terms);
    expect(gone.deliveries.map(({ person, state }) => `${person} ${state}`)).toEqual(['a.supervisor UNREACHABLE', 'a.leader SENDING']);
  });

  it('is over when it no longer holds, sent or not', () => {
    const waiting = settle(telling([part(chain)]), monday, terms);
    const over = settle({ ...waiting, parts: waiting.parts.map((each) => ({ ...each, holds: false })) }, monday, terms);
    expect([over.deliveries.map(({ state }) => state), over.parts[0]?.outcome, standing(over).phase]).toEqual([['OVER'], 'OVER', 'ended']);
  });

  it('needs one reader of a role, and the others are then left in peace', () => {
    const evening = '2031-04-15T00:30:00.000Z';
    const role = part([['a.one', 'a.two', 'a.three'], ['a.supervisor']], { saidAt: evening });
    const start = telling([role], { 'a.two': reader({ quiet: { from: '19:00', until: '09:00' } }) });
    const played = play(start, { 'a.one': { answers: ['SENT'], opensAfter: 5 } }, evening);
    expect([peopleOf(played.attempts), stateOf(played, 'a.two'), outcomesOf(played)]).toEqual([['a.one', 'a.three'], 'OVER', ['TOLD']]);
  });

  it('tells each person once of an event, whichever of its notices name them', () => {
    const owner = part([['a.owner'], ['a.supervisor'], ['a.leader']], { urgent: true });
    const supervisor = part([['a.supervisor'], [], ['a.leader']], { part: 2, urgent: true });
    const played = play(telling([owner, supervisor]), { 'a.owner': { answers: ['BOUNCED'] }, 'a.supervisor': { answers: ['SENT'], opensAfter: 10 } });
    expect([peopleOf(played.attempts), outcomesOf(played)]).toEqual([['a.owner', 'a.supervisor'], ['TOLD', 'TOLD']]);
    expect(played.end.deliveries.find(({ person }) => person === 'a.supervisor')?.parts).toEqual([2, 1]);
  });

  it('that asks for nothing is sent once, in the morning, and waits for no reader', () => {
    const played = play(telling([part(chain, { kind: 'change' })]), {});
    expect(played.attempts).toEqual([{ person: 'a.owner', at: '2031-04-15T13:00:00.000Z', answer: 'SENT' }]);
    expect(outcomesOf(played)).toEqual(['TOLD']);
    const bounced = play(telling([part(chain, { kind: 'answer' })]), { 'a.owner': { answers: ['BOUNCED'] } });
    expect([peopleOf(bounced.attempts), outcomesOf(bounced)]).toEqual([['a.owner'], ['UNTOLD']]);
  });
});

describe('a mail server', () => {
  it('that is silent for two hours loses nothing, and nobody else is disturbed for it', () => {
    const silent = Array.from({ length: 5 }, () => 'NO_SERVER' as const);
    const played = play(telling([part(chain, { urgent: true })]), { 'a.owner': { answers: [...silent, 'SENT'], opensAfter: 5 } });
    expect(played.attempts.map(({ at, answer }) => `${at.slice(11, 16)} ${answer}`)).toEqual(['15:00 NO_SERVER', '15:01 NO_SERVER', '15:06 NO_SERVER', '15:21 NO_SERVER', '16:21 NO_SERVER', '20:21 SENT']);
    expect([outcomesOf(played), new Set(peopleOf(played.attempts)).size]).toEqual([['TOLD'], 1]);
  });

  it('of a reader that puts a letter off is asked again for days, while the next person is told', () => {
    const played = play(telling([part(chain, { urgent: true })]), { 'a.owner': { answers: ['DEFERRED'] }, 'a.supervisor': { answers: ['SENT'], opensAfter: 600 } });
    expect(played.attempts.filter(({ person }) => person === 'a.owner').length).toBeGreaterThan(3);
    expect(played.attempts.find(({ person }) => person === 'a.supervisor')?.at.slice(11, 16)).toBe('15:21');
    // Read late is read.
    expect(outcomesOf(played)).toEqual(['TOLD']);
  });

  it('is given up on after three days', () => {
    const played = play(telling([part([['a.owner']])]), { 'a.owner': { answers: ['DEFERRED'] } });
    expect([stateOf(played, 'a.owner'), outcomesOf(played)]).toEqual(['GIVEN_UP', ['UNTOLD']]);
    expect(Date.parse(played.at) - Date.parse(monday)).toBeGreaterThan(3 * 86_400_000 - 1);
    expect(Date.parse(played.at) - Date.parse(monday)).toBeLessThan(4 * 86_400_000);
  });
});
