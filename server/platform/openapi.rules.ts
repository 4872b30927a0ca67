import { z } from 'zod';
import { Problem } from '../../protocol/problem.js';
import type { Route } from './routes.js';

type Json = Record<string, unknown>;
const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];

/** Builds the OpenAPI 3.1 document of all routes from the schemas they parse with. */
export function openapiOf(routes: readonly Route[], about: { version: string; url: string }): Json {
  const paths: Record<string, Json> = {};
  for (const route of [...routes].sort((a, b) => a.path.localeCompare(b.path))) {
    const verb = route.verb.toLowerCase();
    if (!METHODS.includes(verb)) continue;
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[verb] = operation(route);
  }
  return {
    openapi: '3.1.1',
    info: { title: 'city-brain', version: about.version },
    servers: [{ url: about.url }],
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-cb' },
        token: { type: 'http', scheme: 'bearer', description: 'a personal token, or a source key for the intake' },
      },
    },
  };
}

function operation({ api, owner, method, policy, path }: Route): Json {
  const success = {
    description: 'done',
    ...(api?.response && { content: content(api.response, 'output', api.produces) }),
  };
  const plain =
    !api?.response && api?.produces ? { content: Object.fromEntries(api.produces.map((type) => [type, {}])) } : {};
  return {
    operationId: `${owner.replace(/Controller$/, '')}.${method}`,
    summary: api?.summary ?? method,
    tags: [owner.replace(/Controller$/, '')],
    'x-policy': policy,
    parameters: [...pathParameters(path), ...queryParameters(api?.query)],
    ...(api?.body && { requestBody: { required: true, content: content(api.body, 'input', api.consumes) } }),
    responses: {
      [String(api?.status ?? 200)]: { ...success, ...plain },
      default: {
        description: 'what went wrong',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    security: policy === 'public' ? [] : [{ session: [] }, { token: [] }],
  };
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodObject | undefined): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schemaOf(query, 'input') as { properties?: Json; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function content(schema: z.ZodType, io: 'input' | 'output', types: readonly string[] = ['application/json']): Json {
  return Object.fromEntries(types.map((type) => [type, { schema: schemaOf(schema, io) }]));
}

/** JSON Schema of a zod schema, without what only zod means by it: long date patterns and the bounds of safe integers. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const json: Json = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format) delete jsonSchema.pattern;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  delete json.$schema;
  return json;
}
