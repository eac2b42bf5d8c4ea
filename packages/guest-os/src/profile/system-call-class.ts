/** A class of system calls that cost about the same for the same reason, and what belongs to it. */
interface SystemCallClassEntry {
  readonly name: string;
  /** What the calls of the class do, with the best known of them. */
  readonly about: string;
}

/**
 * The classes that Linux's 350 or so system calls are counted by. The recorder (`crosstalk record`) maps each call to
 * one of them; a replay prices them one by one. Calls on a pipe are told apart from calls on a file, because they may
 * block on another process.
 *
 * Model notes: a class has one cost, whatever its calls' arguments; bytes moved are counted beside the calls.
 */
export const systemCallClassTable = [
  { name: "null", about: "reads or sets one fact of the process: getpid, getuid, umask, uname, prlimit, getrandom" },
  { name: "file-open", about: "opens a file: open, openat, creat, memfd_create" },
  { name: "file-close", about: "gives descriptors up: close, close_range" },
  { name: "file-read", about: "reads from anything but a pipe: read, pread64, readv" },
  { name: "file-write", about: "writes to anything but a pipe: write, pwrite64, writev, sendfile, copy_file_range" },
  { name: "file-stat", about: "looks a name up: stat, statx, access, readlink; an exec that found no program" },
  { name: "file-change", about: "changes names or attributes: unlink, rename, mkdir, chmod, utimensat, truncate, fsync" },
  { name: "directory", about: "lists or moves between directories: getdents64, getcwd, chdir" },
  { name: "descriptor", about: "works on an open descriptor: dup, fcntl, ioctl, lseek, fadvise64, flock" },
  { name: "memory-map", about: "maps memory: mmap, mremap, shmat" },
  { name: "memory-unmap", about: "gives memory back: munmap, madvise, shmdt" },
  { name: "memory-protect", about: "changes protection or locking: mprotect, pkey_mprotect, mlock" },
  { name: "memory-break", about: "moves the end of the heap: brk" },
  { name: "fork", about: "makes a process or a thread, with success: fork, vfork, clone, clone3" },
  { name: "exec", about: "replaces the program, with success: execve, execveat" },
  { name: "exit", about: "ends the process or thread: exit, exit_group" },
  { name: "wait", about: "waits for, or asks after, a child: wait4, waitid" },
  { name: "signal-install", about: "sets handlers and masks: rt_sigaction, rt_sigprocmask, sigaltstack" },
  { name: "signal-send", about: "sends a signal: kill, tgkill" },
  { name: "signal-handle", about: "a handler ran and returned: rt_sigreturn" },
  { name: "pipe-open", about: "makes a pipe: pipe, pipe2" },
  { name: "pipe-read", about: "reads from a pipe" },
  { name: "pipe-write", about: "writes to a pipe" },
  { name: "poll", about: "waits for one of several events: poll, select, epoll_wait, rt_sigsuspend, pause" },
  { name: "poll-sockets", about: "the same on a hundred sockets, which no recording tells apart from poll" },
  { name: "socket", about: "works on a socket: socket, connect, accept, sendto, recvmsg" },
  { name: "sleep", about: "asks for time to pass: nanosleep, clock_nanosleep" },
  { name: "time", about: "reads the clock or sets a timer: clock_gettime, gettimeofday, setitimer, timerfd_settime" },
  { name: "futex", about: "waits for or wakes a thread: futex, futex_waitv" },
  { name: "other", about: "all others: sched_yield, sched_setaffinity, mount, ptrace; a fork that failed" },
] as const satisfies readonly SystemCallClassEntry[];

/** Name of a class of system calls; see {@link systemCallClassTable}. */
export type SystemCallClass = (typeof systemCallClassTable)[number]["name"];

/** All class names, in the table's order. */
export const systemCallClasses: readonly SystemCallClass[] = systemCallClassTable.map((entry) => entry.name);
