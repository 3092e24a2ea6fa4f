/** `@tsgi/router`: method and path to a handler or a mounted application. */

// Routers
export { router } from './router.ts';
export type { Router, RouterOptions } from './router.ts';
export type { RoutedApplication } from './routed-application.ts';
export type { Spelling } from './locate.ts';

// Routes
export { any, get, head, method, options, patch, post, put, remove } from './route.ts';
export type { MakeRoute, PathRoute, Route } from './route.ts';
export type { PathParams } from './path-params.ts';
export { group } from './group.ts';
export { mount } from './mount.ts';

// Converters
export { integer } from './integer.ts';
export type { Converter } from './converter.ts';

// Links
export { named } from './named.ts';
export { url } from './url.ts';
export type { WriteUrl } from './url.ts';

// What was found, and what can be
export { routeParams, routePattern } from './route-match.ts';
export { describe } from './describe.ts';

// Several applications
export { cascade } from './cascade.ts';
export { virtualHosts } from './virtual-hosts.ts';
