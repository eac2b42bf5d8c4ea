/**
 * A privilege that a process may have beside its user, as far as names depend on it. capabilities(7), recalled.
 *
 * Simplified: of Linux's 30 or so only these; effective, permitted and inheritable sets are one set. `CAP_SYSLOG` stands
 * for Linux-VServer's context capability of the same purpose too (Linux itself has it only since 2.6.37): outside
 * contexts everybody may read the kernel's log, as in 2005.
 */
export type Capability = (typeof allCapabilities)[number];

/** All capabilities that are modelled: what a process of root has outside any context. */
export const allCapabilities = [
  /** Signals to processes of other users. */
  "CAP_KILL",
  /** Files whatever their mode. */
  "CAP_DAC_OVERRIDE",
  /** Another root directory. */
  "CAP_SYS_CHROOT",
  /** Ports below 1024. */
  "CAP_NET_BIND",
  /** Removal of others' IPC objects, and the clearing of the kernel's log. */
  "CAP_SYS_ADMIN",
  /** The kernel's log from within a context. */
  "CAP_SYSLOG",
  /** Another user. */
  "CAP_SETUID",
  /** The memory of other users' processes. */
  "CAP_SYS_PTRACE",
  /** The memory of the machine, through its device file. */
  "CAP_SYS_RAWIO",
  /** New device files. */
  "CAP_MKNOD",
  /** IPC objects whatever their mode. */
  "CAP_IPC_OWNER",
] as const;

/**
 * What root keeps of its capabilities in a Linux-VServer context, unless a context says otherwise: the bounding set of
 * util-vserver (`bcapabilities`), of those that are modelled. Recalled, medium: `CAP_SYS_CHROOT` and `CAP_SYS_PTRACE`
 * are among them, which is why the barrier and the filter of processes are needed.
 */
export const contextCapabilities: readonly Capability[] = [
  "CAP_KILL",
  "CAP_DAC_OVERRIDE",
  "CAP_SYS_CHROOT",
  "CAP_NET_BIND",
  "CAP_SETUID",
  "CAP_SYS_PTRACE",
  "CAP_IPC_OWNER",
];
