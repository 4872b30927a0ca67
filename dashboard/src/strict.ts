import { z } from 'zod';

// Must run before any schema is made: zod 4 probes `new Function`, which a strict content security policy reports.
z.config({ jitless: true });
