package io.hotswap.domain.access;

/// People's accounts as the identity provider has them now; a token may be hours old.
public interface Accounts {
  /// For an identity provider that cannot be queried.
  Accounts UNCHECKED = subject -> new Account.Unchecked();

  /// @param subject the token's `sub`, which is never reused, unlike the name
  /// @throws Unavailable when the directory does not answer
  Account find(String subject);

  final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unavailable(Throwable cause) {
      super("The directory of accounts does not answer", cause);
    }
  }
}
