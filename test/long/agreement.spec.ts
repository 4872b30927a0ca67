import { tellAgreement } from '../support/agreement-story.js';

/** Milliseconds of load; the figures of acceptance 4 are for 60 s. */
const LOAD_MS = Number(process.env['LOAD_MS'] ?? 60_000);

tellAgreement({ loadMs: LOAD_MS, least: 20, report: console.log });
