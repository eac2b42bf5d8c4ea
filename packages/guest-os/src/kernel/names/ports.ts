import { type Act, tenantNameOf } from "../act.ts";
import type { ProcessEntry } from "../state.ts";
import { makes } from "./checks.ts";
import { HOST_CONTEXT, has, isContext } from "./credentials.ts";
import type { NameCall } from "./name-call.ts";
import type { Binding } from "./name-tables.ts";
import { failed, type ObjectReference, type Outcome, succeeded } from "./outcome.ts";
import { heldBy } from "./table-room.ts";
import { reaches } from "./visibility.ts";

/** All addresses of the machine. */
const ANY = "*";
/** Addresses of a machine that was given none. */
const DEFAULT_ADDRESSES: readonly string[] = ["127.0.0.1", "10.0.0.1"];

/** The machine's addresses on which a process may take ports: a context's network part is some of them. */
function addressesOf({ context }: Act, { tenant, credentials }: ProcessEntry): readonly string[] {
  const all = context.naming?.addresses ?? DEFAULT_ADDRESSES;
  const confinement = context.tenants[tenant]?.confinement;
  if (!isContext(confinement) || credentials.xid === HOST_CONTEXT || !makes(context, "context")) return all;
  return all.filter((address) => confinement.addresses.includes(address));
}

/** A port that a tenant has. */
function reference(port: string, { tenant }: Pick<Binding, "tenant">): ObjectReference {
  return { kind: "port", tenant, name: port };
}

/**
 * Takes a port: bind(2). One on all addresses collides with one on any. In a Linux-VServer context all addresses means
 * those of the context, so two contexts may have one port each; the stack stays shared. Simplified: no SO_REUSEADDR,
 * no loopback address of a context's own, sockets are closed when their process ends.
 */
export function bind(act: Act, process: ProcessEntry, call: NameCall & { readonly name: "bind" }): Outcome {
  const { context } = act;
  const { xid } = process.credentials;
  if (call.port < 1_024 && makes(context, "permissions") && !has(process.credentials, "CAP_NET_BIND")) return failed("EACCES");
  const own = addressesOf(act, process);
  if (call.address !== undefined && !own.includes(call.address)) return failed("EADDRNOTAVAIL");
  const everywhere = own.length === (context.naming?.addresses ?? DEFAULT_ADDRESSES).length;
  const addresses = call.address !== undefined ? [call.address] : everywhere ? [ANY] : own;
  const port = `${call.protocol}:${call.port}`;
  const holders = context.names.ports[port] ?? {};
  const holder = addresses.includes(ANY) ? Object.values(holders)[0] : collision(holders, addresses);
  if (holder !== undefined) return failed("EADDRINUSE", [reference(port, holder)]);
  if (addresses.length === 0) return failed("EADDRNOTAVAIL");
  context.names.ports[port] = holders;
  const binding: Binding = { tenant: tenantNameOf(act, process), pid: process.pid, xid };
  for (const address of addresses) {
    holders[address] = binding;
    heldBy(act, process).ports.push({ port, address });
  }
  return succeeded([reference(port, binding)]);
}

function collision(holders: Readonly<Record<string, Binding>>, addresses: readonly string[]): Binding | undefined {
  if (holders[ANY] !== undefined) return holders[ANY];
  for (const address of addresses) if (holders[address] !== undefined) return holders[address];
  return undefined;
}

/** The table of ports, as /proc/net shows it: all of it outside contexts, the own addresses' within (recalled, medium). */
export function listPorts(act: Act, process: ProcessEntry): Outcome {
  const { context } = act;
  const found: ObjectReference[] = [];
  for (const [port, holders] of Object.entries(context.names.ports)) {
    const seen = Object.values(holders).filter(({ xid }) => reaches(context, process.credentials.xid, xid));
    for (const tenant of new Set(seen.map((holder) => holder.tenant))) found.push(reference(port, { tenant }));
  }
  return succeeded(found);
}

/** Closes the sockets of a process that ends. */
export function releasePorts({ context }: Act, held: readonly { readonly port: string; readonly address: string }[]): void {
  for (const { port, address } of held) {
    const holders = context.names.ports[port];
    if (holders === undefined) continue;
    delete holders[address];
    if (Object.keys(holders).length === 0) delete context.names.ports[port];
  }
}
