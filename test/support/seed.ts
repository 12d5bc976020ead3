/** Property tests draw the same examples in every run: what was green stays green until the code changes. `npm run campaign -- fuzz` draws new ones. */
import fc from 'fast-check';

fc.configureGlobal({ seed: 20_261_126 });
