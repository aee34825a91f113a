package io.hotswap.runtime.isolation.process;

/// The process that should answer has ended, or is not up again yet.
public final class ProcessGone extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean requestNotSent;
  private final boolean tenantsOwn;

  public ProcessGone(String message) {
    this(message, false, false);
  }

  /// @param tenantsOwn whether the process was over a limit of its tenant
  ProcessGone(String message, boolean requestNotSent, boolean tenantsOwn) {
    super(message);
    this.requestNotSent = requestNotSent;
    this.tenantsOwn = tenantsOwn;
  }

  /// The process has not seen the request.
  public static ProcessGone requestNotSent(String message) {
    return new ProcessGone(message, true, false);
  }

  public boolean isRequestNotSent() {
    return requestNotSent;
  }

  /// Whether a limit of its tenant ended it.
  public boolean isTenantsOwn() {
    return tenantsOwn;
  }
}
