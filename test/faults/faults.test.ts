import { after, before, describe } from "mocha";
import { withOwnGitConfig } from "../unit/node/sandbox";
import { underFaults } from "./broken";
import { inACrowd } from "./crowd";
import { onDisks } from "./disk";
import { killedAtEachStep, killedInsideGit } from "./killed";
import { touchedAfterKill } from "./meanwhile";
import type { Operation } from "./table";
import { FaultTable } from "./table";
import { World } from "./world";

describe("after each fault, all is done or nothing is", () => {
  withOwnGitConfig();
  const table = new FaultTable();
  const templates = new Map<Operation, World>();
  before(async () => {
    for (const operation of ["apply", "rollback"] as const) templates.set(operation, await World.template(operation));
  });
  after(() => {
    for (const world of templates.values()) world.remove();
    table.print();
  });

  function template(operation: Operation): World {
    const world = templates.get(operation);
    if (!world) throw new Error(`no ${operation}`);
    return world;
  }

  underFaults(table, template);
  onDisks(table, template);
  inACrowd(table, template);
  killedAtEachStep(table, template);
  killedInsideGit(table, template);
  touchedAfterKill(table, template);
});
