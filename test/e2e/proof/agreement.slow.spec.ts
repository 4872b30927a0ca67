import { tellAgreement } from '../../support/agreement-story.js';

/** Short form of test/long/agreement.spec.ts. */
tellAgreement({ loadMs: 6000, least: 2 });
