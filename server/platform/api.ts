import { SetMetadata } from '@nestjs/common';
import type { z } from 'zod';

/** What the OpenAPI document says of a route, in the schemas that the route itself parses with. */
export interface ApiDescription {
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Content types of the body; JSON when absent. */
  consumes?: readonly string[];
  response?: z.ZodType;
  /** Content types of the answer; JSON when absent. */
  produces?: readonly string[];
  /** Status of success; 200 when absent. */
  status?: number;
}

export const API = 'api';

/** Describes a route for /api/v1/openapi.json. */
export const Api = (description: ApiDescription) => SetMetadata(API, description);
