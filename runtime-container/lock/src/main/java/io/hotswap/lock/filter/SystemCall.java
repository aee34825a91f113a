package io.hotswap.lock.filter;

/// The system calls that locks name, with the kernel's numbers. What is not listed as free to use,
/// or by its arguments, is refused.
public enum SystemCall {
  // Those that a JVM makes most come first: filters without the kernel's bitmap ask one by one.
  FUTEX(202, 98),
  READ(0, 63),
  WRITE(1, 64),
  CLOSE(3, 57),
  FSTAT(5, 80),
  NEWFSTATAT(262, 79),
  LSEEK(8, 62),
  PREAD64(17, 67),
  PWRITE64(18, 68),
  READV(19, 65),
  WRITEV(20, 66),
  MPROTECT(10, 226),
  MUNMAP(11, 215),
  MADVISE(28, 233),
  MREMAP(25, 216),
  MSYNC(26, 227),
  MINCORE(27, 232),
  BRK(12, 214),
  SCHED_YIELD(24, 124),
  NANOSLEEP(35, 101),
  CLOCK_NANOSLEEP(230, 115),
  CLOCK_GETTIME(228, 113),
  CLOCK_GETRES(229, 114),
  GETTIMEOFDAY(96, 169),
  TIME(201, SystemCall.NONE),
  RT_SIGACTION(13, 134),
  RT_SIGPROCMASK(14, 135),
  RT_SIGRETURN(15, 139),
  SIGALTSTACK(131, 132),
  ACCESS(21, SystemCall.NONE),
  FACCESSAT(269, 48),
  FACCESSAT2(439, 439),
  STAT(4, SystemCall.NONE),
  LSTAT(6, SystemCall.NONE),
  STATX(332, 291),
  STATFS(137, 43),
  FSTATFS(138, 44),
  READLINK(89, SystemCall.NONE),
  READLINKAT(267, 78),
  GETCWD(79, 17),
  GETDENTS64(217, 61),
  POLL(7, SystemCall.NONE),
  PPOLL(271, 73),
  SELECT(23, SystemCall.NONE),
  PSELECT6(270, 72),
  EPOLL_CREATE(213, SystemCall.NONE),
  EPOLL_CREATE1(291, 20),
  EPOLL_CTL(233, 21),
  EPOLL_WAIT(232, SystemCall.NONE),
  EPOLL_PWAIT(281, 22),
  EVENTFD2(290, 19),
  PIPE(22, SystemCall.NONE),
  PIPE2(293, 59),
  DUP(32, 23),
  DUP2(33, SystemCall.NONE),
  DUP3(292, 24),
  SENDFILE(40, 71),
  COPY_FILE_RANGE(326, 285),
  FSYNC(74, 82),
  FDATASYNC(75, 83),
  FTRUNCATE(77, 46),
  FALLOCATE(285, 47),
  RENAME(82, SystemCall.NONE),
  RENAMEAT(264, 38),
  RENAMEAT2(316, 276),
  MKDIR(83, SystemCall.NONE),
  MKDIRAT(258, 34),
  RMDIR(84, SystemCall.NONE),
  UNLINK(87, SystemCall.NONE),
  UNLINKAT(263, 35),
  EXIT(60, 93),
  EXIT_GROUP(231, 94),
  UNAME(63, 160),
  SYSINFO(99, 179),
  TIMES(100, 153),
  GETRUSAGE(98, 165),
  GETRLIMIT(97, 163),
  GETPID(39, 172),
  GETTID(186, 178),
  GETPPID(110, 173),
  GETUID(102, 174),
  GETEUID(107, 175),
  GETGID(104, 176),
  GETEGID(108, 177),
  GETRESUID(118, 148),
  GETRESGID(120, 150),
  ARCH_PRCTL(158, SystemCall.NONE),
  SET_TID_ADDRESS(218, 96),
  SET_ROBUST_LIST(273, 99),
  RESTART_SYSCALL(219, 128),
  RSEQ(334, 293),
  MEMBARRIER(324, 283),
  GETRANDOM(318, 278),
  GETCPU(309, 168),
  SCHED_GETAFFINITY(204, 123),
  // By their arguments.
  OPENAT(257, 56, Use.BY_ARGUMENTS),
  MMAP(9, 222, Use.BY_ARGUMENTS),
  CLONE(56, 220, Use.BY_ARGUMENTS),
  CLONE3(435, 435, Use.BY_ARGUMENTS),
  PRCTL(157, 167, Use.BY_ARGUMENTS),
  PRLIMIT64(302, 261, Use.BY_ARGUMENTS),
  TGKILL(234, 131, Use.BY_ARGUMENTS),
  IOCTL(16, 29, Use.BY_ARGUMENTS),
  FCNTL(72, 25, Use.BY_ARGUMENTS),
  SOCKET(41, 198, Use.NETWORK),
  SOCKETPAIR(53, 199, Use.NETWORK),
  BIND(49, 200, Use.NETWORK),
  LISTEN(50, 201, Use.NETWORK),
  ACCEPT(43, 202, Use.NETWORK),
  ACCEPT4(288, 242, Use.NETWORK),
  CONNECT(42, 203, Use.NETWORK),
  GETSOCKNAME(51, 204, Use.NETWORK),
  GETPEERNAME(52, 205, Use.NETWORK),
  GETSOCKOPT(55, 209, Use.NETWORK),
  SETSOCKOPT(54, 208, Use.NETWORK),
  SENDTO(44, 206, Use.NETWORK),
  RECVFROM(45, 207, Use.NETWORK),
  SENDMSG(46, 211, Use.NETWORK),
  RECVMSG(47, 212, Use.NETWORK),
  SHUTDOWN(48, 210, Use.NETWORK),
  // Made while a lock is set, and by nobody after it.
  SECCOMP(317, 277, Use.LOCKING),
  LANDLOCK_CREATE_RULESET(444, 444, Use.LOCKING),
  LANDLOCK_ADD_RULE(445, 445, Use.LOCKING),
  LANDLOCK_RESTRICT_SELF(446, 446, Use.LOCKING),
  SETGROUPS(116, 159, Use.LOCKING),
  SETRESGID(119, 149, Use.LOCKING),
  SETRESUID(117, 147, Use.LOCKING),
  CAPSET(126, 91, Use.LOCKING);

  /// To whom it is open under a lock.
  enum Use {
    FREE,
    BY_ARGUMENTS,
    NETWORK,
    LOCKING
  }

  /// Where an architecture has no such call.
  static final int NONE = -1;

  private final int x86;
  private final int arm;
  private final Use use;

  SystemCall(int x86, int arm) {
    this(x86, arm, Use.FREE);
  }

  SystemCall(int x86, int arm, Use use) {
    this.x86 = x86;
    this.arm = arm;
    this.use = use;
  }

  Use use() {
    return use;
  }

  public int on(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> x86;
      case AARCH64 -> arm;
    };
  }
}
