package io.hotswap.spi;

/// The one exception that blames the caller: the request can't be answered as it is. The runtime
/// turns it into HTTP 422 with 2,000 characters of the message and 200 of the pointer, and does not
/// count it against the version.
public final class CallRejected extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String pointer;

  /// @param message for the client's developer: what was expected; don't repeat secrets here
  public CallRejected(String message) {
    this("", message);
  }

  /// @param pointer JSON pointer to the part of the body at fault, for example `/card/number`;
  ///   empty for the whole
  /// @param message for the client's developer: what was expected there
  public CallRejected(String pointer, String message) {
    // No stack trace: nobody's code is wrong, and a flood of bad requests should stay cheap.
    super(message, null, false, false);
    this.pointer = pointer;
  }

  /// For the `default` branch over [Call#operation].
  public static CallRejected unknownOperation(Call call) {
    return new CallRejected("there is no operation '" + call.operation() + "'");
  }

  /// JSON pointer to the part of the body at fault; empty for the whole.
  public String pointer() {
    return pointer;
  }
}
