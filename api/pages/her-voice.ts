/** What she says of being ready. Her last word holds, nothing of it is due, and there is no place for a reason. */
import { localDateOf } from '#domain/time/civil-time.ts';
import { readVoice } from '../people/read-voice.ts';
import { voiceShape } from '../people/voice-shapes.ts';
import { herPage } from './her-page.ts';
import { paths } from './paths.ts';
import { grantorWords, participationWords } from './people-words.ts';
import { dayWords, lastDayWords, whenWords } from './when.ts';
import { codeWords, sentence, signalWords } from './words.ts';

export const herVoicePage = herPage({
  at: paths.voice,
  title: 'What she says of being ready',
  async tell(visit, { victimId, may }) {
    // Asked only of those who may: what is refused is noted.
    const said = may.voice ? (await visit.read(readVoice, voiceShape, { victimId }, { part: 'said' })).body : {};
    const when = (at: string): string => whenWords(at, visit.me.zone);
    const running = (said.protectedPeriods ?? []).filter(({ until }) => until > visit.me.now);
    const decided = (said.participation ?? []).filter(({ supersededAt }) => supersededAt === undefined);
    return {
      facts: [
        ...running.map(({ until }) => ({ about: 'Protected', says: `Nobody may press her before the end of ${lastDayWords(until, visit.me.zone)}. Its end asks nobody for anything.` })),
        ...decided.map(({ mode }) => ({ about: 'Taking part', says: `${participationWords[mode]}. She may decide anew at any time.` })),
      ],
      sections: [{
        heading: 'Her word', empty: 'She has said nothing. Nobody is to ask why.',
        // The last one holds and stands first.
        lines: (said.readiness ?? []).toReversed().map(({ signal, voice, at, notBefore }, index) => ({
          what: sentence(signalWords[signal] ?? codeWords(signal)), by: `Said by ${grantorWords[voice]}, ${when(at)}`,
          says: [...(notBefore === undefined ? [] : [`Nobody offers or asks before ${dayWords(localDateOf(notBefore, visit.me.zone))}.`]), index === 0 ? 'It holds until her next word.' : 'She has said something else since.'].join(' '),
        })),
      }],
    };
  },
});
