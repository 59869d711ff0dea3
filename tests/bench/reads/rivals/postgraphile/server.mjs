// PostGraphile 5 as its documentation sets it up: the Amber preset, a pool of 8, the settings of row-level
// security by `pgSettings`. Nobody signs in: the prison stands in a header.
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { jsonPgSmartTags } from "postgraphile/utils";
import { PostGraphileConnectionFilterPreset } from "postgraphile-plugin-connection-filter";

// Amber calls a column `id` rowId, which a column `row_id` is called as well.
const renamed = Object.fromEntries(
  ["audit_entry", "global_audit_entry", "read_entry"].map((table) => [
    table,
    { attribute: { row_id: { tags: { name: "recordId" } } } },
  ]),
);

const preset = {
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  pgServices: [
    makePgService({
      connectionString: process.env.BENCH_DATABASE_URL,
      schemas: ["public"],
      pubsub: false,
      poolConfig: { max: 8 },
    }),
  ],
  plugins: [jsonPgSmartTags({ version: 1, config: { class: renamed } })],
  // Else nothing could be sorted or filtered by that is not the first column of an index.
  disablePlugins: ["PgIndexBehaviorsPlugin"],
  schema: { defaultBehavior: "list" },
  grafserv: { watch: false, graphiql: false },
  grafast: {
    explain: false,
    context: (request) => ({
      pgSettings: {
        "app.tenant_id": request.node.req.headers["x-tenant"],
        "app.account_id": "",
        "app.partner_id": "",
        "app.person_id": "",
      },
    }),
  },
};

const serving = postgraphile(preset);
if (process.argv[2] === "schema") {
  const { printSchema } = await import("postgraphile/graphql");
  console.log(printSchema(await serving.getSchema()));
  await serving.release();
} else {
  await serving.getSchema();
  const server = createServer();
  serving.createServ(grafserv).addTo(server);
  server.listen(Number(process.env.BENCH_PORT), "127.0.0.1");
}
