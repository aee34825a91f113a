package io.hotswap.spi;

/// Another plugin that was called gave no reply. A plugin that lets it through fails the call that
/// it is answering: catch it to answer without the other, or to reject the request.
public final class PluginCallFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Reason reason;
  private final String pointer;

  /// Why there is no reply.
  public enum Reason {
    /// The other plugin says that the request is at fault ([CallRejected]): message and pointer are
    /// its own.
    REJECTED,
    /// It threw something else, replied with more than 6 MiB, or the node failed. Counted against
    /// the other version.
    FAILED,
    /// It did not reply before the deadline of the call in progress.
    TIMED_OUT,
    /// No version of it answers this tenant on this node now: it is not deployed, the tenant has
    /// switched it off, or it does not come up.
    UNAVAILABLE,
    /// The tenant's quota of the other plugin is used up.
    OVER_QUOTA,
    /// The node does not make the call, however often it is asked: the manifest does not permit it,
    /// it would be a cycle or too deep, there is no such operation, the body is too large.
    REFUSED
  }

  /// @param pointer JSON pointer into the request's body where it is [Reason#REJECTED]; else empty
  public PluginCallFailed(Reason reason, String pointer, String message) {
    super(message);
    this.reason = reason;
    this.pointer = pointer;
  }

  public Reason reason() {
    return reason;
  }

  /// JSON pointer to the part of the request's body at fault; empty for the whole, and for other
  /// reasons.
  public String pointer() {
    return pointer;
  }
}
