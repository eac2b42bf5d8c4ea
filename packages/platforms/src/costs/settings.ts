import { heldFixed, namedConstants, quoted, recalled, type Sourced } from "@crosstalk/hardware";

type Constants = Record<string, Sourced>;

/** How Linux is set up unless a platform or a user says otherwise. */
export const linuxSettings = namedConstants("linux-settings", {
  ticks: heldFixed(
    "setting",
    recalled(100, "1/s", "HZ of Linux 2.4 on i386, and of kernels for Xen; 1000 in 2.6.0 to 2.6.12, 250 since", [100, 1_000]),
  ),
  recordedTicks: heldFixed(
    "setting",
    recalled(250, "1/s", "CONFIG_HZ of Debian's kernels, on which profiles are recorded", [100, 1_000]),
  ),
  imagePages: quoted(
    370,
    "pages",
    "counted on Linux 6.18 in /proc/self/statm: what a small dynamically linked program has resident; smaller in 2003",
    [100, 400],
  ),
} satisfies Constants);

/** What tenants and control domains are given unless a user says otherwise. */
export const tenantSettings = namedConstants("tenant-settings", {
  pages: heldFixed(
    "setting",
    recalled(
      65_536,
      "pages",
      "no source, a choice: 256 MiB, so that several fit on the 2 GB of the host of 2003",
      [16_384, 131_072],
    ),
  ),
  weight: heldFixed(
    "setting",
    quoted(256, "1", "Xen, xen/common/sched_credit.c: the default weight; taken for all platforms", [1, 65_535]),
  ),
  mostWeight: quoted(65_535, "1", "Xen, xen/common/sched_credit.c: the largest weight that can be set", "definition"),
} satisfies Constants);

/** How Xen's interfaces to its guests are set up. */
export const xenSettings = namedConstants("xen-settings", {
  controlPages: heldFixed("setting", recalled(65_536, "pages", "no source, a choice: 256 MiB for domain 0", [32_768, 131_072])),
  requestBytes: quoted(112, "B", "xen 3.1.0, public/io/blkif.h: a request on a ring, of which 32 fit in a page", [108, 112]),
  batch: recalled(128, "updates", "XenoLinux's mmu_update queue: updates queued before a hypercall", [64, 128]),
  callsOfSwitch: recalled(2, "calls", "XenoLinux: the kernel's stack pointer, and the page-table base", [1, 2]),
} satisfies Constants);

/** Numbers of Linux-VServer, and its limits unless an administrator sets others. */
export const vserverSettings = namedConstants("vserver-settings", {
  firstContext: recalled(2, "1", "context 0 is the host, 1 sees into all", "definition"),
  addresses: heldFixed(
    "setting",
    recalled(250, "addresses", "no source, a choice: so many contexts can have one each, of a /24 network", [1, 253]),
  ),
} satisfies Constants);

/** How finely ESX's page sharing is simulated. */
export const sharingSettings = namedConstants("sharing-settings", {
  stretch: recalled(
    32,
    "pages",
    "no source: pages side by side that are scanned together, so that they are kept as one",
    [1, 64],
  ),
  every: recalled(1, "s", "no source: the scan goes on in steps; the rate is what ESX says", [0.1, 5]),
} satisfies Constants);
