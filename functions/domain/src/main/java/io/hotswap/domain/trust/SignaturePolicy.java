package io.hotswap.domain.trust;

import io.hotswap.domain.ids.Environment;

/// Which versions an environment takes.
public enum SignaturePolicy {
  /// Those with a signature that counts.
  Required,
  /// Those without a signature too.
  Optional;

  /// Where nobody has decided.
  static SignaturePolicy standard(Environment environment) {
    return switch (environment) {
      case Development, QA -> Optional;
      case Staging, Production -> Required;
    };
  }
}
