import type { SystemCallClass } from "./system-call-class.ts";

/**
 * Linux's system calls by class, under the names that strace prints. What isn't listed is `other`. The recorder moves
 * reads and writes on pipes to `pipe-read` and `pipe-write`, and execs that failed to `file-stat`, by itself.
 */
const callsByClass: Partial<Record<SystemCallClass, string>> = {
  null: `getpid getppid gettid getuid geteuid getgid getegid getresuid getresgid getgroups getpgrp getpgid getsid
    setuid setgid setreuid setregid setresuid setresgid setgroups setpgid setsid setfsuid setfsgid umask uname sysinfo
    prlimit64 getrlimit setrlimit getrusage getrandom set_tid_address set_robust_list get_robust_list rseq arch_prctl
    prctl personality capget capset getpriority setpriority getcpu membarrier`,
  "file-open": "open openat openat2 creat memfd_create name_to_handle_at open_by_handle_at eventfd eventfd2 pidfd_open",
  "file-close": "close close_range",
  "file-read": "read pread64 readv preadv preadv2 readahead",
  "file-write": "write pwrite64 writev pwritev pwritev2 sendfile sendfile64 copy_file_range splice tee vmsplice",
  "file-stat": `stat lstat fstat newfstatat fstatat64 stat64 lstat64 fstat64 statx access faccessat faccessat2 readlink
    readlinkat statfs fstatfs getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr`,
  "file-change": `unlink unlinkat rename renameat renameat2 link linkat symlink symlinkat mkdir mkdirat rmdir mknod
    mknodat chmod fchmod fchmodat fchmodat2 chown lchown fchown fchownat utime utimes utimensat futimesat truncate
    ftruncate fallocate fsync fdatasync sync syncfs sync_file_range setxattr lsetxattr fsetxattr removexattr`,
  directory: "getdents getdents64 getcwd chdir fchdir chroot",
  descriptor: `dup dup2 dup3 fcntl fcntl64 ioctl lseek _llseek fadvise64 flock epoll_create epoll_create1 epoll_ctl
    inotify_init inotify_init1 inotify_add_watch inotify_rm_watch signalfd signalfd4`,
  "memory-map": "mmap mmap2 mremap remap_file_pages shmget shmat shmctl",
  "memory-unmap": "munmap madvise process_madvise shmdt msync mincore",
  "memory-protect": "mprotect pkey_mprotect pkey_alloc pkey_free mlock mlock2 munlock mlockall munlockall mbind",
  "memory-break": "brk",
  fork: "fork vfork clone clone3",
  exec: "execve execveat",
  exit: "exit exit_group",
  wait: "wait4 waitpid waitid",
  "signal-install": "rt_sigaction rt_sigprocmask rt_sigpending sigaltstack signal sigaction sigprocmask",
  "signal-send": "kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal",
  "signal-handle": "rt_sigreturn sigreturn",
  "pipe-open": "pipe pipe2",
  poll: `poll ppoll ppoll_time64 select _newselect pselect6 epoll_wait epoll_pwait epoll_pwait2 rt_sigsuspend
    rt_sigtimedwait pause io_getevents io_pgetevents io_uring_enter`,
  socket: `socket socketpair bind listen connect accept accept4 getsockname getpeername getsockopt setsockopt shutdown
    sendto sendmsg sendmmsg recvfrom recvmsg recvmmsg`,
  sleep: "nanosleep clock_nanosleep restart_syscall",
  time: `time gettimeofday settimeofday clock_gettime clock_getres clock_settime times alarm getitimer setitimer
    timer_create timer_settime timer_gettime timer_delete timerfd_create timerfd_settime timerfd_gettime`,
  futex: "futex futex_waitv futex_wait futex_wake",
};

const classes = new Map<string, SystemCallClass>(
  Object.entries(callsByClass).flatMap(([name, calls]) =>
    calls.split(/\s+/).map((call): [string, SystemCallClass] => [call, name as SystemCallClass]),
  ),
);

/** The class of a Linux system call, by its name in strace's output; `other` for one that isn't listed. */
export function classOfSystemCall(name: string): SystemCallClass {
  return classes.get(name) ?? "other";
}

/** Every listed system call with its class. */
export function listedSystemCalls(): ReadonlyMap<string, SystemCallClass> {
  return classes;
}
