import type { Operations } from "@crosstalk/hardware";

/** What managing its guests' memory costs a hypervisor, page by page. */
export interface MemoryCosts {
  /** Which product and version, on what it was measured. */
  readonly name: string;
  /** Hashing a page that the scan has come to, and looking the hash up. */
  readonly hash: Operations;
  /** Comparing two pages whose hashes match, byte by byte. */
  readonly compare: Operations;
  /** Making a page's mapping read-only, on the page that is shared from then on. */
  readonly share: Operations;
  /** A guest's write to a shared page: the fault, the page's copy, its mapping. */
  readonly break: Operations;
  /** A guest's first use of a page that it has not been given yet: the fault, clearing a page, mapping it. */
  readonly provide: Operations;
  /** Writing a page to the host's swap file, which nobody waits for. */
  readonly swapOut: Operations;
  /** A guest's use of a page that was swapped out: the fault, asking the disk, mapping it. The wait comes beside. */
  readonly swapIn: Operations;
}
