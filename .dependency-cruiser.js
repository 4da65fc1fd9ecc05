/** The plan of the house, as rules that a machine checks. */
export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'core-imports-nothing',
      comment: 'core decides. It has no clock, no I/O and no promise, so it may import nothing but itself.',
      severity: 'error',
      from: { path: '^src/core' },
      to: { pathNot: '^src/core' },
    },
    {
      name: 'orders-come-first',
      comment: 'what an order is knows nothing of what is made of it.',
      severity: 'error',
      from: { path: '^src/core/orders' },
      to: { path: '^src/core/(book|deciding|policy|saving)' },
    },
    {
      name: 'policy-knows-no-book',
      comment: 'the config is asked about an order; it remembers nothing.',
      severity: 'error',
      from: { path: '^src/core/policy' },
      to: { path: '^src/core/(book|deciding|saving)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'book-decides-nothing',
      severity: 'error',
      from: { path: '^src/core/book' },
      to: { path: '^src/core/deciding', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'desks-know-no-master',
      comment: 'a follower is served whatever the master and the other followers do.',
      severity: 'error',
      from: { path: '^src/engine/(copies|exits|resting)' },
      to: { path: '^src/engine/(master|start|steering)' },
    },
    {
      name: 'engine-knows-no-broker',
      comment: 'engine talks to the broker port; which broker it is, only the composition knows.',
      severity: 'error',
      from: { path: '^src/(engine|journal)' },
      to: { path: '^src/(brokers/(?!port\\.ts)|commands|composition|control|replay|reporting|simulator)' },
    },
    {
      name: 'reporting-knows-no-command',
      comment: 'how things are shown, to a terminal, a page or a log; what is shown is handed to it.',
      severity: 'error',
      from: { path: '^src/reporting' },
      to: { path: '^src/(commands|composition|demo|explain|replay|rule-tests|simulator)' },
    },
    {
      name: 'control-knows-no-engine',
      comment: 'the socket carries requests and replies; what they do to an engine, the composition says.',
      severity: 'error',
      from: { path: '^src/control' },
      to: { path: '^src/(?!control)' },
    },
    {
      name: 'wire-shapes-stay-home',
      comment:
        'what SmartAPI calls things is known in its own folder only (and to the simulator, that speaks it).',
      severity: 'error',
      from: { pathNot: '^src/(brokers/angelone|simulator)' },
      to: { path: '^src/brokers/angelone/wire' },
    },
    {
      name: 'brokers-know-only-core',
      severity: 'error',
      from: { path: '^src/brokers' },
      to: { path: '^src/(?!brokers|core|secrets)' },
    },
    {
      name: 'simulator-stands-alone',
      comment: 'a simulator that shared code with the adapter would share its mistakes.',
      severity: 'error',
      from: { path: '^src/simulator' },
      to: { path: '^src/(?!simulator)' },
    },
    {
      name: 'nobody-imports-commands',
      severity: 'error',
      from: { pathNot: '^src/commands' },
      to: { path: '^src/commands' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
