// Routes in the shape of GitHub's REST API, for measuring routers by: a line each path, with its methods.

const LINES = `
GET /
GET /advisories
GET /advisories/:ghsa_id
GET /app
GET /app/installations
GET DELETE /app/installations/:installation_id
POST /app/installations/:installation_id/access_tokens
GET /codes_of_conduct
GET /codes_of_conduct/:key
GET /emojis
GET /events
GET /feeds
GET POST /gists
GET /gists/public
GET /gists/starred
GET PATCH DELETE /gists/:gist_id
GET POST /gists/:gist_id/comments
GET PATCH DELETE /gists/:gist_id/comments/:comment_id
GET /gists/:gist_id/commits
GET POST /gists/:gist_id/forks
GET PUT DELETE /gists/:gist_id/star
GET /gists/:gist_id/:sha
GET /gitignore/templates
GET /gitignore/templates/:name
GET /issues
GET /licenses
GET /licenses/:license
POST /markdown
POST /markdown/raw
GET /meta
GET PUT /notifications
GET PATCH /notifications/threads/:thread_id
GET PUT DELETE /notifications/threads/:thread_id/subscription
GET /octocat
GET /organizations
GET PATCH DELETE /orgs/:org
GET /orgs/:org/actions/runners
GET DELETE /orgs/:org/actions/runners/:runner_id
GET /orgs/:org/actions/secrets
GET PUT DELETE /orgs/:org/actions/secrets/:secret_name
GET /orgs/:org/events
GET POST /orgs/:org/hooks
GET PATCH DELETE /orgs/:org/hooks/:hook_id
POST /orgs/:org/hooks/:hook_id/pings
GET /orgs/:org/issues
GET /orgs/:org/members
GET DELETE /orgs/:org/members/:username
GET PUT DELETE /orgs/:org/memberships/:username
GET /orgs/:org/outside_collaborators
GET /orgs/:org/public_members
GET PUT DELETE /orgs/:org/public_members/:username
GET POST /orgs/:org/repos
GET POST /orgs/:org/teams
GET PATCH DELETE /orgs/:org/teams/:team_slug
GET /orgs/:org/teams/:team_slug/members
GET PUT DELETE /orgs/:org/teams/:team_slug/memberships/:username
GET /orgs/:org/teams/:team_slug/repos
GET PUT DELETE /orgs/:org/teams/:team_slug/repos/:owner/:repo
GET /rate_limit
GET PATCH DELETE /repos/:owner/:repo
GET /repos/:owner/:repo/actions/runs
GET DELETE /repos/:owner/:repo/actions/runs/:run_id
POST /repos/:owner/:repo/actions/runs/:run_id/cancel
GET /repos/:owner/:repo/actions/runs/:run_id/jobs
GET /repos/:owner/:repo/actions/workflows
GET /repos/:owner/:repo/actions/workflows/:workflow_id
GET /repos/:owner/:repo/activity
GET /repos/:owner/:repo/assignees
GET /repos/:owner/:repo/assignees/:assignee
GET /repos/:owner/:repo/branches
GET /repos/:owner/:repo/branches/:branch
GET PUT DELETE /repos/:owner/:repo/branches/:branch/protection
GET /repos/:owner/:repo/collaborators
GET PUT DELETE /repos/:owner/:repo/collaborators/:username
GET /repos/:owner/:repo/collaborators/:username/permission
GET /repos/:owner/:repo/comments
GET PATCH DELETE /repos/:owner/:repo/comments/:comment_id
GET /repos/:owner/:repo/commits
GET /repos/:owner/:repo/commits/:sha
GET /repos/:owner/:repo/commits/:sha/check-runs
GET POST /repos/:owner/:repo/commits/:sha/comments
GET /repos/:owner/:repo/commits/:sha/status
GET /repos/:owner/:repo/compare/:basehead
GET PUT DELETE /repos/:owner/:repo/contents/:path
GET /repos/:owner/:repo/contributors
GET POST /repos/:owner/:repo/deployments
GET DELETE /repos/:owner/:repo/deployments/:deployment_id
GET POST /repos/:owner/:repo/deployments/:deployment_id/statuses
GET /repos/:owner/:repo/events
GET POST /repos/:owner/:repo/forks
POST /repos/:owner/:repo/git/blobs
GET /repos/:owner/:repo/git/blobs/:sha
POST /repos/:owner/:repo/git/commits
GET /repos/:owner/:repo/git/commits/:sha
POST /repos/:owner/:repo/git/refs
GET PATCH DELETE /repos/:owner/:repo/git/refs/:ref
POST /repos/:owner/:repo/git/tags
GET /repos/:owner/:repo/git/tags/:sha
POST /repos/:owner/:repo/git/trees
GET /repos/:owner/:repo/git/trees/:sha
GET POST /repos/:owner/:repo/hooks
GET PATCH DELETE /repos/:owner/:repo/hooks/:hook_id
POST /repos/:owner/:repo/hooks/:hook_id/pings
POST /repos/:owner/:repo/hooks/:hook_id/tests
GET POST /repos/:owner/:repo/issues
GET /repos/:owner/:repo/issues/comments
GET PATCH DELETE /repos/:owner/:repo/issues/comments/:comment_id
GET /repos/:owner/:repo/issues/events
GET /repos/:owner/:repo/issues/events/:event_id
GET PATCH /repos/:owner/:repo/issues/:issue_number
POST DELETE /repos/:owner/:repo/issues/:issue_number/assignees
GET POST /repos/:owner/:repo/issues/:issue_number/comments
GET /repos/:owner/:repo/issues/:issue_number/events
GET POST PUT DELETE /repos/:owner/:repo/issues/:issue_number/labels
DELETE /repos/:owner/:repo/issues/:issue_number/labels/:name
PUT DELETE /repos/:owner/:repo/issues/:issue_number/lock
GET POST /repos/:owner/:repo/issues/:issue_number/reactions
GET /repos/:owner/:repo/issues/:issue_number/timeline
GET POST /repos/:owner/:repo/keys
GET DELETE /repos/:owner/:repo/keys/:key_id
GET POST /repos/:owner/:repo/labels
GET PATCH DELETE /repos/:owner/:repo/labels/:name
GET /repos/:owner/:repo/languages
GET /repos/:owner/:repo/license
POST /repos/:owner/:repo/merges
GET POST /repos/:owner/:repo/milestones
GET PATCH DELETE /repos/:owner/:repo/milestones/:milestone_number
GET /repos/:owner/:repo/milestones/:milestone_number/labels
GET /repos/:owner/:repo/network/events
GET POST /repos/:owner/:repo/pages
GET /repos/:owner/:repo/pages/builds
GET /repos/:owner/:repo/pages/builds/latest
GET POST /repos/:owner/:repo/pulls
GET /repos/:owner/:repo/pulls/comments
GET PATCH DELETE /repos/:owner/:repo/pulls/comments/:comment_id
GET PATCH /repos/:owner/:repo/pulls/:pull_number
GET POST /repos/:owner/:repo/pulls/:pull_number/comments
GET /repos/:owner/:repo/pulls/:pull_number/commits
GET /repos/:owner/:repo/pulls/:pull_number/files
GET PUT /repos/:owner/:repo/pulls/:pull_number/merge
GET POST DELETE /repos/:owner/:repo/pulls/:pull_number/requested_reviewers
GET POST /repos/:owner/:repo/pulls/:pull_number/reviews
GET PUT DELETE /repos/:owner/:repo/pulls/:pull_number/reviews/:review_id
POST /repos/:owner/:repo/pulls/:pull_number/reviews/:review_id/events
GET /repos/:owner/:repo/readme
GET POST /repos/:owner/:repo/releases
GET PATCH DELETE /repos/:owner/:repo/releases/assets/:asset_id
GET /repos/:owner/:repo/releases/latest
GET /repos/:owner/:repo/releases/tags/:tag
GET PATCH DELETE /repos/:owner/:repo/releases/:release_id
GET POST /repos/:owner/:repo/releases/:release_id/assets
GET /repos/:owner/:repo/stargazers
GET /repos/:owner/:repo/stats/code_frequency
GET /repos/:owner/:repo/stats/commit_activity
GET /repos/:owner/:repo/stats/contributors
GET /repos/:owner/:repo/stats/participation
GET /repos/:owner/:repo/stats/punch_card
POST /repos/:owner/:repo/statuses/:sha
GET /repos/:owner/:repo/subscribers
GET PUT DELETE /repos/:owner/:repo/subscription
GET /repos/:owner/:repo/tags
GET /repos/:owner/:repo/teams
GET /repos/:owner/:repo/topics
GET /search/code
GET /search/commits
GET /search/issues
GET /search/labels
GET /search/repositories
GET /search/topics
GET /search/users
GET PATCH /user
GET PUT DELETE /user/blocks/:username
GET POST /user/emails
GET DELETE /user/emails/:id
GET /user/followers
GET /user/following
GET PUT DELETE /user/following/:username
GET POST /user/gpg_keys
GET DELETE /user/gpg_keys/:id
GET /user/issues
GET POST /user/keys
GET DELETE /user/keys/:id
GET /user/orgs
GET POST /user/repos
GET /user/starred
GET PUT DELETE /user/starred/:owner/:repo
GET /user/subscriptions
GET /user/teams
GET /users
GET /users/:username
GET /users/:username/events
GET /users/:username/events/orgs/:org
GET /users/:username/events/public
GET /users/:username/followers
GET /users/:username/following
GET /users/:username/following/:target_user
GET /users/:username/gists
GET /users/:username/gpg_keys
GET /users/:username/keys
GET /users/:username/orgs
GET /users/:username/received_events
GET /users/:username/received_events/public
GET /users/:username/repos
GET /users/:username/starred
GET /users/:username/subscriptions
GET /zen
`;

/** A method and a path, whose params begin with a colon. */
export interface GithubRoute {
  readonly method: string;
  readonly path: string;
}

/** All of them. Where two match, the one with more text comes first, so that all routers find the same. */
export const githubRoutes: readonly GithubRoute[] = LINES.trim()
  .split('\n')
  .flatMap((line) => {
    const words = line.split(' ');
    const path = words.pop()!;
    return words.map((method) => ({ method, path }));
  });
