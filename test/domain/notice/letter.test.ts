import { expect, it } from 'vitest';
import { letterOf } from '#domain/notice/letter.ts';

it('a letter holds code names, one link and the same words for everybody', () => {
  const { subject, text } = letterOf(['QUIET HARBOUR', 'NORTH PIER', 'NORTH PIER'], 'https://line.example/desk/letters/1');
  expect(subject).toBe('Throughline: something waits for you');
  expect(text.split('\n').slice(0, 8)).toEqual(['Something waits for you in Throughline.', '', '  NORTH PIER', '  QUIET HARBOUR', '', 'Sign in to read it:', 'https://line.example/desk/letters/1', '']);
  expect(text.match(/https?:/g)?.length).toBe(1);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(76);
});
