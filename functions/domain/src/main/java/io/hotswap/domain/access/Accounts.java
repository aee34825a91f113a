package io.hotswap.domain.access;

/// People's accounts as the identity provider has them now; a token says what they were when it was
/// signed, hours ago perhaps.
public interface Accounts {
  /// For an identity provider that cannot be asked.
  Accounts UNCHECKED = subject -> new Account.Unchecked();

  /// @param subject the token's `sub`: whoever gets the same name later has another one
  /// @throws Unavailable when the directory does not answer
  Account find(String subject);

  final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unavailable(Throwable cause) {
      super("The directory of accounts does not answer", cause);
    }
  }
}
