/**
 * What teams may find out that they both work on, each kind in a form of its own in which no name of a person fits, and none made of it: matching people across agencies by
 * names, or by hashes of names, is a disclosure (28 CFR 94.115; refusal 19). Free text (an address, a user name, a web address) has no such form and is not among them.
 */

export const targetKinds = ['ACCOUNT', 'PHONE', 'VEHICLE', 'SITE', 'CHANNEL', 'COMPANY'] as const;
export type TargetKind = (typeof targetKinds)[number];

/** Services that give their accounts numbers; ours. The name that an account shows may be a person's, its number is nobody's. */
const services = ['DISCORD', 'FACEBOOK', 'INSTAGRAM', 'SNAPCHAT', 'TELEGRAM', 'TIKTOK', 'VK', 'X'] as const;

/** What separates signs when people write them. */
const bare = (value: string): string => value.normalize('NFKC').toUpperCase().replace(/[\s().,/\\-]/g, '');
const lettersIn = (text: string): number => text.replace(/[^A-Z]/g, '').length;
/** Check digits by ISO 7064, MOD 97-10: what is made up has none. */
const isChecked = (text: string): boolean => BigInt(text.replace(/[A-Z]/g, (letter) => String(parseInt(letter, 36)))) % 97n === 1n;

const forms: { readonly [kind in TargetKind]: (value: string) => string | undefined } = {
  /** IBAN (ISO 13616), half of it digits; or the number of the bank and that of the account: `021000021:123456789`. */
  ACCOUNT: (value) => {
    const text = bare(value);
    const isIban = /^[A-Z]{2}\d\d[A-Z0-9]{11,30}$/.test(text) && lettersIn(text) * 2 <= text.length && isChecked(`${text.slice(4)}${text.slice(0, 4)}`);
    return isIban || /^\d{3,12}:\d{4,20}$/.test(text) ? text : undefined;
  },
  /** ITU-T E.164, with the country. */
  PHONE: (value) => fitting(bare(value).replace(/^00/, '+'), /^\+[1-9]\d{6,14}$/),
  /** ISO 3166 of the country, or with its state, and the plate: `US-TX ABC 1234`. No plate that is a word. */
  VEHICLE: (value) => {
    const [, country = '', state = '', written = ''] = /^([A-Z]{2})(?:-([A-Z0-9]{1,3}))?[\s:]+([A-Z0-9\s.-]+)$/.exec(value.normalize('NFKC').toUpperCase().trim()) ?? [];
    const plate = bare(written);
    return /^(?=.*\d)[A-Z0-9]{3,8}$/.test(plate) && lettersIn(plate) <= 5 ? `${country}${state}:${plate}` : undefined;
  },
  /** Open Location Code in full: a square of some 14 metres, in an alphabet that was chosen to spell nothing. */
  SITE: (value) => fitting(value.normalize('NFKC').toUpperCase().replace(/\s/g, ''), /^[23456789CFGHJMPQRVWX]{8}\+[23456789CFGHJMPQRVWX]{2}$/),
  /** A service and the number of the account there: `TELEGRAM:1001234567890`. */
  CHANNEL: (value) => {
    const [, service = '', number] = /^([A-Z]+):0*([1-9]\d{4,24})$/.exec(value.normalize('NFKC').toUpperCase().replace(/\s/g, '')) ?? [];
    return number !== undefined && (services as readonly string[]).includes(service) ? `${service}:${number}` : undefined;
  },
  /** ISO 3166 of the country, the register and the number in it: `DE HRB 12345`, `GB 01234567`; or a Legal Entity Identifier (ISO 17442). */
  COMPANY: (value) => {
    const text = bare(value);
    return /^[A-Z]{2}[A-Z]{0,3}\d{5,14}[A-Z]?$/.test(text) || (/^\d{4}[A-Z0-9]{14}\d\d$/.test(text) && isChecked(text)) ? text : undefined;
  },
};

const fitting = (text: string, form: RegExp): string | undefined => (form.test(text) ? text : undefined);

/** The one way to write it, so that two teams who mean the same say the same; undefined where it is not of its kind's form. */
export const normalForm = (kind: TargetKind, value: string): string | undefined => forms[kind](value);
