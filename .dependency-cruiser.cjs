/** Import rules of docs/architecture.md §4. Each name says what it forbids. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed, dependencyTypesNot: ['core', 'npm', 'npm-dev', 'npm-no-pkg', 'npm-optional'] },
});
const never = (name, from, to, comment) => ({ name, comment, severity: 'error', from, to });
const OPEN = '^server/(city|identity|files|platform)/|^protocol/';

module.exports = {
  forbidden: [
    never('no-cycles', { pathNot: '\\.entity\\.ts$' }, { circular: true }),
    never('nothing-unresolved', {}, { couldNotResolve: true, pathNot: 'dist/cli/' }),
    never('protocol-only-zod', { path: '^protocol/' }, { pathNot: '^protocol/|node_modules/zod' }),
    never('server-and-dashboard-meet-in-protocol', { path: '^server/' }, { path: '^(dashboard|simulator|cli)/' }),
    never(
      'dashboard-meets-server-in-protocol',
      { path: '^dashboard/' },
      { path: '^(server|simulator|cli|migrations)/' },
    ),
    never(
      'simulator-speaks-the-public-surface',
      { path: '^simulator/' },
      { path: '^(server|dashboard|migrations|cli)/' },
    ),
    only('platform-knows-no-stage', '^server/platform/', '^server/platform/|^protocol/|^migrations/'),
    only('city-imports-platform', '^server/city/', '^server/(city|platform)/|^protocol/'),
    only('identity-imports-platform', '^server/identity/', '^server/(identity|platform|city)/|^protocol/'),
    only('files-know-no-stage', '^server/files/', '^server/(files|identity|platform|city)/|^protocol/'),
    only('journal-sees-no-stage', '^server/journal/', '^server/(journal|platform)/|^protocol/'),
    only('intake-sees-only-journal', '^server/intake/', `^server/(intake|journal)/|${OPEN}`),
    only('timers-see-journal', '^server/timers/', `^server/(timers|journal)/|${OPEN}`),
    only('domain-sees-journal', '^server/domain/', `^server/(domain|journal|timers)/|${OPEN}`),
    never(
      'capabilities-meet-in-the-journal',
      {
        path: '^server/domain/([^/]+)/',
        pathNot: '^server/domain/(dispatch/[^/]+|alerts/([^/]+|compile/[^/]+))\\.(service|module)\\.ts$',
      },
      { path: '^server/domain/', pathNot: '^server/domain/$1/' },
    ),
    never(
      'dispatch-calls-services-of-incidents',
      { path: '^server/domain/dispatch/[^/]+\\.(service|module)\\.ts$' },
      { path: '^server/domain/', pathNot: '^server/domain/(dispatch/|incidents/[^/]+\\.(service|module)\\.ts$)' },
    ),
    never(
      'alerts-calls-the-service-of-forecast',
      { path: '^server/domain/alerts/([^/]+|compile/[^/]+)\\.(service|module)\\.ts$' },
      { path: '^server/domain/', pathNot: '^server/domain/(alerts/|forecast/[^/]+\\.(service|module)\\.ts$)' },
    ),
    only('projections-see-journal', '^server/projections/', `^server/(projections|journal)/|${OPEN}`),
    only('notify-sees-journal', '^server/notify/', `^server/(notify|journal)/|${OPEN}`),
    only('gateway-sees-projections', '^server/gateway/', `^server/(gateway|projections)/|${OPEN}`),
    never(
      'pure-files',
      { path: '\\.(rules|data|projection|normaliser)\\.ts$' },
      { path: '@nestjs|typeorm|^node:|pg$' },
    ),
    never(
      'socketio-in-gateway',
      { path: '^server/', pathNot: '^server/gateway/' },
      { path: 'node_modules/socket\\.io' },
    ),
    never('mail-in-its-channel', { pathNot: '^server/notify/channels/email' }, { path: 'node_modules/nodemailer' }),
    never(
      'echarts-in-charts',
      { path: '^dashboard/', pathNot: '^dashboard/src/charts/' },
      { path: 'node_modules/echarts' },
    ),
    never(
      'maplibre-in-maps',
      { path: '^dashboard/', pathNot: '^dashboard/src/maps/' },
      { path: 'node_modules/maplibre-gl' },
    ),
    never(
      'socket-client-in-live',
      { path: '^dashboard/', pathNot: '^dashboard/src/live/' },
      { path: 'node_modules/socket\\.io-client' },
    ),
    never(
      'screens-do-not-know-each-other',
      { path: '^dashboard/src/screens/([^/]+)/' },
      { path: '^dashboard/src/screens/', pathNot: '^dashboard/src/screens/$1/' },
    ),
    never(
      'ui-and-charts-know-no-data',
      { path: '^dashboard/src/(ui|charts)/' },
      { path: '^dashboard/src/(api|live|screens)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    exclude: { path: '^(dist|dashboard/dist)/' },
  },
};
