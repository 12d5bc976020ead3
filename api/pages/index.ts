/** Table of contents: every page behind the sign-in. One that is not listed here does not exist. */
import { accessLogPage } from './access-log.ts';
import { casePage } from './case.ts';
import { casesPage } from './cases.ts';
import { disclosurePage } from './disclosure.ts';
import { editionPage } from './edition.ts';
import { eveningPage } from './evening.ts';
import { handOffPage } from './hand-off.ts';
import { inboxPage } from './inbox.ts';
import { knownPage } from './known.ts';
import { launchPage } from './launch.ts';
import { letterPage } from './letter.ts';
import { compactPage } from './compact.ts';
import { herCarePage } from './her-care.ts';
import { herDisclosuresPage } from './her-disclosures.ts';
import { herFilePage } from './her-file.ts';
import { herVoicePage } from './her-voice.ts';
import type { Page } from './page.ts';
import { playbooksPage } from './playbooks.ts';
import { promisePage } from './promise.ts';
import { proposePage } from './propose.ts';
import { portfolioPage } from './portfolio.ts';
import { scorecardPage } from './scorecard.ts';
import { stalledPage } from './stalled.ts';
import { stepPage } from './step.ts';
import { victimsPage } from './victims.ts';

export const pages: readonly Page[] = [inboxPage, casesPage, launchPage, stalledPage, eveningPage, casePage, knownPage, stepPage, proposePage, handOffPage, promisePage, compactPage, letterPage, accessLogPage, victimsPage, herFilePage, herCarePage, herVoicePage, herDisclosuresPage, playbooksPage, editionPage, disclosurePage, scorecardPage, portfolioPage];
