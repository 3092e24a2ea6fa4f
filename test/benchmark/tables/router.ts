// Look-ups of routes: method and path to a handler and its params, beside find-my-way and Hono's routers.

import findMyWay from 'find-my-way';
import { RegExpRouter } from 'hono/router/reg-exp-router';
import { SmartRouter } from 'hono/router/smart-router';
import { TrieRouter } from 'hono/router/trie-router';

import { text } from '@tsgi/web';
import { any, get, patch, post, put, remove, type MakeRoute } from '@tsgi/router';

import { RouteTable } from '../../../packages/router/src/route-table.ts';
import { githubRoutes, type GithubRoute } from '../github-routes.ts';
import { spreadText } from '../harness/markdown.ts';
import type { Bar, Bench, Report, Section, Table } from '../harness/report.ts';
import { ratio, spread } from '../harness/statistics.ts';

/** Looks a request up, reads every param as a handler would, and gives how much it read; -1 where nothing matches. */
type LookUp = (request: GithubRoute, names: readonly string[]) => number;

interface Contestant {
  readonly name: string;
  make(routes: readonly GithubRoute[]): LookUp;
}

/** Requests of one kind, each with the names of its params. */
interface Kind {
  readonly name: string;
  readonly routes: readonly GithubRoute[];
  readonly misses?: boolean;
}

/** A request, and the names of its params. */
interface Sample {
  readonly request: GithubRoute;
  readonly bytes: Buffer;
  readonly names: readonly string[];
}

const BATCH = 2_000;

const makers: Readonly<Record<string, MakeRoute>> = { GET: get, POST: post, PUT: put, PATCH: patch, DELETE: remove };

const tsgi: Contestant = {
  name: '**`@tsgi/router`**',
  make(routes) {
    const { exact } = new RouteTable(
      routes.map(({ method, path }) => (makers[method] ?? any)(path, () => text(''))),
      undefined,
    );
    return ({ method, path }, names) => {
      const match = exact.find(method, path);
      if (match === undefined) return -1;
      let length = 0;
      for (const name of names) length += (match.params[name] as string).length;
      return length;
    };
  },
};

const radix: Contestant = {
  name: 'find-my-way',
  make(routes) {
    const router = findMyWay();
    for (const { method, path } of routes) router.on(method as 'GET', path, () => {});
    return ({ method, path }, names) => {
      const match = router.find(method as 'GET', path);
      if (match === null) return -1;
      let length = 0;
      for (const name of names) length += match.params[name]!.length;
      return length;
    };
  },
};

type HonoRouter = RegExpRouter<string> | SmartRouter<string> | TrieRouter<string>;

function hono(name: string, create: () => HonoRouter): Contestant {
  return {
    name,
    make(routes) {
      const router = create();
      for (const { method, path } of routes) router.add(method, path, path);
      return ({ method, path }, names) => {
        const [handlers, texts] = router.match(method, path);
        const first = handlers[0];
        if (first === undefined) return -1;
        // As its request does when it is asked for a param.
        let length = 0;
        for (const each of names) {
          const value = first[1][each]!;
          const param = texts === undefined ? (value as string) : texts[value as number]!;
          length += (param.includes('%') ? decodeURIComponent(param) : param).length;
        }
        return length;
      };
    },
  };
}

const smart = hono('Hono SmartRouter', () => new SmartRouter({ routers: [new RegExpRouter(), new TrieRouter()] }));
const trie = hono('Hono TrieRouter', () => new TrieRouter());
const regExp = hono('Hono RegExpRouter', () => new RegExpRouter());

const paramsIn = (path: string): readonly string[] => path.match(/(?<=:)\w+/g) ?? [];

/** A list of routes, and who can take it. */
interface Setting {
  readonly title: string;
  readonly routes: readonly GithubRoute[];
  readonly contestants: readonly Contestant[];
}

// Hono's RegExpRouter takes no path that has a param where another has text: with all routes its SmartRouter is a TrieRouter.
const plain = githubRoutes.filter(
  ({ path }) => !githubRoutes.some((other) => other.path !== path && isTextBesideParam(path, other.path)),
);

const settings: readonly Setting[] = [
  {
    title: `all ${githubRoutes.length} routes in the shape of GitHub's REST API`,
    routes: githubRoutes,
    contestants: [tsgi, radix, smart, trie],
  },
  {
    title: `the ${plain.length} of them that Hono's RegExpRouter takes`,
    routes: plain,
    contestants: [tsgi, radix, regExp, smart],
  },
];

/** Nanoseconds a look-up. */
export const router: Table = {
  name: 'router',
  async run(bench: Bench): Promise<Report> {
    const compared = settings.map((setting) => compare(bench, setting));
    bench.progress('router: 100 and 10,000 routes');
    const growth = measureGrowth(bench);
    return {
      sections: [...compared.map(({ section }) => section), growth.section],
      bars: [...compared.flatMap((each) => each.bars), growth.bar],
      failures: [],
    };
  },
};

function compare(bench: Bench, { title, routes, contestants }: Setting): { section: Section; bars: readonly Bar[] } {
  const kinds = kindsOf(routes);
  const lookUps = contestants.map((contestant) => contestant.make(routes));
  const results = kinds.map((kind) => {
    bench.progress(`router: ${kind.name}, ${title}`);
    const samples = samplesOf(kind, lookUps);
    return measure(
      bench,
      lookUps.map((lookUp) => ({ lookUp, samples })),
    );
  });
  return {
    section: {
      title: `Router: nanoseconds a look-up, ${title}`,
      columns: ['router', ...kinds.map(({ name }) => name)],
      rows: contestants.map(({ name }, index) => [
        name,
        ...results.map((result) => spreadText(spread(result[index]!), 0)),
      ]),
      note: 'Each path is a new string, as a request brings it, and every param is read once.',
    },
    bars: kinds.flatMap((kind, at) =>
      contestants.slice(1).map(({ name }, index) => ({
        claim: `a look-up, ${kind.name}, ${routes.length} routes: \`@tsgi/router\` ÷ ${name}`,
        limit: 1,
        measured: ratio(results[at]![0]!, results[at]![index + 1]!),
      })),
    ),
  };
}

function kindsOf(routes: readonly GithubRoute[]): readonly Kind[] {
  const withParams = (from: number, to: number): readonly GithubRoute[] =>
    routes.filter(({ path }) => paramsIn(path).length >= from && paramsIn(path).length <= to);
  return [
    { name: 'the whole list', routes },
    { name: 'static', routes: withParams(0, 0) },
    { name: 'one param', routes: withParams(1, 1) },
    { name: 'several params', routes: withParams(2, 9) },
    {
      name: 'miss',
      misses: true,
      routes: routes.map((route) => ({ ...route, path: `${route.path}/no/such/path/here` })),
    },
  ];
}

/** Whether a path has text in the place where another, the same up to there, has a param. */
function isTextBesideParam(path: string, other: string): boolean {
  const segments = path.split('/');
  const others = other.split('/');
  const differs = segments.findIndex((segment, index) => segment !== others[index]);
  return segments[differs]?.startsWith(':') === false && others[differs]?.startsWith(':') === true;
}

/** Look-ups of a router, and the requests that it is asked for. */
interface Run {
  readonly lookUp: LookUp;
  readonly samples: readonly Sample[];
}

/** The requests of a kind. All look-ups must find the same for them. */
function samplesOf(kind: Kind, lookUps: readonly LookUp[]): readonly Sample[] {
  const samples = kind.routes.map((route, index) => sampleOf(route, index));
  for (const { request, names } of samples) {
    const read = new Set(lookUps.map((lookUp) => lookUp(request, names)));
    if (read.size !== 1 || read.has(-1) !== (kind.misses ?? false)) {
      throw new Error(`not all routers find the same: ${request.method} ${request.path}`);
    }
  }
  return samples;
}

/** For each run its nanoseconds in each round. All are measured in turn, in many short turns. */
function measure(bench: Bench, runs: readonly Run[]): readonly (readonly number[])[] {
  // A tenth of the time that a server gets is enough here, and there are many kinds.
  const turns = bench.seconds * 50;
  const round = (): number[] => {
    const nanos = runs.map(() => 0);
    for (let turn = 0; turn < turns; turn++) {
      for (const [index, { lookUp, samples }] of runs.entries()) nanos[index]! += batch(lookUp, samples, turn);
    }
    return nanos.map((sum) => sum / (turns * BATCH));
  };
  round();
  const rounds = Array.from({ length: bench.rounds }, round);
  return runs.map((_, index) => rounds.map((each) => each[index]!));
}

let sink = 0;

/** The nanoseconds of a batch of requests. Their strings are made before, and have never been looked up. */
function batch(lookUp: LookUp, samples: readonly Sample[], turn: number): number {
  const requests = Array.from({ length: BATCH }, (_, index) => {
    const { request, bytes, names } = samples[(index + turn) % samples.length]!;
    return { request: { method: request.method, path: bytes.toString('latin1') }, names };
  });
  const start = process.hrtime.bigint();
  for (const { request, names } of requests) sink += lookUp(request, names);
  return Number(process.hrtime.bigint() - start);
}

function sampleOf({ method, path }: GithubRoute, index: number): Sample {
  const real = path.replaceAll(/:\w+/g, (name) => `${name.slice(1, 5)}-${index * 7919}`);
  return { request: { method, path: real }, bytes: Buffer.from(real, 'latin1'), names: paramsIn(path) };
}

/** Look-ups of all kinds among 100 and among 10,000 routes. */
function measureGrowth(bench: Bench): { readonly section: Section; readonly bar: Bar } {
  const few = manyRoutes(100);
  const many = manyRoutes(10_000);
  // As many different requests of each, so that only the number of routes differs.
  const wide = many.filter((_, index) => index % 101 === 0);
  const result = [tsgi, radix].map((contestant) => {
    const runOf = (routes: readonly GithubRoute[], name: string, asked: readonly GithubRoute[]): Run => {
      const lookUp = contestant.make(routes);
      return { lookUp, samples: samplesOf({ name, routes: asked }, [lookUp]) };
    };
    // Both in the same rounds: a ratio of what was measured one after the other would be one of two moments, too.
    const [small, large] = measure(bench, [runOf(few, '100', few), runOf(many, '10,000', wide)]);
    return { name: contestant.name, small: small!, large: large! };
  });
  return {
    section: {
      title: 'Router: nanoseconds a look-up, of few and of many routes',
      columns: ['router', '100 routes', '10,000 routes', 'ratio'],
      rows: result.map(({ name, small, large }) => [
        name,
        spreadText(spread(small), 0),
        spreadText(spread(large), 0),
        spreadText(ratio(large, small), 2),
      ]),
    },
    bar: {
      claim: 'a look-up among 10,000 routes ÷ among 100',
      limit: 2,
      measured: ratio(result[0]!.large, result[0]!.small),
    },
  };
}

function manyRoutes(count: number): GithubRoute[] {
  const shapes = ['', '/:id', '/:id/items', '/:id/items/:item'];
  return Array.from({ length: count }, (_, index) => ({
    method: 'GET',
    path: `/area-${Math.floor(index / 40)}/thing-${Math.floor(index / 4)}${shapes[index % 4]}`,
  }));
}
