/**
 * Trial clocks worked out by hand from the rules of the statute as the domain report gives them (2.5, 2.8; USC-3161, unverified: counsel): seventy days from the later
 * of the public filing and the first appearance, without the days of exclusions; thirty from arrest to indictment; seventy anew for a new trial; and for those who are
 * tried together the latest of their own ends. The sums stand beside each: `24 Feb + 4 = 28 Feb` is four days later.
 */
type Days = readonly [from: string, to: string];

export interface Defendant {
  readonly clock?: 'trial' | 'retrial' | 'indictment';
  /** Day of the public filing; of a new trial or of the arrest, from which that is counted. */
  readonly filed: string;
  /** The same day where nothing else is said. */
  readonly appeared?: string;
  readonly excluded?: readonly Days[];
  readonly extended?: string;
  readonly trial?: 'TRIAL_A' | 'TRIAL_B';
  readonly severed?: true;
  readonly ends: string;
  /** The latest of those who are tried together; absent where nobody is. */
  readonly joint?: string;
}
type Case = readonly [rule: string, sum: string, defendants: readonly Defendant[]];

const one = (rule: string, sum: string, filed: string, ends: string, excluded: readonly Days[] = [], more: Partial<Defendant> = {}): Case => [rule, sum, [{ filed, ends, excluded, ...more }]];
const nov: Days = ['2022-03-28', '2022-11-28'];
const feb: Days = ['2022-10-11', '2023-02-27'];

export const alone: readonly Case[] = [
  // The start.
  one('filed and appeared on one day (ORCHARD 23)', '24 Feb + 4 = 28 Feb, + 31 = 31 Mar, + 30 = 30 Apr, that is 65; + 5 = 5 May', '2022-02-24', '2022-05-05'),
  one('the appearance is later (ORCHARD 26, D4)', '27 Sep + 3 = 30 Sep, + 31 = 31 Oct, + 30 = 30 Nov, 64; + 6', '2022-09-20', '2022-12-06', [], { appeared: '2022-09-27' }),
  one('the filing is later (LANTERN 14)', '2 Mar + 29 = 31 Mar, + 30 = 30 Apr, 59; + 11', '2023-03-02', '2023-05-11', [], { appeared: '2023-02-08' }),
  one('joined, and appeared the same day (LANTERN 17)', '15 Aug + 16 = 31 Aug, + 30 = 30 Sep, 46; + 24', '2023-08-15', '2023-10-24'),
  one('filed three weeks after the appearance', '1 Feb + 27 = 28 Feb, + 31 = 31 Mar, 58; + 12', '2023-02-01', '2023-04-12', [], { appeared: '2023-01-10' }),
  one('appeared two months after the filing', '15 Mar + 16 = 31 Mar, + 30 = 30 Apr, 46; + 24', '2023-01-10', '2023-05-24', [], { appeared: '2023-03-15' }),
  one('the first of a month', '1 Jun + 29 = 30 Jun, + 31 = 31 Jul, 60; + 10', '2023-06-01', '2023-08-10'),
  one('over the turn of a year', '10 Nov + 20 = 30 Nov, + 31 = 31 Dec, 51; + 19', '2022-11-10', '2023-01-19'),
  // Leap years.
  one('over the leap day', '15 Jan + 16 = 31 Jan, + 29 = 29 Feb, 45; + 25', '2024-01-15', '2024-03-25'),
  one('the same days of a common year', '15 Jan + 16 = 31 Jan, + 28 = 28 Feb, 44; + 26', '2023-01-15', '2023-03-26'),
  one('from the leap day', '29 Feb + 31 = 31 Mar, + 30 = 30 Apr, 61; + 9', '2024-02-29', '2024-05-09'),
  one('to the leap day', '21 Dec + 10 = 31 Dec, + 31 = 31 Jan, 41; + 29', '2023-12-21', '2024-02-29'),
  one('the leap day left out', '1 Feb + 28 = 29 Feb, + 31 = 31 Mar, 59; + 11 = 11 Apr; one day more', '2024-02-01', '2024-04-12', [['2024-02-29', '2024-03-01']]),
  // Exclusions.
  one('complex, ends of justice (ORCHARD 24)', '24 Feb to 28 Mar: 32 used, 38 left; 28 Nov + 2 = 30 Nov, + 31 = 31 Dec, 33; + 5', '2022-02-24', '2023-01-05', [nov]),
  one('extended before it ran out (ORCHARD 26, D1)', '38 left from 27 Feb: + 1 = 28 Feb, + 31 = 31 Mar, 32; + 6', '2022-02-24', '2023-04-06', [nov, feb]),
  one('a new defendant under the same order (ORCHARD 26, D4)', '27 Sep to 11 Oct: 14 used, 56 left; 27 Feb + 1, + 31 = 31 Mar, 32; + 24', '2022-09-20', '2023-04-24', [feb], { appeared: '2022-09-27' }),
  one('complex, to the end of the year (LANTERN 14)', '2 Mar to 28 Apr: 57 used, 13 left; 31 Dec + 13', '2023-03-02', '2024-01-13', [['2023-04-28', '2023-12-31']], { appeared: '2023-02-08' }),
  one('joined before an exclusion (LANTERN 17)', '15 Aug to 2 Oct: 48 used, 22 left; 16 Sep + 14 = 30 Sep, + 8', '2023-08-15', '2024-10-08', [['2023-10-02', '2024-09-16']]),
  one('wholly before the start', 'nothing of 1 Jan to 10 Feb lies after 24 Feb', '2022-02-24', '2022-05-05', [['2022-01-01', '2022-02-10']]),
  one('over the start', '24 Feb to 6 Mar are 5 + 5 days; 5 May + 10', '2022-02-24', '2022-05-15', [['2022-02-01', '2022-03-06']]),
  one('from the day of the start', '24 to 28 Feb are 5 days; 5 May + 5', '2022-02-24', '2022-05-10', [['2022-02-24', '2022-03-01']]),
  one('from the day it ends: too late', 'seventy days are over on 5 May', '2022-02-24', '2022-05-05', [['2022-05-05', '2022-06-05']]),
  one('from the day before it ends', '69 used, 1 left from 4 Jun', '2022-02-24', '2022-06-05', [['2022-05-04', '2022-06-04']]),
  one('a single day', '5 May + 1', '2022-02-24', '2022-05-06', [['2022-03-10', '2022-03-11']]),
  one('one after the other', '10 + 12 = 22 days; 5 May + 22', '2022-02-24', '2022-05-27', [['2022-03-10', '2022-03-20'], ['2022-03-20', '2022-04-01']]),
  one('one day between two', '10 + 11 = 21 days; 5 May + 21', '2022-02-24', '2022-05-26', [['2022-03-10', '2022-03-20'], ['2022-03-21', '2022-04-01']]),
  one('two that overlap', '10 Mar to 4 Apr are 25 days, each once; 5 May + 25', '2022-02-24', '2022-05-30', [['2022-03-10', '2022-03-25'], ['2022-03-20', '2022-04-04']]),
  one('one within another', '10 Mar to 9 Apr are 30 days; 5 May + 26 = 31 May, + 4', '2022-02-24', '2022-06-04', [['2022-03-10', '2022-04-09'], ['2022-03-15', '2022-03-20']]),
  one('one that begins with another and ends before it', '10 Mar to 9 Apr are 30 days, whatever begins there too', '2022-02-24', '2022-06-04', [['2022-03-10', '2022-04-09'], ['2022-03-10', '2022-03-12']]),
  one('a chain of three', '1 to 31 Mar are 30 days; 5 May + 30', '2022-02-24', '2022-06-04', [['2022-03-01', '2022-03-11'], ['2022-03-10', '2022-03-21'], ['2022-03-20', '2022-03-31']]),
  one('recorded in the wrong order', '10 + 10 = 20 days; 5 May + 20', '2022-02-24', '2022-05-25', [['2022-04-20', '2022-04-30'], ['2022-03-10', '2022-03-20']]),
  one('the end moves into a later one', '5 May + 3 = 8 May; on 7 May 1 is left, from 17 May', '2022-02-24', '2022-05-18', [['2022-05-01', '2022-05-04'], ['2022-05-07', '2022-05-17']]),
  one('the end comes just before a later one', '5 May + 2 = 7 May, when the next begins: too late', '2022-02-24', '2022-05-07', [['2022-03-10', '2022-03-12'], ['2022-05-07', '2022-05-17']]),
  one('a whole year from the first day', '24 Feb 2023 + 4, + 31, + 30, + 5', '2022-02-24', '2023-05-05', [['2022-02-24', '2023-02-24']]),
  one('a year with a leap day in it', '15 Jan to 1 Feb: 17 used, 53 left; 1 Feb 2025 + 27 = 28 Feb, + 26', '2024-01-15', '2025-03-26', [['2024-02-01', '2025-02-01']]),
  one('ten days between two long ones', '1 to 11 Jun and 1 to 11 Sep: 20 used, 50 left; 1 Dec + 30 = 31 Dec, + 20', '2021-06-01', '2022-01-20', [['2021-06-11', '2021-09-01'], ['2021-09-11', '2021-12-01']]),
  // Arrest to indictment.
  one('thirty days from arrest (ORCHARD 23)', '1 Feb + 27 = 28 Feb; + 3', '2022-02-01', '2022-03-03', [], { clock: 'indictment' }),
  one('thirty days from arrest (LANTERN 14)', '7 Feb + 21 = 28 Feb; + 9', '2023-02-07', '2023-03-09', [], { clock: 'indictment' }),
  one('thirty days over a leap day', '1 Feb + 28 = 29 Feb; + 2', '2024-02-01', '2024-03-02', [], { clock: 'indictment' }),
  one('no grand jury was sitting: thirty more', '1 Feb + 27 = 28 Feb, + 31 = 31 Mar, 58; + 2', '2022-02-01', '2022-04-02', [], { clock: 'indictment', extended: 'NO_GRAND_JURY' }),
  // A new trial.
  one('a new trial: seventy days anew', '1 May + 30 = 31 May, + 30 = 30 Jun, 60; + 10', '2023-05-01', '2023-07-10', [], { clock: 'retrial' }),
  one('a new trial, days left out', '15 May to 15 Jun are 31 days; 10 Jul + 31', '2023-05-01', '2023-08-10', [['2023-05-15', '2023-06-15']], { clock: 'retrial' }),
  one('a new trial after an appeal, seventy days impractical', '180 in all: 1 May + 30 = 31 May, + 30, + 31, + 31, + 30 = 30 Sep, 152; + 28', '2023-05-01', '2023-10-28', [], { clock: 'retrial', extended: 'TO_180_DAYS' }),
];

export const together: readonly Case[] = [
  ['superseding indictment joins D4 (ORCHARD 26)', '6 Apr and 24 Apr: the later', [
    { filed: '2022-02-24', excluded: [nov, feb], trial: 'TRIAL_A', ends: '2023-04-06', joint: '2023-04-24' },
    { filed: '2022-09-20', appeared: '2022-09-27', excluded: [feb], trial: 'TRIAL_A', ends: '2023-04-24', joint: '2023-04-24' }]],
  ['the same, D4 severed', 'each its own', [
    { filed: '2022-02-24', excluded: [nov, feb], trial: 'TRIAL_A', ends: '2023-04-06' },
    { filed: '2022-09-20', appeared: '2022-09-27', excluded: [feb], trial: 'TRIAL_A', severed: true, ends: '2023-04-24' }]],
  ['one joins the other (LANTERN 14, 17)', '13 Jan and 8 Oct: the later', [
    { filed: '2023-03-02', appeared: '2023-02-08', excluded: [['2023-04-28', '2023-12-31']], trial: 'TRIAL_A', ends: '2024-01-13', joint: '2024-10-08' },
    { filed: '2023-08-15', excluded: [['2023-10-02', '2024-09-16']], trial: 'TRIAL_A', ends: '2024-10-08', joint: '2024-10-08' }]],
  ['two, nothing left out', '10 Mar + 21 = 31 Mar, + 30 = 30 Apr, 51; + 19 = 19 May, after 5 May', [
    { filed: '2022-02-24', trial: 'TRIAL_A', ends: '2022-05-05', joint: '2022-05-19' }, { filed: '2022-03-10', trial: 'TRIAL_A', ends: '2022-05-19', joint: '2022-05-19' }]],
  ['three, and the latest is severed', '1 Mar + 30 = 31 Mar, + 30 = 30 Apr, 60; + 10 = 10 May', [
    { filed: '2022-02-24', trial: 'TRIAL_A', ends: '2022-05-05', joint: '2022-05-10' }, { filed: '2022-03-10', trial: 'TRIAL_A', severed: true, ends: '2022-05-19' }, { filed: '2022-03-01', trial: 'TRIAL_A', ends: '2022-05-10', joint: '2022-05-10' }]],
  ['two trials side by side', '1 Apr + 29, + 31 = 31 May, 60; + 10 = 10 Jun. 5 Apr + 25, + 31, 56; + 14 = 14 Jun', [
    { filed: '2022-02-24', trial: 'TRIAL_A', ends: '2022-05-05', joint: '2022-05-19' }, { filed: '2022-03-10', trial: 'TRIAL_A', ends: '2022-05-19', joint: '2022-05-19' },
    { filed: '2022-04-01', trial: 'TRIAL_B', ends: '2022-06-10', joint: '2022-06-14' }, { filed: '2022-04-05', trial: 'TRIAL_B', ends: '2022-06-14', joint: '2022-06-14' }]],
  ['alone in a trial', 'nobody to share with', [{ filed: '2022-02-24', trial: 'TRIAL_A', ends: '2022-05-05' }, { filed: '2022-03-10', trial: 'TRIAL_B', ends: '2022-05-19' }]],
  ['set for no trial yet', 'nobody to share with', [{ filed: '2022-02-24', trial: 'TRIAL_A', ends: '2022-05-05' }, { filed: '2022-03-10', ends: '2022-05-19' }]],
  ['all severed', 'each its own', [{ filed: '2022-02-24', trial: 'TRIAL_A', severed: true, ends: '2022-05-05' }, { filed: '2022-03-10', trial: 'TRIAL_A', severed: true, ends: '2022-05-19' }]],
  ['days left out of one that becomes the latest', '1 Apr to 1 May are 30 days; 5 May + 30 = 4 Jun', [
    { filed: '2022-02-24', trial: 'TRIAL_A', ends: '2022-05-05', joint: '2022-06-04' }, { filed: '2022-02-24', excluded: [['2022-04-01', '2022-05-01']], trial: 'TRIAL_A', ends: '2022-06-04', joint: '2022-06-04' }]],
  ['days left out of one that does not', '5 May + 2 = 7 May, before 19 May', [
    { filed: '2022-02-24', excluded: [['2022-03-10', '2022-03-12']], trial: 'TRIAL_A', ends: '2022-05-07', joint: '2022-05-19' }, { filed: '2022-03-10', trial: 'TRIAL_A', ends: '2022-05-19', joint: '2022-05-19' }]],
  ['the same end', '5 May for both', [{ filed: '2022-02-24', trial: 'TRIAL_A', ends: '2022-05-05', joint: '2022-05-05' }, { filed: '2022-02-24', trial: 'TRIAL_A', ends: '2022-05-05', joint: '2022-05-05' }]],
];
