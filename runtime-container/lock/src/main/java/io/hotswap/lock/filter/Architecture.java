package io.hotswap.lock.filter;

/// The processors whose system calls are known here.
public enum Architecture {
  X86_64(0xC000003E),
  AARCH64(0xC00000B7);

  private final int audit;

  Architecture(int audit) {
    this.audit = audit;
  }

  /// The kernel's number of it (`AUDIT_ARCH_*`), as a filter sees it.
  int audit() {
    return audit;
  }

  public static Architecture current() {
    var name = System.getProperty("os.arch");
    return switch (name) {
      case "amd64", "x86_64" -> X86_64;
      case "aarch64" -> AARCH64;
      default ->
          throw new UnsupportedOperationException(
              "no system calls are known for the processor " + name);
    };
  }
}
